package io.boxoffice.http;

import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the crowd's requests have in common that are answered without the router: which are plain
 * enough, and how an answer begins. Safe for use from any thread.
 */
final class HotPath {
  static final int ID_LENGTH = 13;

  private static final Logger LOG = LoggerFactory.getLogger(HotPath.class);
  private static final String CONCERTS = "/api/v1/concerts/";
  private static final String QUEUE = "/queue";
  private static final int QUEUE_LENGTH = CONCERTS.length() + ID_LENGTH + QUEUE.length();

  /** Who asks, and the queue token that comes with it, of the same user. */
  record Bearer(Caller caller, VerifiedPlaces.Verified token) {}

  private final HttpShared shared;
  private final Clock clock;

  HotPath(HttpShared shared, Clock clock) {
    this.shared = shared;
    this.clock = clock;
  }

  /** Whether the request is for a concert's queue, and asks for nothing beside it. */
  static boolean isQueue(String uri) {
    return uri.length() == QUEUE_LENGTH && hasAfterId(uri, CONCERTS, QUEUE);
  }

  /** The concert of a queue's path; empty where that is no id. */
  static OptionalLong concertOf(String uri) {
    return id(uri, CONCERTS);
  }

  /** Whether the path starts so, and goes on so after an id's length. */
  static boolean hasAfterId(String uri, String prefix, String suffix) {
    return uri.startsWith(prefix) && uri.startsWith(suffix, prefix.length() + ID_LENGTH);
  }

  /** The id behind the prefix; empty where it is none. */
  static OptionalLong id(String uri, String prefix) {
    return Tsids.parse(uri.substring(prefix.length(), prefix.length() + ID_LENGTH));
  }

  /** Whether a body follows; some clients say that it has 0 bytes. */
  static boolean hasBody(MultiMap headers) {
    String length = headers.get(CommonHeaders.CONTENT_LENGTH);
    return (length != null && !length.equals("0"))
        || headers.contains(CommonHeaders.TRANSFER_ENCODING);
  }

  /** Whether JSON is taken, as nearly all say it. */
  static boolean takesJson(MultiMap headers) {
    String accept = headers.get(CommonHeaders.ACCEPT);
    return accept == null || accept.equals("*/*") || accept.equals("application/json");
  }

  /** Who brings both tokens, where this node knows them; else null. */
  Bearer bearer(MultiMap headers) {
    String authorization = headers.get(CommonHeaders.AUTHORIZATION);
    String token = headers.get(CommonHeaders.QUEUE_TOKEN);
    if (authorization == null || token == null) {
      return null;
    }
    long nowMs = clock.nowMs();
    VerifiedPlaces.Verified named = shared.places().find(token, nowMs);
    Caller caller = named == null ? null : named.caller(authorization, shared.callers(), nowMs);
    return caller == null || caller.userId() != named.place().userId()
        ? null
        : new Bearer(caller, named);
  }

  /** The response with what every answer has; null where the user asks too often and was told. */
  HttpServerResponse begin(HttpServerRequest request, Caller caller) {
    return begin(request, caller, Trace.of(request));
  }

  /** The same with a trace id that the caller has made. */
  HttpServerResponse begin(HttpServerRequest request, Caller caller, String traceId) {
    HttpServerResponse response = request.response();
    CommonHeaders.begin(response, traceId);
    try {
      shared.rateLimits().takeFor(caller, request);
      return response;
    } catch (Refusal refusal) {
      Problems.answer(request, refusal, traceId);
      return null;
    }
  }

  /** Answers what went wrong, unless the client has gone. */
  static void refuse(HttpServerRequest request, Throwable failure, String traceId) {
    if (!request.response().closed()) {
      Problems.answer(request, failure, traceId);
    }
  }

  static void clientLeft(Throwable gone) {
    LOG.debug("the client left before its answer", gone);
  }
}
