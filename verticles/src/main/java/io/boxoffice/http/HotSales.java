package io.boxoffice.http;

import io.boxoffice.http.Operation.Location;
import io.boxoffice.http.Operation.Parameter;
import io.boxoffice.http.RequestCheck.Sent;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes the holds and payments of callers whose tokens are known: who may buy has asked for the
 * place and the seats before.
 *
 * <p>The checks and the handlers are the router's, in the same order; only the way to them is
 * shorter. What is not plain, or comes from somebody who is not known here, it leaves to the
 * router. Confined to one event loop.
 */
final class HotSales {
  private static final String RESERVATIONS = "/api/v1/reservations";
  private static final String RESERVATION = RESERVATIONS + "/";
  private static final String PAYMENT = "/payment";
  private static final String JSON = CommonHeaders.JSON.toString();
  private static final int PAYMENT_LENGTH =
      RESERVATION.length() + HotPath.ID_LENGTH + PAYMENT.length();

  /** An operation and who serves it. */
  record Target(Operation operation, Function<Call, Future<Answer>> handler) {}

  /** What came beside the body. A path without a query has at most one parameter, an id. */
  private record SentPlainly(HttpServerRequest request) implements Sent {
    @Override
    public List<String> values(Parameter parameter) {
      if (parameter.location() == Location.PATH) {
        int from = RESERVATION.length();
        return List.of(request.uri().substring(from, from + HotPath.ID_LENGTH));
      }
      return RequestCheck.header(request, parameter.name());
    }

    @Override
    public Set<String> queryNames() {
      return Set.of();
    }
  }

  private final HttpShared shared;
  private final HotPath path;
  private final Bodies bodies;
  private final int maxBodyBytes;
  private final RequestCheck requestCheck;
  private final Target hold;
  private final Target pay;

  HotSales(
      HttpShared shared,
      HotPath path,
      Bodies bodies,
      int maxBodyBytes,
      RequestCheck requestCheck,
      Target hold,
      Target pay) {
    this.shared = shared;
    this.path = path;
    this.bodies = bodies;
    this.maxBodyBytes = maxBodyBytes;
    this.requestCheck = requestCheck;
    this.hold = hold;
    this.pay = pay;
  }

  /** Answers the request in its time, or leaves it untouched and says false. */
  boolean answer(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      return false;
    }
    long began = System.nanoTime();
    Target target = target(request.uri());
    if (target == null || !isPlain(request, target) || !shared.writes().isOpen()) {
      return false;
    }
    HotPath.Bearer bearer = path.bearer(request.headers());
    if (bearer == null) {
      return false;
    }
    String traceId = Trace.of(request);
    if (path.begin(request, bearer.caller(), traceId) == null) {
      Bodies.drain(request);
      record(target, request, began);
      return true;
    }
    serve(request, target, bearer)
        .<Void>map(
            answer -> {
              Answers.send(request, answer, CommonHeaders.JSON);
              return null;
            })
        .onFailure(
            failure -> {
              HotPath.refuse(request, failure, traceId);
              Bodies.drain(request);
            })
        .onComplete(done -> record(target, request, began));
    return true;
  }

  private Target target(String uri) {
    if (uri.equals(RESERVATIONS)) {
      return hold;
    }
    boolean isPayment =
        uri.length() == PAYMENT_LENGTH
            && HotPath.hasAfterId(uri, RESERVATION, PAYMENT)
            && HotPath.id(uri, RESERVATION).isPresent();
    return isPayment ? pay : null;
  }

  /** Whether a hold comes with JSON and a payment with nothing, as nearly all do. */
  private static boolean isPlain(HttpServerRequest request, Target target) {
    MultiMap headers = request.headers();
    if (!HotPath.takesJson(headers) || headers.contains(CommonHeaders.CONTENT_ENCODING)) {
      return false;
    }
    String type = headers.get(CommonHeaders.CONTENT_TYPE);
    boolean isJson = JSON.equals(type);
    return target.operation().body() == null
        ? Bodies.isNone(request) && (type == null || isJson)
        : isJson;
  }

  private Future<Answer> serve(HttpServerRequest request, Target target, HotPath.Bearer bearer) {
    try {
      return body(request, target.operation())
          .compose(body -> requestCheck.check(new SentPlainly(request), target.operation(), body))
          .compose(
              checked ->
                  target
                      .handler()
                      .apply(
                          new Call(
                              target.operation(),
                              request.uri(),
                              bearer.caller(),
                              bearer.token().place(),
                              checked.parameters(),
                              checked.body(),
                              checked.bodyHash(),
                              checked.violations())));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Buffer> body(HttpServerRequest request, Operation operation) {
    return operation.body() == null
        ? Future.succeededFuture(Buffer.buffer())
        : bodies.read(request, maxBodyBytes);
  }

  private void record(Target target, HttpServerRequest request, long began) {
    shared
        .meters()
        .record(
            target.operation().id(), request.response().getStatusCode(), System.nanoTime() - began);
  }
}
