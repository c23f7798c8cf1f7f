package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.OTHER;
import static io.boxoffice.http.CannedAnswers.SEAT;
import static io.boxoffice.http.CannedAnswers.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.AccountMessages.FindUser;
import io.boxoffice.shared.messages.ReservationMessages.ReadSeats;
import io.boxoffice.shared.messages.WalletMessages.ReadWallet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all answers have in common: nothing of the inside, validators, traces, pages, limits. */
class HttpAnswersTest extends OnScriptedServices {
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
    node.script(ReadSeats.class, request -> Future.succeededFuture(CannedAnswers.seats(4)));
    HttpResponse<String> changed =
        node.send(
            node.asBuyer("GET", HttpContractTest.seatsPath(), null)
                .header("If-None-Match", "W/\"3\""));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(changed.body()).getLong("version")).isEqualTo(4);
  }

  /** The contract has one schema for both, so that generated clients can read either. */
  @Test
  void tellsAnApprovedChargeFromAPendingOne() {
    assertThat(charged(1_000).fieldNames())
        .containsExactlyInAnyOrder("chargeId", "amount", "balance");
    JsonObject pending = charged(1_092);
    assertThat(pending.fieldNames()).containsExactlyInAnyOrder("chargeId", "amount", "state");
    assertThat(pending.getString("state")).isEqualTo("PENDING");
  }

  private static JsonObject charged(long amount) {
    String body = new JsonObject().put("amount", amount).encode();
    return new JsonObject(node.send(node.asBuyer("POST", "/api/v1/wallet/charges", body)).body());
  }

  @Test
  void tellsAnImportFromADryRun() {
    assertThat(imported("").fieldNames())
        .containsExactlyInAnyOrder("concertId", "state", "totalSeats", "performances");
    assertThat(imported("?dryRun=true").fieldNames())
        .contains("title", "salesCloseAt", "queue", "zones", "categories", "performances")
        .doesNotContain("concertId");
  }

  private static JsonObject imported(String query) {
    String path = "/api/v1/admin/concerts" + query;
    return new JsonObject(
        node.send(node.asOperator("POST", path, HttpContractTest.importBody())).body());
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
    try (ScriptedServices limited =
        new ScriptedServices(ScriptedServices.config().with(1, 2, HttpConfig.Classic.OFF))) {
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
