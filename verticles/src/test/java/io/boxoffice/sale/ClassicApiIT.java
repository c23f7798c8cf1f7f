package io.boxoffice.sale;

import static io.boxoffice.support.ClassicBuyer.day;
import static io.boxoffice.support.ClassicBuyer.joined;
import static io.boxoffice.support.ClassicBuyer.recharge;
import static io.boxoffice.support.ClassicBuyer.reservationId;
import static io.boxoffice.support.ClassicBuyer.signUp;
import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.support.ClassicBuyer;
import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.PlainHttp.Reply;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
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
  private static PlainHttp http;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    node =
        TestNode.start(
            TestPostgres.newDatabase(), "--classic.enabled=true", "--classic.trust-user-id=true");
    http = new PlainHttp(node.baseUrl());
  }

  @AfterAll
  static void stop() {
    node.close();
    vertx.close().await();
  }

  private static TestSale open(int seats, int capacity) {
    return TestSale.open(
        vertx,
        node.baseUrl(),
        seats,
        new JsonObject().put("queue", new JsonObject().put("capacity", capacity)));
  }

  @Test
  void anIdMeansTheSameInEitherCaseInEveryCall() {
    TestSale sale = open(1, 10);
    ClassicBuyer written = joined(http, sale, "lowercase");
    ClassicBuyer buyer =
        new ClassicBuyer(http, written.userId().toLowerCase(Locale.ROOT), written.token());

    assertThat(http.post("/api/payment/recharge", recharge(buyer.userId(), PRICE)).status())
        .isEqualTo(200);
    Reply held = buyer.reserve(day(sale), "1");
    assertThat(held.status()).isEqualTo(200);
    assertThat(buyer.pay(reservationId(held)).status()).isEqualTo(200);
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
    ClassicBuyer buyer =
        new ClassicBuyer(http, userId, new JsonObject(token.body()).getString("token"));

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
    ClassicBuyer first = joined(http, sale, "head");
    ClassicBuyer second = joined(http, sale, "next");

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
    ClassicBuyer first = joined(http, sale, "early");
    ClassicBuyer second = joined(http, sale, "late");
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
    List<ClassicBuyer> buyers =
        IntStream.range(0, 20).mapToObj(n -> joined(http, sale, "race" + n)).toList();

    List<CompletableFuture<Reply>> replies =
        buyers.stream()
            .map(buyer -> CompletableFuture.supplyAsync(() -> buyer.reserve(day, "\"1\"")))
            .toList();
    List<String> texts = replies.stream().map(reply -> reply.join().text()).toList();

    assertThat(texts.stream().filter(text -> text.startsWith("200 "))).hasSize(1);
    assertThat(texts.stream().filter(text -> !text.startsWith("200 ")).distinct())
        .containsExactly("409 {\"error\":\"이미 선점된 좌석입니다.\"}");
    ClassicBuyer idle = buyers.get(0);
    assertThat(http.get("/api/concert/date", idle.bearer()).text()).isEqualTo("200 {\"dates\":[]}");
    assertThat(http.get("/api/concert/seat?date=" + day, idle.bearer()).text())
        .isEqualTo("200 {\"date\":\"" + day + "\",\"availableSeats\":[]}");
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void moneyAndHoldsAreRefusedAsInV1() {
    TestSale sale = TestSale.open(vertx, node.baseUrl(), 3, new JsonObject().put("holdSeconds", 2));
    String day = day(sale);
    ClassicBuyer poor = joined(http, sale, "poor");
    String reservation = reservationId(poor.reserve(day, "1"));

    assertThat(poor.reserve(day, "2").text())
        .isEqualTo("409 {\"error\":\"1인당 예약 가능한 좌석 수를 초과했습니다.\"}");
    assertThat(poor.pay(reservation).text()).isEqualTo("402 {\"error\":\"잔액이 부족합니다.\"}");
    assertThat(poor.pay(NOBODY).text()).isEqualTo("400 {\"error\":\"존재하지 않는 예약입니다.\"}");
    assertThat(poor.pay("R-1").text()).isEqualTo("400 {\"error\":\"존재하지 않는 예약입니다.\"}");
    ClassicBuyer thief = joined(http, sale, "thief");
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
    ClassicBuyer buyer = joined(http, sale, "careful");
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
    ClassicBuyer buyer = joined(http, sale, "refused");

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
    ClassicBuyer other = joined(http, sale, "other");
    assertThat(new ClassicBuyer(http, other.userId(), buyer.token()).reserve(day, "1").text())
        .isEqualTo(BAD_TOKEN);
    assertThat(new ClassicBuyer(http, buyer.userId(), "x").reserve(day, "1").text())
        .isEqualTo(BAD_TOKEN);
    assertThat(new ClassicBuyer(http, other.userId(), buyer.token()).pay(NOBODY).text())
        .isEqualTo(BAD_TOKEN);
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
}
