package io.boxoffice.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers, or 304 where the client has them. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /** Answers the request, unless that was done or its client has gone. */
  static void send(HttpServerRequest request, Answer answer, CharSequence contentType) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    answer.headers().forEach(response::putHeader);
    if (isKnown(request.headers().getAll("If-None-Match"), answer.headers().get("ETag"))) {
      finish(response.setStatusCode(304), null);
      return;
    }
    response.setStatusCode(answer.status());
    if (answer.body() != null) {
      response.putHeader(CommonHeaders.CONTENT_TYPE, contentType);
    }
    finish(response, answer);
  }

  private static void finish(HttpServerResponse response, Answer answer) {
    (answer == null || answer.body() == null ? response.end() : response.end(answer.body()))
        .onFailure(gone -> LOG.debug("the client left before its answer", gone));
  }

  /** Weak comparison, as RFC 9110 asks for If-None-Match. */
  static boolean isKnown(List<String> conditions, String tag) {
    return tag != null
        && conditions.stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(each -> each.trim().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals("*") || each.equals(tag.substring(2)));
  }
}
