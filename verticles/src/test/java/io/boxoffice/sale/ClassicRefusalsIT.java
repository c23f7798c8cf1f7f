package io.boxoffice.sale;

import static io.boxoffice.support.ClassicBuyer.day;
import static io.boxoffice.support.ClassicBuyer.joined;
import static io.boxoffice.support.ClassicBuyer.recharge;
import static io.boxoffice.support.ClassicBuyer.reservationId;
import static io.boxoffice.support.ClassicBuyer.signUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.support.ClassicBuyer;
import io.boxoffice.support.TestSale;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What document 002 refuses, in its own words and statuses. */
class ClassicRefusalsIT extends OnClassicNode {
  private static final String NOBODY = "0ZZZZZZZZZZZZ";

  @Test
  void whoIsUnknownGetsNoToken() {
    for (String userId : List.of("\"" + NOBODY + "\"", "\"1\"", "\"\"", "1", "null")) {
      assertThat(http.post("/api/token", "{\"userId\": " + userId + "}").text())
          .as(userId)
          .isEqualTo(UNKNOWN_USER);
    }
    for (String body : List.of("", "{", "[]", "{}", "{\"userId\": \"a\", \"userid\": 1}")) {
      assertThat(http.post("/api/token", body).text()).as(body).isEqualTo(UNKNOWN_USER);
    }
    assertThat(
            http.post(
                    "/api/token",
                    "{\"userId\": \"%s\", \"concertId\": \"x\"}".formatted(signUp(http, "nowhere")))
                .text())
        .isEqualTo("404 {\"error\":\"존재하지 않는 콘서트입니다.\"}");
  }

  @Test
  void aBadTokenOpensNothing() {
    String day = day(open(1, 5));

    for (String body : List.of("{}", "{\"tokenId\": 1}", "{\"tokenId\": \"forged\"}")) {
      assertThat(http.post("/api/token/peek", body).text()).as(body).isEqualTo(BAD_TOKEN);
    }
    assertThat(http.get("/api/concert/date").text()).isEqualTo(BAD_TOKEN);
    assertThat(http.get("/api/concert/seat?date=" + day).text()).isEqualTo(BAD_TOKEN);
    assertThat(http.get("/api/concert/date", "Authorization", "Bearer x").text())
        .isEqualTo(BAD_TOKEN);
  }

  @Test
  void aDayThatIsNoneHasNoSeats() {
    ClassicBuyer buyer = joined(http, open(1, 5), "lost");

    for (String query :
        List.of("", "?date=", "?date=20270101", "?date=2027-02-30", "?date=x&date=y")) {
      assertThat(http.get("/api/concert/seat" + query, buyer.bearer()).text())
          .as(query)
          .isEqualTo("400 {\"error\":\"잘못된 형식의 날짜입니다.\"}");
    }
    assertThat(http.get("/api/concert/seat?date=2001-01-01", buyer.bearer()).text())
        .isEqualTo("404 {\"error\":\"찾을 수 없는 좌석 번호입니다.\"}");
  }

  @Test
  void aReservationThatMakesNoSenseIsRefused() {
    TestSale sale = open(1, 5);
    String day = day(sale);
    ClassicBuyer buyer = joined(http, sale, "refused");

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
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void moneyIsForKnownUsersAndWholeAmounts() {
    String userId = signUp(http, "payer");

    for (String amount : List.of("0", "-1", "0.5", "10000001", "\"1\"", "null")) {
      assertThat(
              http.post(
                      "/api/payment/recharge",
                      "{\"userId\": \"%s\", \"amount\": %s}".formatted(userId, amount))
                  .text())
          .as(amount)
          .isEqualTo("400 {\"error\":\"잘못된 요청 파라미터 입니다.\"}");
    }
    assertThat(http.post("/api/payment/recharge", recharge(NOBODY, 1)).text())
        .isEqualTo("400 {\"error\":\"잘못된 요청 파라미터 입니다.\"}");
    for (String nobody : List.of(NOBODY, "x", "")) {
      assertThat(http.get("/api/balance?userId=" + nobody).text())
          .isEqualTo("404 {\"error\":\"찾을 수 없는 사용자입니다.\"}");
    }
    assertThat(http.get("/api/balance").text()).isEqualTo(BAD_PARAMETERS);
  }

  @Test
  void anotherMethodOrMediaTypeIsRefused() {
    assertThat(http.get("/api/token").status()).isEqualTo(405);
    assertThat(http.get("/api/token").header("Allow")).isEqualTo("OPTIONS, POST");
    assertThat(http.post("/api/token", "userId=1", "Content-Type", "text/plain").text())
        .isEqualTo("415 {\"error\":\"요청 본문은 application/json이어야 합니다.\"}");
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
}
