package io.boxoffice.http;

import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.OptionalLong;

/**
 * Takes the joins of callers who are known: at a sale's opening nobody asks for anything else.
 *
 * <p>It answers as the router's handler would, only sooner. Whatever is not plain, or comes from
 * somebody who is not known here, or must be refused at once, it leaves to the router. Confined to
 * one event loop.
 */
final class HotJoins {
  private static final String OPERATION = "joinQueue";

  private final HttpShared shared;
  private final GatheredJoins joins;
  private final Clock clock;
  private final HotPath path;

  HotJoins(HttpShared shared, GatheredJoins joins, Clock clock, HotPath path) {
    this.shared = shared;
    this.joins = joins;
    this.clock = clock;
    this.path = path;
  }

  /** Answers the request in its time, or leaves it untouched and says false. */
  boolean answer(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.POST) || !HotPath.isQueue(request.uri())) {
      return false;
    }
    long began = System.nanoTime();
    OptionalLong concertId = HotPath.concertOf(request.uri());
    if (concertId.isEmpty() || !isPlain(request) || !shared.writes().isOpen()) {
      return false;
    }
    String authorization = request.headers().get(CommonHeaders.AUTHORIZATION);
    Caller caller =
        authorization == null ? null : shared.callers().find(authorization, clock.nowMs());
    if (caller == null) {
      return false;
    }
    String traceId = Trace.of(request);
    if (path.begin(request, caller, traceId) == null) {
      record(request, began);
    } else {
      joins
          .join(concertId.getAsLong(), caller.userId())
          .map(place -> send(request, place))
          .onFailure(failure -> HotPath.refuse(request, failure, traceId))
          .onComplete(done -> record(request, began));
    }
    return true;
  }

  /** Whether it has no body, and says no more about one than that. */
  private static boolean isPlain(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return request.version() != HttpVersion.HTTP_2
        && HotPath.takesJson(headers)
        && !HotPath.hasBody(headers)
        && !headers.contains(CommonHeaders.CONTENT_TYPE)
        && !headers.contains(CommonHeaders.CONTENT_ENCODING);
  }

  private static Void send(HttpServerRequest request, Place place) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return null;
    }
    Buffer text = PlaceText.of(place);
    if (place.created()) {
      response.setStatusCode(201).putHeader(CommonHeaders.LOCATION, request.uri());
    }
    response
        .putHeader(CommonHeaders.CACHE_CONTROL, CommonHeaders.NO_STORE)
        .putHeader(CommonHeaders.CONTENT_TYPE, CommonHeaders.JSON)
        .end(text)
        .onFailure(HotPath::clientLeft);
    return null;
  }

  private void record(HttpServerRequest request, long began) {
    shared
        .meters()
        .record(OPERATION, request.response().getStatusCode(), System.nanoTime() - began);
  }
}
