package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Language;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that turns failures into problem documents.
 *
 * <p>A refusal becomes what its code says; whatever else is a defect, logged here once with its
 * trace id and answered without a word about its cause.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int MAX_INSTANCE = 2_000;

  private Problems() {}

  /** Answers the failure, unless the answer has begun or the client has gone. */
  static void answer(RoutingContext ctx, Throwable failure) {
    if (Trace.id(ctx) == null) {
      Trace.begin(ctx);
    }
    Refusal refusal = refusalOf(ctx.request(), failure, Trace.id(ctx));
    HttpServerResponse response = ctx.response();
    if (response.headWritten()) {
      response.reset();
    } else if (!response.closed()) {
      send(ctx.request(), refusal, Trace.id(ctx));
    }
  }

  /** Answers a request that no router has seen (it could not be parsed). */
  static void answerUnrouted(HttpServerRequest request, ErrorCode code, String detail) {
    String traceId = Trace.of(request);
    request.response().putHeader("Trace-Id", traceId).putHeader("Connection", "close");
    send(request, new Refusal(code, detail), traceId);
  }

  /** What a client is told of a failure; a defect is logged here, once. */
  static Refusal refusalOf(HttpServerRequest request, Throwable failure, String traceId) {
    if (failure instanceof Refusal refusal) {
      boolean asked =
          HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
      return asked && refusal.code() == ErrorCode.OUTCOME_UNKNOWN
          ? new Refusal(ErrorCode.SERVICE_UNAVAILABLE, "No answer came in time.")
          : refusal;
    }
    if (failure instanceof HttpException http && http.getStatusCode() < 500) {
      return new Refusal(codeOf(http.getStatusCode()));
    }
    Trace.logging(
        traceId,
        () ->
            LOG.error(
                "defect while answering {} {}, trace {}",
                request.method(),
                request.path(),
                traceId,
                failure));
    return new Refusal(ErrorCode.INTERNAL_ERROR, "The request could not be served.");
  }

  private static ErrorCode codeOf(int status) {
    return switch (status) {
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
      case 414 -> ErrorCode.URI_TOO_LONG;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 431 -> ErrorCode.HEADERS_TOO_LARGE;
      default -> ErrorCode.VALIDATION_FAILED;
    };
  }

  private static void send(HttpServerRequest request, Refusal refusal, String traceId) {
    ErrorCode code = refusal.code();
    putHeaders(request, refusal)
        .setStatusCode(code.status())
        .putHeader("Content-Type", "application/problem+json")
        .end(document(request, refusal, traceId).toBuffer())
        .onFailure(gone -> LOG.debug("the client left before its answer", gone));
  }

  /** The headers that go with a refusal, whatever its body looks like. */
  static HttpServerResponse putHeaders(HttpServerRequest request, Refusal refusal) {
    HttpServerResponse response = request.response().putHeader("Cache-Control", "no-store");
    if (refusal.code().status() == 401) {
      response.putHeader("WWW-Authenticate", challenge(request, refusal.code()));
    }
    Integer retryAfter = retryAfterSeconds(refusal);
    return retryAfter == null ? response : response.putHeader("Retry-After", retryAfter.toString());
  }

  private static JsonObject document(HttpServerRequest request, Refusal refusal, String traceId) {
    ErrorCode code = refusal.code();
    String path = request.path() == null ? "/" : request.path();
    JsonObject document =
        new JsonObject()
            .put("type", "/problems/" + code.slug())
            .put("title", code.title(Language.ENGLISH))
            .put("status", code.status())
            .put("detail", refusal.detail())
            .put("instance", path.length() > MAX_INSTANCE ? path.substring(0, MAX_INSTANCE) : path)
            .put("code", code.name())
            .put("traceId", traceId);
    for (Map.Entry<String, Object> attribute : refusal.attributes()) {
      if (!document.containsKey(attribute.getKey())) {
        document.put(attribute.getKey(), attribute.getValue());
      }
    }
    Integer retryAfter = retryAfterSeconds(refusal);
    if (retryAfter != null) {
      document.put("retryAfterSeconds", retryAfter);
    }
    if (document.getValue("errors") instanceof JsonArray errors) {
      document.put("errors", asFragments(errors));
    }
    return document;
  }

  /** Services may point with plain RFC 6901 pointers; clients get them all as fragments. */
  private static JsonArray asFragments(JsonArray errors) {
    JsonArray fragments = new JsonArray();
    for (int i = 0; i < Math.min(errors.size(), Violation.MAX); i++) {
      JsonObject error = errors.getJsonObject(i);
      String pointer = error.getString("pointer", "");
      fragments.add(pointer.startsWith("#") ? error : error.copy().put("pointer", "#" + pointer));
    }
    return fragments;
  }

  /** 429 and 503 always say when to come back; others where their service said so. */
  private static Integer retryAfterSeconds(Refusal refusal) {
    if (refusal.attributes().getValue("retryAfterSeconds") instanceof Number seconds) {
      return Math.max(0, seconds.intValue());
    }
    int status = refusal.code().status();
    return status == 429 || status == 503 ? Integer.valueOf(1) : null;
  }

  /** RFC 6750, 3.1: who sent no token is told no error code. */
  private static String challenge(HttpServerRequest request, ErrorCode code) {
    return switch (code) {
      case QUEUE_TOKEN_INVALID, QUEUE_TOKEN_EXPIRED -> "Queue-Token";
      case BAD_CREDENTIALS -> "Bearer";
      default ->
          request.headers().contains("Authorization") ? "Bearer error=\"invalid_token\"" : "Bearer";
    };
  }
}
