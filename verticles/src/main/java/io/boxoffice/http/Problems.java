package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Language;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
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

  /** Answers a request that did not go through the router and whose answer has a trace id. */
  static void answer(HttpServerRequest request, Throwable failure, String traceId) {
    send(request, refusalOf(request, failure, traceId), traceId);
  }

  /** Answers a request that no router has seen (it could not be parsed). */
  static void answerUnrouted(HttpServerRequest request, ErrorCode code, Phrase why) {
    String traceId = Trace.of(request);
    request.response().putHeader("Trace-Id", traceId).putHeader("Connection", "close");
    send(request, new Refusal(code, why.sentence()), traceId);
  }

  /** What a client is told of a failure; a defect is logged here, once. */
  static Refusal refusalOf(HttpServerRequest request, Throwable failure, String traceId) {
    if (failure instanceof Refusal refusal) {
      boolean asked =
          HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
      return asked && refusal.code() == ErrorCode.OUTCOME_UNKNOWN
          ? new Refusal(ErrorCode.SERVICE_UNAVAILABLE, ServicePhrase.NO_ANSWER.sentence())
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
    return new Refusal(ErrorCode.INTERNAL_ERROR, ServicePhrase.NOT_SERVED.sentence());
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
    Language language = language(request);
    putHeaders(request, refusal)
        .setStatusCode(code.status())
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Content-Language", language.tag())
        .putHeader("Vary", "Accept-Language")
        .end(document(request, refusal, language, traceId).toBuffer())
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

  /** The language that the client wants to be told in. */
  static Language language(HttpServerRequest request) {
    List<String> lines = request.headers().getAll("Accept-Language");
    return Language.accepted(lines.isEmpty() ? null : String.join(",", lines));
  }

  private static JsonObject document(
      HttpServerRequest request, Refusal refusal, Language language, String traceId) {
    ErrorCode code = refusal.code();
    String path = request.path() == null ? "/" : request.path();
    JsonObject document =
        new JsonObject()
            .put("type", "/problems/" + code.slug())
            .put("title", code.title(language))
            .put("status", code.status())
            .put("detail", refusal.detail(language))
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
    if (!refusal.violations().isEmpty()) {
      document.put("errors", errors(refusal.violations(), language));
    }
    return document;
  }

  /** Services may point with plain RFC 6901 pointers; clients get them all as fragments. */
  private static JsonArray errors(List<Violation> violations, Language language) {
    JsonArray errors = new JsonArray();
    violations.stream()
        .limit(Violations.MAX)
        .map(Violation::asFragment)
        .forEach(
            violation ->
                errors.add(
                    new JsonObject()
                        .put("pointer", violation.pointer())
                        .put("detail", violation.sentence().in(language))));
    return errors;
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
