package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestSale;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is on sale, and until when. */
class SaleWindowIT extends OnOneNode {
  private static final String NO_SUCH_ID = "0000000000001";

  @Test
  void onlyDaysThatCanStillBeBookedAreAvailable() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TestSale sale = open(2, startingAt(now.plusSeconds(86_400), now.plusSeconds(172_800), now));
    Rest buyer = inOrder(sale, "days", 1).get(0);
    List<String> ids = performances(sale, buyer, "").stream().map(SaleWindowIT::id).toList();
    // By time: the one that has begun, tomorrow's, the day after tomorrow's.
    execute(
        "update performances set starts_at = now() - interval '21 minutes' where id = "
            + number(ids.get(0)));
    execute(
        "update performances set starts_at = now() - interval '19 minutes' where id = "
            + number(ids.get(1)));

    List<JsonObject> all = performances(sale, buyer, "");
    List<JsonObject> available = performances(sale, buyer, "?available=true");

    assertThat(all)
        .extracting(each -> each.getBoolean("bookable"))
        .containsExactly(false, true, true);
    assertThat(available).extracting(SaleWindowIT::id).containsExactly(ids.get(1), ids.get(2));
    assertThat(available.get(1).getString("date"))
        .isEqualTo(
            now.plusSeconds(172_800).atZone(ZoneId.of("Asia/Seoul")).toLocalDate().toString());
    assertThat(holdFirstSeat(buyer, ids.get(0)).outcome()).isEqualTo("409 BOOKING_CLOSED");
    holdFirstSeat(buyer, ids.get(1)).expect(201);

    sale.operator()
        .patch("/admin/performances/" + ids.get(2), new JsonObject().put("state", "CLOSED"))
        .await()
        .expect(200);
    execute(
        "update performances set starts_at = now() - interval '21 minutes' where id = "
            + number(ids.get(1)));

    assertThat(performances(sale, buyer, "?available=true")).isEmpty();
  }

  @Test
  void aSaleEndsOnTimeAndItsHoldsStayPayable() {
    TestSale sale = open(2, capacity(2));
    List<Rest> buyers = inOrder(sale, "end", 2);
    buyers.get(0).charged(PRICE).await();
    List<String> seats = sale.seatIds(buyers.get(0));
    String reservation = held(sale, buyers.get(0), seats.get(0));
    Rest late = sale.buyers("late", 1, 0).get(0);

    execute("update concerts set sales_close_at = now() where id = " + number(sale.concertId()));

    assertThat(buyers.get(1).hold(sale.performanceId(), "h", seats.get(1)).await().outcome())
        .isEqualTo("409 BOOKING_CLOSED");
    assertThat(
            sale.anonymous().get("/concerts/" + sale.concertId()).await().body().getString("state"))
        .isEqualTo("CLOSED");
    await()
        .atMost(Duration.ofSeconds(3))
        .until(
            () ->
                late.post("/concerts/" + sale.concertId() + "/queue", null)
                    .await()
                    .outcome()
                    .equals("409 SALES_CLOSED"));
    buyers.get(0).pay(reservation, "p").await().expect(201);
  }

  @Test
  void aConcertThatIsADraftOrUnknownIsNotThere() {
    TestSale draft = open(1, new JsonObject().put("state", "DRAFT"));
    Rest buyer = draft.buyers("draft", 1, 0).get(0);

    assertThat(draft.anonymous().get("/concerts/" + draft.concertId()).await().outcome())
        .isEqualTo("404 CONCERT_NOT_FOUND");
    assertThat(buyer.get("/concerts/" + NO_SUCH_ID).await().outcome())
        .isEqualTo("404 CONCERT_NOT_FOUND");
    assertThat(items(buyer.get("/concerts?limit=200").await()))
        .extracting(concert -> concert.getString("concertId"))
        .doesNotContain(draft.concertId());
    assertThat(buyer.post("/concerts/" + draft.concertId() + "/queue", null).await().outcome())
        .isEqualTo("404 CONCERT_NOT_FOUND");
  }

  @Test
  void aScheduledSaleThatBecomesADraftDoesNotOpen() {
    JsonObject later =
        new JsonObject().put("salesOpenAt", Instant.now().plusSeconds(3_600).toString());
    TestSale sale = open(1, later);
    TestSale other = open(1, later);
    Rest buyer = sale.buyers("early", 1, 0).get(0);
    // Who asks too early makes the queue's head, which knows when the sale opens.
    assertThat(join(buyer, sale)).isEqualTo("409 SALES_NOT_OPEN");
    String soon = Instant.now().plusSeconds(4).toString();
    change(sale, new JsonObject().put("salesOpenAt", soon));
    change(other, new JsonObject().put("salesOpenAt", soon));
    change(sale, new JsonObject().put("state", "DRAFT"));

    await().atMost(Duration.ofSeconds(20)).until(() -> join(buyer, other).startsWith("20"));
    assertThat(join(buyer, sale)).isEqualTo("409 SALES_NOT_OPEN");

    // Planned again for a time that has passed, it opens.
    change(sale, new JsonObject().put("state", "SCHEDULED"));
    await().atMost(Duration.ofSeconds(5)).until(() -> join(buyer, sale).startsWith("20"));
  }

  private static String join(Rest buyer, TestSale sale) {
    return buyer.post("/concerts/" + sale.concertId() + "/queue", null).await().outcome();
  }

  private static void change(TestSale sale, JsonObject body) {
    sale.operator().patch("/admin/concerts/" + sale.concertId(), body).await().expect(200);
  }

  private static JsonObject startingAt(Instant... starts) {
    JsonArray performances = new JsonArray();
    List.of(starts)
        .forEach(start -> performances.add(new JsonObject().put("startsAt", start.toString())));
    return capacity(1).put("performances", performances);
  }

  private static List<JsonObject> performances(TestSale sale, Rest buyer, String query) {
    return items(buyer.get("/concerts/" + sale.concertId() + "/performances" + query).await());
  }

  private static Answer holdFirstSeat(Rest buyer, String performance) {
    JsonArray seats =
        buyer
            .get("/performances/" + performance + "/seats")
            .await()
            .expect(200)
            .body()
            .getJsonArray("seats");
    return buyer
        .hold(performance, "hold-" + performance, seats.getJsonObject(0).getString("seatId"))
        .await();
  }

  private static String id(JsonObject performance) {
    return performance.getString("performanceId");
  }

  private static long number(String id) {
    return Tsids.parse(id).orElseThrow();
  }
}
