package io.boxoffice.http;

import static io.boxoffice.http.TestNode.BUYER;
import static io.boxoffice.http.TestNode.CONCERT;
import static io.boxoffice.http.TestNode.OTHER;
import static io.boxoffice.http.TestNode.PERFORMANCE;
import static io.boxoffice.http.TestNode.SEAT;
import static io.boxoffice.http.TestNode.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.AccountMessages.FindUser;
import io.boxoffice.shared.messages.AccountMessages.LogIn;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.ListConcerts;
import io.boxoffice.shared.messages.ReservationMessages.ReadSeats;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.shared.messages.WalletMessages.ReadWallet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input ends in a typed 4xx, and every refusal is a problem document. */
class HttpRefusalsTest {
  private static final String CHARGES = "/api/v1/wallet/charges";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode();
  }

  @BeforeEach
  void reset() {
    node.reset();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private JsonObject refused(HttpRequest.Builder request, ErrorCode code) {
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

  private static List<String> pointers(JsonObject problem) {
    return problem.getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("pointer"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "nonsense",
        "[]",
        "null",
        "1",
        "\"x\"",
        "{\"amount\":1,}",
        "{amount:1}",
        "{'amount':1}",
        "{\"amount\":1}x",
        "{\"amount\":1}{}",
        "{\"amount\":NaN}",
        "{\"amount\":Infinity}",
        "{\"amount\":1,\"amount\":2}",
        "{\"amount\":1,\"more\":2}",
        "{\"amount\":\"1\"}",
        "{\"amount\":null}",
        "{\"amount\":true}",
        "{\"amount\":[1]}",
        "{\"amount\":0}",
        "{\"amount\":-1}",
        "{\"amount\":-0}",
        "{\"amount\":1.5}",
        "{\"amount\":1.0}",
        "{\"amount\":1.0e3}",
        "{\"amount\":1e3}",
        "{\"amount\":01}",
        "{\"amount\":+1}",
        "{\"amount\":0x10}",
        "{\"amount\":10000001}",
        "{\"amount\":9223372036854775808}",
        "{\"amount\":99999999999999999999999999}",
        "{\"amount\":1e999}",
        "{}",
        "{\"amount\":1,\"\\u0000\":1}",
        "{\"amount\":1/**/}"
      })
  void refusesBadAmounts(String body) {
    refused(node.asBuyer("POST", CHARGES, body), ErrorCode.VALIDATION_FAILED);
    assertThat(node.received).doesNotContainKey(ChargeWallet.class);
  }

  @Test
  void refusesWhatOnlyLooksLikeText() {
    for (String name :
        List.of("a\\u0000b", "\\ud800", "\\udc00x", "a\\nb", "", "x".repeat(65), "\\ud83d")) {
      String body = "{\"name\":\"" + name + "\",\"password\":\"correct horse\"}";
      JsonObject problem =
          refused(node.request("POST", "/api/v1/users", body), ErrorCode.VALIDATION_FAILED);
      assertThat(pointers(problem)).contains("#/name");
    }
    byte[] latin1 =
        "{\"name\":\"\u00e9\",\"password\":\"correct horse\"}"
            .getBytes(StandardCharsets.ISO_8859_1);
    refused(
        HttpRequest.newBuilder(node.uri("/api/v1/users"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(latin1)),
        ErrorCode.VALIDATION_FAILED);
    String emoji =
        "{\"name\":\"" + "\\ud83d\\ude00".repeat(64) + "\",\"password\":\"correct horse\"}";
    assertThat(node.send(node.request("POST", "/api/v1/users", emoji)).statusCode()).isEqualTo(201);
  }

  /** A login's fields have no pattern: only the reader itself keeps these out. */
  @ParameterizedTest
  @ValueSource(strings = {"secret\\u0000word", "secret\\ud800word", "secret\\udc00"})
  void refusesTextThatTheDatabaseCannotKeep(String password) {
    String body = "{\"name\":\"mina\",\"password\":\"" + password + "\"}";
    JsonObject problem =
        refused(node.request("POST", "/api/v1/login", body), ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem)).containsExactly("#/password");
    assertThat(node.received).doesNotContainKey(LogIn.class);
  }

  @Test
  void refusesDeepNestingAndGiantNumbers() {
    String deep = "[".repeat(30_000) + "]".repeat(30_000);
    refused(node.asBuyer("POST", CHARGES, deep), ErrorCode.VALIDATION_FAILED);
    refused(
        node.asBuyer("POST", CHARGES, "{\"amount\":" + deep + "}"), ErrorCode.VALIDATION_FAILED);
    refused(
        node.asBuyer("POST", CHARGES, "{\"amount\":" + "9".repeat(50_000) + "}"),
        ErrorCode.VALIDATION_FAILED);
  }

  @Test
  void listsEveryViolationByItsPointer() {
    String body =
        "{\"performanceId\":\"x\",\"seatIds\":[\"%s\",7,\"y\"],\"price\":1}".formatted(id(SEAT));
    JsonObject problem =
        refused(node.asBuyer("POST", "/api/v1/reservations", body), ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem))
        .containsExactlyInAnyOrder("#/performanceId", "#/seatIds/1", "#/seatIds/2", "#/price");
    problem =
        refused(
            node.request("GET", "/api/v1/concerts?limit=201&cursor=", null),
            ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem)).containsExactlyInAnyOrder("#/query/limit", "#/query/cursor");
  }

  @Test
  void refusesASeatThatIsNamedTwice() {
    String body =
        "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\",\"%s\"]}"
            .formatted(id(PERFORMANCE), id(SEAT), id(SEAT));
    JsonObject problem =
        refused(node.asBuyer("POST", "/api/v1/reservations", body), ErrorCode.VALIDATION_FAILED);
    assertThat(pointers(problem)).containsExactly("#/seatIds/1");
  }

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

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  }

  private String raw(String request) {
    try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), node.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
  void refusesOtherMediaTypes() {
    HttpRequest.Builder text =
        HttpRequest.newBuilder(node.uri("/api/v1/users"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    refused(text, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    refused(
        HttpRequest.newBuilder(node.uri("/api/v1/users"))
            .POST(HttpRequest.BodyPublishers.ofString("{}")),
        ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    refused(
        node.request("GET", "/api/v1/concerts", null).header("Accept", "text/html"),
        ErrorCode.NOT_ACCEPTABLE);
    refused(
        node.request("GET", "/api/v1/concerts", null).header("Accept", "application/json;q=0"),
        ErrorCode.NOT_ACCEPTABLE);
    assertThat(
            node.send(
                    node.request("GET", "/api/v1/concerts", null)
                        .header("Accept", "text/html, application/*;q=0.1"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesLargeBodies() {
    String large = "{\"amount\":1,\"x\":\"" + "x".repeat(70_000) + "\"}";
    refused(node.asBuyer("POST", CHARGES, large), ErrorCode.PAYLOAD_TOO_LARGE);
    refused(
        HttpRequest.newBuilder(node.uri(CHARGES))
            .header("Authorization", "Bearer " + node.buyer())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k")
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofString(large))),
        ErrorCode.PAYLOAD_TOO_LARGE);
    JsonObject body = new JsonObject(HttpContractTest.importBody());
    body.getJsonObject("seatingPlan").put("ignored", "x".repeat(3_000_000));
    HttpResponse<String> answer =
        node.send(node.asOperator("POST", "/api/v1/admin/concerts", body.encode()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(((ImportConcert) node.received.get(ImportConcert.class)).key().bodyHash())
        .isEqualTo(CanonicalJson.hash(body));
  }

  @Test
  void wantsAnIdempotencyKey() {
    HttpRequest.Builder without =
        node.request("POST", CHARGES, "{\"amount\":1}")
            .header("Authorization", "Bearer " + node.buyer());
    refused(without, ErrorCode.IDEMPOTENCY_KEY_REQUIRED);
    refused(without.header("Idempotency-Key", "a b"), ErrorCode.VALIDATION_FAILED);
    HttpRequest.Builder longKey =
        node.request("POST", CHARGES, "{\"amount\":1}")
            .header("Authorization", "Bearer " + node.buyer())
            .header("Idempotency-Key", "k".repeat(256));
    assertThat(pointers(refused(longKey, ErrorCode.VALIDATION_FAILED)))
        .containsExactly("#/header/Idempotency-Key");
  }

  @Test
  void hashesWhatABodyMeansAndNotHowItIsSpelled() {
    String hold = "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\"]}";
    String turned = "{ \"seatIds\" : [\"%2$s\"],\n\"performanceId\":\"%1$s\"}";
    String first = holdHash(hold.formatted(id(PERFORMANCE), id(SEAT)));
    assertThat(holdHash(turned.formatted(id(PERFORMANCE), id(SEAT)))).isEqualTo(first);
    assertThat(holdHash(hold.formatted(id(PERFORMANCE), id(OTHER)))).isNotEqualTo(first);
  }

  private String holdHash(String body) {
    assertThat(node.send(node.asBuyer("POST", "/api/v1/reservations", body)).statusCode())
        .isEqualTo(201);
    return ((HoldSeats) node.received.get(HoldSeats.class)).key().bodyHash();
  }

  @Test
  void keepsBuyersFromOperatorsCalls() {
    String path = "/api/v1/admin/audit";
    refused(node.request("GET", path, null), ErrorCode.ACCESS_TOKEN_INVALID);
    refused(node.asBuyer("GET", path, null), ErrorCode.FORBIDDEN);
    HttpRequest.Builder forged =
        node.request("GET", path, null)
            .header("Authorization", "Bearer " + node.tokens.access(BUYER, "admin"));
    refused(forged, ErrorCode.FORBIDDEN);
  }

  @Test
  void letsNobodyRoundTheQueue() {
    String seats = HttpContractTest.seatsPath();
    String bearer = "Bearer " + node.buyer();
    refused(
        node.request("GET", seats, null).header("Authorization", bearer),
        ErrorCode.QUEUE_TOKEN_INVALID);
    for (String token :
        List.of(node.tokens.queue(OTHER, CONCERT), node.tokens.queue(BUYER, OTHER), "x.y.z")) {
      refused(
          node.request("GET", seats, null)
              .header("Authorization", bearer)
              .header("Queue-Token", token),
          ErrorCode.QUEUE_TOKEN_INVALID);
    }
    node.script(
        ReadPlace.class,
        request ->
            Future.succeededFuture(TestNode.place(PlaceState.WAITING, request.key(), false)));
    JsonObject problem = refused(node.asBuyer("GET", seats, null), ErrorCode.NOT_ADMITTED);
    assertThat(problem.getInteger("position")).isEqualTo(12);
    assertThat(problem.getInteger("retryAfterSeconds")).isEqualTo(3);
    assertThat(node.send(node.asBuyer("GET", seats, null)).headers().firstValue("Retry-After"))
        .hasValue("3");
    node.refuse(ReadPlace.class, ErrorCode.QUEUE_TOKEN_EXPIRED);
    refused(node.asBuyer("GET", seats, null), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(node.received).doesNotContainKey(ReadSeats.class);
  }

  @Test
  void tellsNothingOfADefect() {
    node.script(ReadWallet.class, request -> Future.failedFuture("SELECT secret FROM wallets"));
    HttpResponse<String> answer = node.send(node.asBuyer("GET", "/api/v1/wallet", null));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("INTERNAL_ERROR").doesNotContain("secret");
    node.refuse(FindUser.class, ErrorCode.SERVICE_UNAVAILABLE);
    HttpRequest.Builder unseen =
        node.request("GET", "/api/v1/wallet", null)
            .header("Authorization", "Bearer " + node.tokens.access(SEAT, "buyer"));
    answer = node.send(unseen);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
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

  @Test
  void answersNotModified() {
    for (String path :
        List.of("/api/v1/concerts", HttpContractTest.seatsPath(), "/openapi.yaml", "/")) {
      HttpResponse<String> first = node.send(node.asBuyer("GET", path, null));
      String tag = first.headers().firstValue("ETag").orElseThrow();
      HttpResponse<String> second =
          node.send(node.asBuyer("GET", path, null).header("If-None-Match", "\"z\", " + tag));
      assertThat(second.statusCode()).as(path).isEqualTo(304);
      assertThat(second.body()).isEmpty();
    }
    node.script(ReadSeats.class, request -> Future.succeededFuture(TestNode.seats(4)));
    HttpResponse<String> changed =
        node.send(
            node.asBuyer("GET", HttpContractTest.seatsPath(), null)
                .header("If-None-Match", "W/\"3\""));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(changed.body()).getLong("version")).isEqualTo(4);
  }

  @Test
  void filtersSeatsByState() {
    String sold =
        node.send(node.asBuyer("GET", HttpContractTest.seatsPath() + "?state=SOLD", null)).body();
    JsonArray seats = new JsonObject(sold).getJsonArray("seats");
    assertThat(seats).hasSize(1);
    assertThat(seats.getJsonObject(0).getString("seatId")).isEqualTo(id(OTHER));
  }

  @Test
  void takesTheTraceOfItsClient() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    HttpResponse<String> answer =
        node.send(
            node.request("GET", "/api/v1/nothing", null)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
    assertThat(answer.headers().firstValue("Trace-Id")).hasValue(trace);
    answer =
        node.send(
            node.request("GET", "/api/v1/nothing", null).header("traceparent", "00-evil\"-x"));
    assertThat(answer.headers().firstValue("Trace-Id").orElseThrow()).matches("[0-9a-f]{32}");
  }

  @Test
  void servesThePages() {
    for (String path :
        List.of(
            "/",
            "/docs",
            "/assets/app.js",
            "/assets/seats.js",
            "/docs/init.js",
            "/docs/swagger-ui-bundle.js",
            "/problems/seat-taken",
            "/openapi.yaml")) {
      HttpResponse<String> answer = node.send(node.request("GET", path, null));
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'")
            .doesNotContain("script-src 'self' 'unsafe");
        assertThat(answer.body()).doesNotContainPattern("<script(?![^>]*src=)|https?://");
      }
    }
  }

  @Test
  void compressesOnRequest() {
    HttpResponse<String> plain = node.send(node.request("GET", "/openapi.yaml", null));
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    HttpResponse<String> packed =
        node.send(node.request("GET", "/openapi.yaml", null).header("Accept-Encoding", "gzip"));
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.body().length()).isLessThan(plain.body().length() / 2);
  }

  @Test
  void limitsRatesWhereAskedTo() {
    try (TestNode limited = new TestNode(TestNode.config().withRateLimit(1, 2))) {
      HttpResponse<String> first = limited.send(limited.asBuyer("GET", "/api/v1/wallet", null));
      assertThat(first.headers().firstValue("RateLimit")).isPresent();
      limited.send(limited.asBuyer("GET", "/api/v1/wallet", null));
      HttpResponse<String> third = limited.send(limited.asBuyer("GET", "/api/v1/wallet", null));
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValue("Retry-After")).isPresent();
      assertThat(limited.send(limited.asOperator("GET", "/api/v1/wallet", null)).statusCode())
          .isEqualTo(200);
      limited.nowMs.addAndGet(1_000);
      assertThat(limited.send(limited.asBuyer("GET", "/api/v1/wallet", null)).statusCode())
          .isEqualTo(200);
    }
  }
}
