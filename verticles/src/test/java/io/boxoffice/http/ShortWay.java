package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A server beside the scripted node that has one short way and no router, so that a test sees which
 * of the two would have answered; and what two answers are compared by.
 */
final class ShortWay {
  static final int LEFT_TO_THE_ROUTER = 418;

  private final HttpServer server;

  /** Listens until the node is closed. */
  ShortWay(ScriptedServices node, Predicate<HttpServerRequest> answers) {
    server =
        node.vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  if (!answers.test(request)) {
                    request.response().setStatusCode(LEFT_TO_THE_ROUTER).end();
                  }
                })
            .listen(0, "127.0.0.1")
            .await();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  static Map<String, List<String>> withoutTrace(HttpResponse<?> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("trace-id");
    return headers;
  }

  /** The problem without what differs from one request to the next. */
  static JsonObject withoutIds(HttpResponse<String> problem) {
    JsonObject document = new JsonObject(problem.body());
    assertThat(problem.headers().firstValue("Trace-Id")).hasValue(document.getString("traceId"));
    document.remove("traceId");
    document.remove("instance");
    return document;
  }
}
