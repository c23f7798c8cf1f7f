package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mounts the contract's operations as plain routes.
 *
 * <p>Each request is checked in one order: path and method, media type, whether this node may
 * change anything, access token, role, rate, queue token, size, parameters and body. Only then its
 * handler runs.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private static final Set<String> JSON_RANGES =
      Set.of("*/*", "application/*", "application/json", "application/problem+json");
  private static final Set<String> OF_THE_CROWD =
      Set.of(
          "readPlace",
          "readSeats",
          "joinQueue",
          "holdSeats",
          "payReservation",
          "releaseReservation");
  private static final Set<String> EVENT_RANGES = Set.of("*/*", "text/*", EventText.MEDIA_TYPE);

  private final HttpConfig config;
  private final WriteGate writes;
  private final AccessTokens accessTokens;
  private final QueueTokens queueTokens;
  private final RateLimits rateLimits;
  private final Bodies bodies;
  private final RequestCheck requestCheck;
  private final EventStreams streams;

  Dispatcher(
      HttpConfig config,
      WriteGate writes,
      AccessTokens accessTokens,
      QueueTokens queueTokens,
      RateLimits rateLimits,
      Bodies bodies,
      RequestCheck requestCheck,
      EventStreams streams) {
    this.config = config;
    this.writes = writes;
    this.accessTokens = accessTokens;
    this.queueTokens = queueTokens;
    this.rateLimits = rateLimits;
    this.bodies = bodies;
    this.requestCheck = requestCheck;
    this.streams = streams;
  }

  /**
   * Mounts every operation.
   *
   * @param handlers of the operations that answer at once
   * @param openings of those that answer with a stream of events
   * @throws IllegalStateException where an operation has no handler or a handler no operation
   */
  void mount(
      Router router,
      Contract contract,
      Map<String, Function<Call, Future<Answer>>> handlers,
      Map<String, Function<Call, Future<Opening>>> openings) {
    Set<String> unused = new TreeSet<>(handlers.keySet());
    unused.addAll(openings.keySet());
    for (Operation operation : crowdsFirst(contract.operations())) {
      unused.remove(operation.id());
      if (operation.streams()) {
        route(router, operation, openings, streams::open);
      } else {
        route(router, operation, handlers, (ctx, answer) -> send(ctx, operation, answer));
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalStateException("no operation for the handlers " + unused);
    }
  }

  /** The router tries one route after the other, each with a regular expression. */
  private static List<Operation> crowdsFirst(List<Operation> operations) {
    return operations.stream()
        .sorted(Comparator.comparing(operation -> !OF_THE_CROWD.contains(operation.id())))
        .toList();
  }

  private <T> void route(
      Router router,
      Operation operation,
      Map<String, Function<Call, Future<T>>> handlers,
      BiConsumer<RoutingContext, T> sender) {
    Function<Call, Future<T>> handler = handlers.get(operation.id());
    if (handler == null) {
      throw new IllegalStateException("no handler for the operation " + operation.id());
    }
    router
        .route(operation.method(), operation.path())
        .handler(ctx -> dispatch(ctx, operation, handler, sender));
    if (operation.method().equals(HttpMethod.GET)) {
      router
          .route(HttpMethod.HEAD, operation.path())
          .handler(ctx -> dispatch(ctx, operation, handler, sender));
    }
  }

  private <T> void dispatch(
      RoutingContext ctx,
      Operation operation,
      Function<Call, Future<T>> handler,
      BiConsumer<RoutingContext, T> sender) {
    HttpServerRequest request = ctx.request();
    RequestMeters.name(ctx, operation.id());
    if (hasBody(operation)) {
      request.pause();
    }
    Future<T> answer;
    try {
      checkAccept(request, operation);
      if (operation.changes()) {
        writes.requireOpen();
      }
      answer =
          authenticate(ctx, operation).compose(caller -> serve(ctx, operation, caller, handler));
    } catch (RuntimeException e) {
      answer = Future.failedFuture(e);
    }
    answer
        .compose(
            good -> {
              sender.accept(ctx, good);
              return Future.succeededFuture();
            })
        .onFailure(
            failure -> {
              Problems.answer(ctx, failure);
              Bodies.drain(request);
            });
  }

  private <T> Future<T> serve(
      RoutingContext ctx, Operation operation, Caller caller, Function<Call, Future<T>> handler) {
    if (operation.needsAdmin() && !caller.isAdmin()) {
      return Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN));
    }
    rateLimits.takeFor(caller, ctx.request());
    return place(ctx, operation, caller)
        .compose(
            place ->
                body(ctx, operation)
                    .compose(body -> requestCheck.check(RequestCheck.routed(ctx), operation, body))
                    .compose(
                        checked ->
                            handler.apply(
                                new Call(
                                    operation,
                                    path(ctx),
                                    caller,
                                    place,
                                    checked.parameters(),
                                    checked.body(),
                                    checked.bodyHash(),
                                    checked.violations()))));
  }

  /**
   * One spelling for all that lead to the operation: keys and cursors are bound to it. The router
   * takes a slash at the end as none.
   */
  private static String path(RoutingContext ctx) {
    String path = ctx.normalizedPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private Future<Caller> authenticate(RoutingContext ctx, Operation operation) {
    return operation.needsAccessToken()
        ? accessTokens.authenticate(ctx.request().getHeader("Authorization"))
        : Future.succeededFuture();
  }

  private Future<PlaceKey> place(RoutingContext ctx, Operation operation, Caller caller) {
    return operation.needsQueueToken()
        ? queueTokens.placeOf(ctx.request().getHeader("Queue-Token"), caller)
        : Future.succeededFuture();
  }

  private Future<Buffer> body(RoutingContext ctx, Operation operation) {
    if (!hasBody(operation)) {
      return Future.succeededFuture(Buffer.buffer());
    }
    String type = ctx.request().getHeader("Content-Type");
    boolean empty = "0".equals(ctx.request().getHeader("Content-Length"));
    boolean wrongType =
        operation.body() != null ? !isJson(type) : type != null && !empty && !isJson(type);
    if (wrongType || isEncoded(ctx.request())) {
      return Future.failedFuture(new Refusal(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }
    if (operation.body() == null && Bodies.isNone(ctx.request())) {
      return Future.succeededFuture(Buffer.buffer());
    }
    boolean isImport = operation.id().equals(RequestCheck.IMPORT);
    return bodies.read(ctx.request(), isImport ? config.maxImportBytes() : config.maxBodyBytes());
  }

  /** Whether a body comes compressed; none is taken so. */
  static boolean isEncoded(HttpServerRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    return encoding != null && !encoding.equalsIgnoreCase("identity");
  }

  private static boolean hasBody(Operation operation) {
    return operation.method().equals(HttpMethod.POST)
        || operation.method().equals(HttpMethod.PATCH);
  }

  /** Whether a Content-Type says JSON in UTF-8. */
  static boolean isJson(String type) {
    if (type == null) {
      return false;
    }
    String[] parts = type.split(";", -1);
    if (!parts[0].trim().equalsIgnoreCase("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace("\"", "").trim();
      if (parameter.regionMatches(true, 0, "charset=", 0, 8)
          && !parameter.substring(8).equalsIgnoreCase("utf-8")) {
        return false;
      }
    }
    return true;
  }

  private static void checkAccept(HttpServerRequest request, Operation operation) {
    List<String> lines = request.headers().getAll("Accept");
    Set<String> served = operation.streams() ? EVENT_RANGES : JSON_RANGES;
    if (lines.isEmpty() || (lines.size() == 1 && served.contains(lines.get(0)))) {
      return;
    }
    List<String> accepted = new ArrayList<>();
    lines.forEach(line -> accepted.addAll(List.of(line.split(",", -1))));
    accepted.removeIf(String::isBlank);
    if (!accepted.isEmpty() && accepted.stream().noneMatch(range -> takes(range, served))) {
      throw new Refusal(
          ErrorCode.NOT_ACCEPTABLE,
          (operation.streams() ? RequestPhrase.SERVES_EVENTS : RequestPhrase.SERVES_JSON)
              .sentence());
    }
  }

  private static boolean takes(String range, Set<String> served) {
    String[] parts = range.trim().split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].trim().matches("(?i)q=0(\\.0*)?")) {
        return false;
      }
    }
    return served.contains(parts[0].trim().toLowerCase(java.util.Locale.ROOT));
  }

  private static void send(RoutingContext ctx, Operation operation, Answer answer) {
    Answers.send(ctx.request(), operation.tagged() ? answer.tagged() : answer, CommonHeaders.JSON);
    Bodies.drain(ctx.request());
  }

  /** Which methods each path of the contract takes, for {@code Allow}. */
  static Map<String, Set<String>> methodsByPath(Contract contract) {
    Map<String, Set<String>> methods = new HashMap<>();
    for (Operation operation : contract.operations()) {
      Set<String> ofPath = methods.computeIfAbsent(operation.path(), path -> new TreeSet<>());
      ofPath.add(operation.method().name());
      ofPath.add("OPTIONS");
      if (operation.method().equals(HttpMethod.GET)) {
        ofPath.add("HEAD");
      }
    }
    return methods;
  }

  /** Answers what a path takes, or that it does not take this. */
  static void refuseMethod(RoutingContext ctx, Set<String> allowed) {
    HttpServerResponse response = ctx.response().putHeader("Allow", String.join(", ", allowed));
    if (ctx.request().method().equals(HttpMethod.OPTIONS)) {
      response
          .setStatusCode(204)
          .end()
          .onFailure(gone -> LOG.debug("the client left before its answer", gone));
    } else {
      Problems.answer(
          ctx,
          new Refusal(
              ErrorCode.METHOD_NOT_ALLOWED,
              RequestPhrase.TAKEN_METHODS.sentence(String.join(", ", allowed))));
    }
  }
}
