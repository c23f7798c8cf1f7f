package io.boxoffice.sale;

import static io.boxoffice.support.ClassicBuyer.recharge;
import static io.boxoffice.support.ClassicBuyer.signUp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.PlainHttp.Reply;
import io.boxoffice.support.Rest;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom and which concert the exercise's own API means, with and without trust in a bare id. */
class ClassicIdentityIT extends OnClassicNode {
  private static TestNode strict;

  @BeforeAll
  static void startStrict() {
    strict = TestNode.start(TestPostgres.newDatabase(), "--classic.enabled=true");
  }

  @AfterAll
  static void stopStrict() {
    strict.close();
  }

  @Test
  void withoutTrustAnAccessTokenProvesWhoOneIs() {
    PlainHttp strictly = new PlainHttp(strict.baseUrl());
    TestSale sale = TestSale.open(vertx, strict.baseUrl(), 1, new JsonObject());
    String mine = signUp(strictly, "mine");
    String theirs = signUp(strictly, "theirs");
    String login = "{\"name\": \"mine\", \"password\": \"a-password-of-mine\"}";
    String accessToken =
        new JsonObject(strictly.post("/api/v1/login", login).body()).getString("accessToken");
    String[] proof = {"Authorization", "Bearer " + accessToken};
    String join = "{\"userId\": \"%s\"}";

    assertThat(strictly.post("/api/token", join.formatted(mine)).text()).isEqualTo(BAD_TOKEN);
    assertThat(strictly.post("/api/payment/recharge", recharge(mine, 1)).text())
        .isEqualTo(BAD_TOKEN);
    assertThat(strictly.get("/api/balance?userId=" + mine).text()).isEqualTo(BAD_TOKEN);
    assertThat(
            strictly.post("/api/token", join.formatted(mine), "Authorization", "Bearer x").text())
        .isEqualTo(BAD_TOKEN);
    assertThat(strictly.post("/api/token", join.formatted(theirs), proof).text())
        .isEqualTo(UNKNOWN_USER);
    assertThat(strictly.post("/api/payment/recharge", recharge(theirs, 1), proof).text())
        .isEqualTo("400 {\"error\":\"잘못된 요청 파라미터 입니다.\"}");
    assertThat(strictly.get("/api/balance?userId=" + theirs, proof).text())
        .isEqualTo("404 {\"error\":\"찾을 수 없는 사용자입니다.\"}");
    // With it, and without a concert named, the one on sale is meant.
    Reply token = strictly.post("/api/token", join.formatted(mine), proof);
    assertThat(token.status()).isEqualTo(200);
    assertThat(strictly.get("/api/balance?userId=" + mine, proof).status()).isEqualTo(200);
    assertThat(
            sale.operator()
                .get("/admin/concerts/" + sale.concertId() + "/queue/places/" + mine)
                .await()
                .status())
        .isEqualTo(200);
  }

  @Test
  void evenWithTrustATokenMustMatch() {
    TestSale sale = TestSale.open(vertx, node.baseUrl(), 1, new JsonObject());
    String mine = signUp(http, "trusted");
    Rest other = sale.anonymous().signUp("untrusted").await();

    assertThat(
            http.get(
                    "/api/balance?userId=" + mine, "Authorization", "Bearer " + other.accessToken())
                .text())
        .isEqualTo("404 {\"error\":\"찾을 수 없는 사용자입니다.\"}");
  }

  @Test
  void evenWithTrustARequestMustNameThisMachine() throws IOException {
    String mine = signUp(http, "rebound");

    assertThat(balanceAskedAs("tickets.example.com", mine)).startsWith("HTTP/1.1 401 ");
    assertThat(balanceAskedAs("localhost", mine)).startsWith("HTTP/1.1 200 ");
    assertThat(balanceAskedAs("LOCALHOST", mine)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aQueryThatCannotBeDecodedIsNotValid() throws IOException {
    assertThat(balanceAskedAs("localhost", "%zz"))
        .startsWith("HTTP/1.1 400 ")
        .endsWith("{\"error\":\"잘못된 형식의 요청 파라미터입니다.\"}");
  }

  private static String balanceAskedAs(String host, String userId) throws IOException {
    URI at = URI.create(node.baseUrl());
    try (Socket socket = new Socket(at.getHost(), at.getPort())) {
      socket.setSoTimeout(10_000);
      String request =
          "GET /api/balance?userId=%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.formatted(userId, host).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void theEarliestSaleIsMeantAndNoneIsAConflict() {
    try (TestNode fresh =
        TestNode.start(
            TestPostgres.newDatabase(), "--classic.enabled=true", "--classic.trust-user-id=true")) {
      PlainHttp at = new PlainHttp(fresh.baseUrl());
      String join = "{\"userId\": \"%s\"}".formatted(signUp(at, "anybody"));
      assertThat(at.post("/api/token", join).text()).isEqualTo("409 {\"error\":\"예매가 종료되었습니다.\"}");

      TestSale late = TestSale.open(vertx, fresh.baseUrl(), 1, new JsonObject());
      TestSale early =
          TestSale.open(
              vertx,
              fresh.baseUrl(),
              1,
              new JsonObject().put("salesOpenAt", Instant.now().minusSeconds(3_600).toString()));
      assertThat(at.post("/api/token", join).status()).isEqualTo(200);
      assertThat(waiting(early)).isEqualTo(1);
      assertThat(waiting(late)).isZero();
    }
  }

  private static int waiting(TestSale sale) {
    JsonObject stats =
        sale.operator()
            .get("/admin/concerts/" + sale.concertId() + "/queue")
            .await()
            .expect(200)
            .body();
    return stats.getInteger("waiting") + stats.getInteger("admitted");
  }

  @Test
  void itIsNotServedUnlessAskedFor() {
    try (TestNode plain = TestNode.start(TestPostgres.newDatabase())) {
      Reply reply = new PlainHttp(plain.baseUrl()).post("/api/token", "{\"userId\": \"x\"}");

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }
}
