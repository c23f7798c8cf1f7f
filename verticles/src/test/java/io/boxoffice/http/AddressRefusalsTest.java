package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.ReservationMessages.ListConcerts;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a path, a method, a parameter or the HTTP itself is refused as a problem. */
class AddressRefusalsTest extends OnScriptedServices {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=1.0",
        "limit=1e1",
        "limit=%201",
        "limit=abc",
        "limit=",
        "limit=1&limit=2",
        "limit=99999999999999999999",
        "limit=01",
        "limit=%00",
        "cursor=%00",
        "limit=%zz"
      })
  void refusesBadParameters(String query) {
    // Written on the socket: the JDK's client refuses to send some of these.
    String answer = raw(get("/api/v1/concerts?" + query));
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limt", "Limit", "LIMIT", "dryRun", "%ED%95%9C"})
  void refusesParametersThatTheContractDoesNotKnow(String name) {
    String answer = raw(get("/api/v1/concerts?" + name + "=1"));

    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("\"pointer\":\"#/query/" + name + "\"", "The parameter is not known.");
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%zz", "%", "%00", "x", "%C0%AF", "0000000000000000", "zzzzzzzzzzzzz", "..%2f"})
  void refusesBadPathIds(String concertId) {
    String answer = raw(get("/api/v1/concerts/" + concertId));
    assertThat(answer).containsPattern("^HTTP/1.1 40[04] ").contains("application/problem+json");
  }

  @Test
  void refusesWhatIsNoHttpAsAProblem() {
    assertThat(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.0 414 ")
        .contains("URI_TOO_LONG");
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
        .contains(" 431 ")
        .contains("HEADERS_TOO_LARGE");
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("VALIDATION_FAILED");
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nbad header\u0001: x\r\n\r\n"))
        .contains(" 400 ")
        .contains("VALIDATION_FAILED");
  }

  @Test
  void refusesUnknownPathsAndMethods() {
    refused(node.request("GET", "/api/v1/nothing", null), ErrorCode.NOT_FOUND);
    refused(node.request("GET", "/problems/nothing", null), ErrorCode.NOT_FOUND);
    refused(node.request("PUT", "/api/v1/concerts", "{}"), ErrorCode.METHOD_NOT_ALLOWED);
    refused(node.request("POST", "/openapi.yaml", "{}"), ErrorCode.METHOD_NOT_ALLOWED);
    HttpResponse<String> answer =
        node.send(node.request("PUT", "/api/v1/concerts/" + id(CONCERT) + "/queue", "{}"));
    assertThat(answer.headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD, OPTIONS, POST");
    answer = node.send(node.request("OPTIONS", "/api/v1/concerts", null));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    answer = node.send(node.request("HEAD", "/api/v1/concerts", null));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void bindsCursorsToTheirList() {
    String next =
        new JsonObject(node.send(node.request("GET", "/api/v1/concerts", null)).body())
            .getString("nextCursor");
    node.send(node.request("GET", "/api/v1/concerts?limit=7&cursor=" + next, null));
    assertThat(node.received.get(ListConcerts.class))
        .isEqualTo(new ListConcerts(CONCERT, 7, false));
    refused(
        node.asOperator("GET", "/api/v1/admin/concerts?cursor=" + next, null),
        ErrorCode.CURSOR_INVALID);
    for (String broken :
        List.of("x", "AAAA", next + "0", next.substring(1), "A".repeat(23), "%2B%2F")) {
      refused(
          node.request("GET", "/api/v1/concerts?cursor=" + broken, null), ErrorCode.CURSOR_INVALID);
    }
  }
}
