package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.PlainHttp.Reply;
import io.boxoffice.support.Rest;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The calls of the requirements' document 002, sent as it writes them, against a whole node. */
class ClassicApiIT {
  private static final String TIME = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
  private static final String ID = "\"[0-9A-HJKMNP-TV-Z]{13}\"";
  private static final String BAD_TOKEN = "401 {\"error\":\"잘못되었거나 이미 만료된 토큰입니다.\"}";
  private static final String BAD_PARAMETERS = "400 {\"error\":\"잘못된 형식의 요청 파라미터입니다.\"}";
  private static final String UNKNOWN_USER = "400 {\"error\":\"잘못된 사용자 ID\"}";
  private static final String NOBODY = "0ZZZZZZZZZZZZ";

  private static Vertx vertx;
  private static TestNode node;
  private static TestNode strict;
  private static PlainHttp http;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    node =
        TestNode.start(
            TestPostgres.newDatabase(), "--classic.enabled=true", "--classic.trust-user-id=true");
    strict = TestNode.start(TestPostgres.newDatabase(), "--classic.enabled=true");
    http = new PlainHttp(node.baseUrl());
  }

  @AfterAll
  static void stop() {
    node.close();
    strict.close();
    vertx.close().await();
  }

  /** A buyer of this API: an id, and the token that it was given. */
  private record Buyer(String userId, String token) {
    String[] bearer() {
      return new String[] {"Authorization", "Bearer " + token};
    }

    Reply peek() {
      return http.post("/api/token/peek", "{\"tokenId\": \"" + token + "\"}");
    }

    Reply reserve(String date, String seat, String... headers) {
      return http.post(
          "/api/reservations",
          "{\"userId\": \"%s\", \"date\": \"%s\", \"seatNumber\": %s, \"token\": \"%s\"}"
              .formatted(userId, date, seat, token),
          headers);
    }

    Reply pay(String reservationId, String... headers) {
      return http.post(
          "/api/payment",
          "{\"userId\": \"%s\", \"reservationId\": \"%s\", \"token\": \"%s\"}"
              .formatted(userId, reservationId, token),
          headers);
    }
  }

  private static TestSale open(int seats, int capacity) {
    return TestSale.open(
        vertx,
        node.baseUrl(),
        seats,
        new JsonObject().put("queue", new JsonObject().put("capacity", capacity)));
  }

  private static String signUp(PlainHttp at, String name) {
    String credentials = "{\"name\": \"%s\", \"password\": \"a-password-of-%s\"}";
    Reply made = at.post("/api/v1/users", credentials.formatted(name, name));
    return new JsonObject(made.body()).getString("userId");
  }

  private static Buyer joined(TestSale sale, String name) {
    String userId = signUp(http, name);
    Reply reply =
        http.post(
            "/api/token",
            "{\"userId\": \"%s\", \"concertId\": \"%s\"}".formatted(userId, sale.concertId()));
    assertThat(reply.status()).isEqualTo(200);
    return new Buyer(userId, new JsonObject(reply.body()).getString("token"));
  }

  private static String day(TestSale sale) {
    JsonObject concert =
        sale.anonymous().get("/concerts/" + sale.concertId()).await().expect(200).body();
    Instant start =
        Instant.parse(concert.getJsonArray("performances").getJsonObject(0).getString("startsAt"));
    return LocalDate.ofInstant(start, ZoneId.of(concert.getString("timeZone"))).toString();
  }

  private static String recharge(String userId, long amount) {
    return "{\"userId\": \"%s\", \"amount\": %d}".formatted(userId, amount);
  }

  private static String reservationId(Reply reply) {
    return new JsonObject(reply.body()).getString("reservationId");
  }

  @Test
  void theDocumentsJourney() {
    TestSale sale = open(3, 10);
    String userId = signUp(http, "journey");

    Reply token =
        http.post(
            "/api/token",
            "{\"userId\": \"%s\", \"concertId\": \"%s\"}".formatted(userId, sale.concertId()));
    assertThat(token.text())
        .matches("200 \\{\"token\":\"[^\"]+\",\"expirationTime\":" + TIME + "}");
    assertThat(token.header("Content-Type")).isEqualTo("application/json");
    Buyer buyer = new Buyer(userId, new JsonObject(token.body()).getString("token"));

    assertThat(buyer.peek().text())
        .matches("200 \\{\"isTurn\":true,\"occurredTime\":" + TIME + "}");
    String day = day(sale);
    assertThat(http.get("/api/concert/date", buyer.bearer()).text())
        .isEqualTo("200 {\"dates\":[\"" + day + "\"]}");
    assertThat(http.get("/api/concert/seat?date=" + day, buyer.bearer()).text())
        .isEqualTo("200 {\"date\":\"" + day + "\",\"availableSeats\":[\"1\",\"2\",\"3\"]}");
    assertThat(http.post("/api/payment/recharge", recharge(userId, PRICE + 1)).text())
        .isEqualTo("200 {\"userId\":\"%s\",\"newBalance\":%d}".formatted(userId, PRICE + 1));
    assertThat(http.get("/api/balance?userId=" + userId).text())
        .isEqualTo("200 {\"userId\":\"%s\",\"currentBalance\":%d}".formatted(userId, PRICE + 1));

    Reply held = buyer.reserve(day, "2");
    assertThat(held.text())
        .matches(
            "200 \\{\"reservationId\":%s,\"status\":\"Reserved\",\"expirationTime\":%s}"
                .formatted(ID, TIME));
    assertThat(http.get("/api/concert/seat?date=" + day, buyer.bearer()).text())
        .contains("[\"1\",\"3\"]");

    String reservation = reservationId(held);
    assertThat(buyer.pay(reservation).text())
        .matches(
            ("200 \\{\"paymentId\":%s,\"reservationId\":\"%s\",\"status\":\"Confirmed\","
                    + "\"amount\":%d,\"newBalance\":1}")
                .formatted(ID, reservation, PRICE));
    // The place is completed: its token has ended, and the next one may come in.
    assertThat(buyer.peek().text()).isEqualTo(BAD_TOKEN);
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void whoIsNotAtTheHeadWaits() {
    TestSale sale = open(2, 1);
    Buyer first = joined(sale, "head");
    Buyer second = joined(sale, "next");

    assertThat(second.peek().text())
        .matches("200 \\{\"isTurn\":false,\"occurredTime\":" + TIME + "}");
    Reply dates = http.get("/api/concert/date", second.bearer());
    assertThat(dates.status()).isEqualTo(429);
    assertThat(dates.header("Retry-After")).isNotNull();
    assertThat(dates.body()).matches("\\{\"error\":\"[^\"]*[가-힣][^\"]*\"}");
    assertThat(http.get("/api/concert/seat?date=" + day(sale), second.bearer()).status())
        .isEqualTo(429);
    assertThat(second.reserve(day(sale), "1").status()).isEqualTo(429);
    assertThat(second.reserve(day(sale), "99").status()).isEqualTo(429);

    sale.operator()
        .delete("/admin/concerts/" + sale.concertId() + "/queue/places/" + first.userId())
        .await()
        .expect(204);

    await().until(() -> second.peek().body().contains("\"isTurn\":true"));
    assertThat(first.peek().text()).isEqualTo(BAD_TOKEN);
    assertThat(http.get("/api/concert/date", first.bearer()).text()).isEqualTo(BAD_TOKEN);
    assertThat(first.reserve(day(sale), "1").text()).isEqualTo(BAD_TOKEN);
  }

  @Test
  void aSecondTokenIsTheSamePlace() {
    TestSale sale = open(1, 0);
    Buyer first = joined(sale, "early");
    Buyer second = joined(sale, "late");
    String again =
        "{\"userId\": \"%s\", \"concertId\": \"%s\"}".formatted(first.userId(), sale.concertId());

    assertThat(http.post("/api/token", again).status()).isEqualTo(200);

    JsonArray places =
        sale.operator()
            .get("/admin/concerts/" + sale.concertId() + "/queue/places")
            .await()
            .body()
            .getJsonArray("items");
    assertThat(places.stream().map(p -> ((JsonObject) p).getString("userId")).toList())
        .containsExactly(first.userId(), second.userId());
  }

  @Test
  void oneOfManyGetsTheSeatAndTheOthersAreTold() {
    TestSale sale = open(1, 20);
    String day = day(sale);
    List<Buyer> buyers = IntStream.range(0, 20).mapToObj(n -> joined(sale, "race" + n)).toList();

    List<CompletableFuture<Reply>> replies =
        buyers.stream()
            .map(buyer -> CompletableFuture.supplyAsync(() -> buyer.reserve(day, "\"1\"")))
            .toList();
    List<String> texts = replies.stream().map(reply -> reply.join().text()).toList();

    assertThat(texts.stream().filter(text -> text.startsWith("200 "))).hasSize(1);
    assertThat(texts.stream().filter(text -> !text.startsWith("200 ")).distinct())
        .containsExactly("409 {\"error\":\"이미 선점된 좌석입니다.\"}");
    Buyer idle = buyers.get(0);
    assertThat(http.get("/api/concert/date", idle.bearer()).text()).isEqualTo("200 {\"dates\":[]}");
    assertThat(http.get("/api/concert/seat?date=" + day, idle.bearer()).text())
        .isEqualTo("200 {\"date\":\"" + day + "\",\"availableSeats\":[]}");
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void moneyAndHoldsAreRefusedAsInV1() {
    TestSale sale = TestSale.open(vertx, node.baseUrl(), 3, new JsonObject().put("holdSeconds", 2));
    String day = day(sale);
    Buyer poor = joined(sale, "poor");
    String reservation = reservationId(poor.reserve(day, "1"));

    assertThat(poor.reserve(day, "2").text())
        .isEqualTo("409 {\"error\":\"1인당 예약 가능한 좌석 수를 초과했습니다.\"}");
    assertThat(poor.pay(reservation).text()).isEqualTo("402 {\"error\":\"잔액이 부족합니다.\"}");
    assertThat(poor.pay(NOBODY).text()).isEqualTo("400 {\"error\":\"존재하지 않는 예약입니다.\"}");
    assertThat(poor.pay("R-1").text()).isEqualTo("400 {\"error\":\"존재하지 않는 예약입니다.\"}");
    Buyer thief = joined(sale, "thief");
    assertThat(thief.pay(reservation).text()).isEqualTo("400 {\"error\":\"존재하지 않는 예약입니다.\"}");
    await()
        .untilAsserted(
            () ->
                assertThat(poor.pay(reservation).text())
                    .isEqualTo("410 {\"error\":\"예약 가능 시간이 만료되었습니다.\"}"));
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void keysMakeRepeatsHarmless() {
    TestSale sale = open(2, 1);
    String day = day(sale);
    Buyer buyer = joined(sale, "careful");
    String[] key = {"Idempotency-Key", "k1"};

    http.post("/api/payment/recharge", recharge(buyer.userId(), PRICE), key);
    Reply recharged = http.post("/api/payment/recharge", recharge(buyer.userId(), PRICE), key);
    assertThat(recharged.body()).contains("\"newBalance\":" + PRICE);
    assertThat(recharged.header("Idempotency-Replayed")).isEqualTo("true");
    Reply held = buyer.reserve(day, "1", key);
    assertThat(buyer.reserve(day, "1", key).text()).isEqualTo(held.text());
    assertThat(buyer.reserve(day, "2", key).status()).isEqualTo(422);
    Reply paid = buyer.pay(reservationId(held), key);
    assertThat(buyer.pay(reservationId(held), key).text()).isEqualTo(paid.text());
    // Without the key it is another request, and the place is completed.
    assertThat(buyer.pay(reservationId(held)).text())
        .isEqualTo("409 {\"error\":\"이미 결제된 예약입니다.\"}");
    assertThat(buyer.reserve(day, "1", key).text()).isEqualTo(held.text());
    assertThat(buyer.reserve(day, "1", "Idempotency-Key", "k 1").text()).isEqualTo(BAD_PARAMETERS);
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void theGatewaysNoAndItsSilence() {
    TestSale sale = open(1, 1);
    String userId = signUp(http, "silence");

    assertThat(http.post("/api/payment/recharge", recharge(userId, 10_091)).text())
        .isEqualTo("402 {\"error\":\"결제 대행사가 충전을 거절했습니다.\"}");
    String[] key = {"Idempotency-Key", "quiet"};
    assertThat(http.post("/api/payment/recharge", recharge(userId, 10_092), key).text())
        .isEqualTo("202 {\"userId\":\"%s\",\"newBalance\":0}".formatted(userId));
    await()
        .untilAsserted(
            () ->
                assertThat(http.post("/api/payment/recharge", recharge(userId, 10_092), key).text())
                    .isEqualTo("200 {\"userId\":\"%s\",\"newBalance\":10092}".formatted(userId)));
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void theDocumentsRefusals() {
    TestSale sale = open(1, 5);
    String day = day(sale);
    Buyer buyer = joined(sale, "refused");

    for (String userId : List.of("\"" + NOBODY + "\"", "\"1\"", "\"\"", "1", "null")) {
      assertThat(http.post("/api/token", "{\"userId\": " + userId + "}").text())
          .as(userId)
          .isEqualTo(UNKNOWN_USER);
    }
    for (String body : List.of("", "{", "[]", "{}", "{\"userId\": \"a\", \"userid\": 1}")) {
      assertThat(http.post("/api/token", body).text()).as(body).isEqualTo(UNKNOWN_USER);
    }
    for (String body : List.of("{}", "{\"tokenId\": 1}", "{\"tokenId\": \"forged\"}")) {
      assertThat(http.post("/api/token/peek", body).text()).as(body).isEqualTo(BAD_TOKEN);
    }
    assertThat(http.get("/api/concert/date").text()).isEqualTo(BAD_TOKEN);
    assertThat(http.get("/api/concert/seat?date=" + day).text()).isEqualTo(BAD_TOKEN);
    assertThat(http.get("/api/concert/date", "Authorization", "Bearer x").text())
        .isEqualTo(BAD_TOKEN);
    for (String query :
        List.of("", "?date=", "?date=20270101", "?date=2027-02-30", "?date=x&date=y")) {
      assertThat(http.get("/api/concert/seat" + query, buyer.bearer()).text())
          .as(query)
          .isEqualTo("400 {\"error\":\"잘못된 형식의 날짜입니다.\"}");
    }
    assertThat(http.get("/api/concert/seat?date=2001-01-01", buyer.bearer()).text())
        .isEqualTo("404 {\"error\":\"찾을 수 없는 좌석 번호입니다.\"}");
    for (String seat : List.of("1.5", "1e0", "-1", "\"A1\"", "\"\"", "null", "12345678901")) {
      assertThat(buyer.reserve(day, seat).text()).as(seat).isEqualTo(BAD_PARAMETERS);
    }
    assertThat(buyer.reserve("tomorrow", "1").text()).isEqualTo(BAD_PARAMETERS);
    assertThat(buyer.reserve(day, "2").text()).isEqualTo("404 {\"error\":\"찾을 수 없는 좌석 번호입니다.\"}");
    Buyer other = joined(sale, "other");
    assertThat(new Buyer(other.userId(), buyer.token()).reserve(day, "1").text())
        .isEqualTo(BAD_TOKEN);
    assertThat(new Buyer(buyer.userId(), "x").reserve(day, "1").text()).isEqualTo(BAD_TOKEN);
    assertThat(new Buyer(other.userId(), buyer.token()).pay(NOBODY).text()).isEqualTo(BAD_TOKEN);
    for (String amount : List.of("0", "-1", "0.5", "10000001", "\"1\"", "null")) {
      assertThat(
              http.post(
                      "/api/payment/recharge",
                      "{\"userId\": \"%s\", \"amount\": %s}".formatted(buyer.userId(), amount))
                  .text())
          .as(amount)
          .isEqualTo("400 {\"error\":\"잘못된 요청 파라미터 입니다.\"}");
    }
    assertThat(http.post("/api/payment/recharge", recharge(NOBODY, 1)).text())
        .isEqualTo("400 {\"error\":\"잘못된 요청 파라미터 입니다.\"}");
    for (String userId : List.of(NOBODY, "x", "")) {
      assertThat(http.get("/api/balance?userId=" + userId).text())
          .isEqualTo("404 {\"error\":\"찾을 수 없는 사용자입니다.\"}");
    }
    assertThat(http.get("/api/balance").text()).isEqualTo(BAD_PARAMETERS);
    assertThat(
            http.post(
                    "/api/token",
                    "{\"userId\": \"%s\", \"concertId\": \"x\"}".formatted(buyer.userId()))
                .text())
        .isEqualTo("404 {\"error\":\"존재하지 않는 콘서트입니다.\"}");
    assertThat(http.get("/api/token").status()).isEqualTo(405);
    assertThat(http.get("/api/token").header("Allow")).isEqualTo("OPTIONS, POST");
    assertThat(http.post("/api/token", "userId=1", "Content-Type", "text/plain").text())
        .isEqualTo("415 {\"error\":\"요청 본문은 application/json이어야 합니다.\"}");
    assertThat(sale.findings()).isEmpty();
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
    TestSale sale = open(1, 1);
    String mine = signUp(http, "trusted");
    Rest other = sale.anonymous().signUp("untrusted").await();

    assertThat(
            http.get(
                    "/api/balance?userId=" + mine, "Authorization", "Bearer " + other.accessToken())
                .text())
        .isEqualTo("404 {\"error\":\"찾을 수 없는 사용자입니다.\"}");
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
