package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test of the HTTP room alone: one server for the class, its script empty before each test. */
abstract class OnScriptedServices {
  static ScriptedServices node;

  @BeforeAll
  static void start() {
    node = new ScriptedServices();
  }

  @BeforeEach
  void reset() {
    node.reset();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /**
   * Sends the request and expects this refusal, as a problem document that tells nothing of the
   * inside.
   */
  static JsonObject refused(HttpRequest.Builder request, ErrorCode code) {
    HttpResponse<String> answer = node.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code.name());
    assertThat(problem.getString("type")).isEqualTo("/problems/" + code.slug());
    assertThat(problem.getInteger("status")).isEqualTo(code.status());
    assertThat(answer.headers().firstValue("Trace-Id")).hasValue(problem.getString("traceId"));
    assertThat(answer.body()).doesNotContain("Exception", "io.boxoffice", "java.");
    return problem;
  }

  static List<String> pointers(JsonObject problem) {
    return problem.getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("pointer"))
        .toList();
  }

  /** Writes on the socket what no client would send, and reads all that comes. */
  static String raw(String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
