package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exercise's own API under {@code /api}, as the requirements' document 002 writes it: its
 * paths, fields, statuses and Korean texts over the messages of v1.
 *
 * <p>Each request is checked in v1's order: path and method, whether this node may change anything,
 * access token where the call believes a {@code userId}, rate, size and form of the body, queue
 * token, fields.
 */
final class ClassicApi {
  private static final Logger LOG = LoggerFactory.getLogger(ClassicApi.class);
  private static final String JSON = "application/json";

  private final HttpConfig config;
  private final WriteGate writes;
  private final AccessTokens accessTokens;
  private final RateLimits rateLimits;
  private final Bodies bodies;
  private final ClassicUsers users;
  private final ClassicHandlers handlers;

  ClassicApi(
      HttpConfig config,
      WriteGate writes,
      AccessTokens accessTokens,
      RateLimits rateLimits,
      Bodies bodies,
      ClassicUsers users,
      ClassicHandlers handlers) {
    this.config = config;
    this.writes = writes;
    this.accessTokens = accessTokens;
    this.rateLimits = rateLimits;
    this.bodies = bodies;
    this.users = users;
    this.handlers = handlers;
  }

  void mount(Router router) {
    for (ClassicCall call : ClassicCall.values()) {
      router.route(call.method(), call.path()).handler(ctx -> serve(ctx, call));
      Set<String> allowed = new TreeSet<>(Set.of(call.method().name(), "OPTIONS"));
      if (call.method().equals(HttpMethod.GET)) {
        allowed.add("HEAD");
        router.route(HttpMethod.HEAD, call.path()).handler(ctx -> serve(ctx, call));
      }
      router.route(call.path()).handler(ctx -> refuseMethod(ctx, call, allowed));
    }
  }

  private void serve(RoutingContext ctx, ClassicCall call) {
    HttpServerRequest request = ctx.request();
    if (call.hasBody()) {
      request.pause();
    }
    Future.succeededFuture()
        .compose(start -> caller(call, request))
        .compose(caller -> answer(call, request, caller))
        .onSuccess(
            answer -> {
              Answers.send(ctx.request(), answer, JSON);
              Bodies.drain(request);
            })
        .onFailure(
            failure -> {
              refuse(ctx, call, failure);
              Bodies.drain(request);
            });
  }

  private Future<Caller> caller(ClassicCall call, HttpServerRequest request) {
    if (call.changes()) {
      writes.requireOpen();
    }
    if (!call.namesUser()) {
      return Future.succeededFuture();
    }
    String authorization = request.getHeader("Authorization");
    Future<Caller> caller =
        authorization == null ? Future.succeededFuture() : accessTokens.authenticate(authorization);
    return caller.compose(known -> users.requireProof(request, known).map(known));
  }

  private Future<Answer> answer(ClassicCall call, HttpServerRequest request, Caller caller) {
    rateLimits.takeFor(caller, request);
    if (!call.hasBody()) {
      return handlers.serve(new ClassicRequest(call, request, caller, new JsonObject()));
    }
    if (!Dispatcher.isJson(request.getHeader("Content-Type")) || Dispatcher.isEncoded(request)) {
      return Future.failedFuture(new Refusal(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }
    return bodies
        .read(request, config.maxBodyBytes())
        .map(ClassicApi::object)
        .compose(body -> handlers.serve(new ClassicRequest(call, request, caller, body)));
  }

  private static JsonObject object(Buffer body) {
    List<Violation> violations = new ArrayList<>();
    Object value = StrictJson.read(body, violations);
    if (violations.isEmpty() && value instanceof JsonObject object) {
      return object;
    }
    throw new Refusal(ErrorCode.VALIDATION_FAILED);
  }

  private static void refuseMethod(RoutingContext ctx, ClassicCall call, Set<String> allowed) {
    ctx.response().putHeader("Allow", String.join(", ", allowed));
    if (ctx.request().method().equals(HttpMethod.OPTIONS)) {
      Answers.send(ctx.request(), Answer.noContent(), JSON);
    } else {
      refuse(ctx, call, new Refusal(ErrorCode.METHOD_NOT_ALLOWED));
    }
  }

  private static void refuse(RoutingContext ctx, ClassicCall call, Throwable failure) {
    HttpServerResponse response = ctx.response();
    if (response.closed() || response.headWritten()) {
      return;
    }
    Refusal refusal = Problems.refusalOf(ctx.request(), failure, Trace.id(ctx));
    ClassicCall.Told told = call.told(refusal);
    Problems.putHeaders(ctx.request(), refusal)
        .setStatusCode(told.status())
        .putHeader("Content-Type", JSON)
        .end(new JsonObject().put("error", told.text()).toBuffer())
        .onFailure(gone -> LOG.debug("the client left before its answer", gone));
  }
}
