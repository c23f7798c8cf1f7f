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
import io.boxoffice.support.PlainHttp.Reply;
import io.boxoffice.support.TestSale;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The calls of the requirements' document 002, sent as it writes them, against a whole node. */
class ClassicApiIT extends OnClassicNode {
  private static final String TIME = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
  private static final String ID = "\"[0-9A-HJKMNP-TV-Z]{13}\"";

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
}
