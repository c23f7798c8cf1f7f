package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of a sale that need no crowd, through a whole node's REST API. */
class SaleRulesIT {
  private static final String NO_SUCH_ID = "0000000000001";

  private static Vertx vertx;
  private static String database;
  private static TestNode node;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = TestPostgres.newDatabase();
    node = TestNode.start(database);
  }

  @AfterAll
  static void stop() {
    node.close();
    vertx.close().await();
  }

  @Test
  void aWaiterHasAWalletAndNothingElse() {
    TestSale sale = open(1, 1);
    List<Rest> buyers = inOrder(sale, "waiter", 2);
    Rest admitted = buyers.get(0);
    Rest waiting = buyers.get(1);
    String seat = sale.seatIds(admitted).get(0);
    String others = held(sale, admitted, seat);

    List<Answer> looks =
        List.of(
            waiting.get("/concerts/" + sale.concertId() + "/performances").await(),
            waiting.get(seats(sale)).await(),
            waiting.hold(sale.performanceId(), "h", seat).await());

    assertThat(looks).extracting(Answer::outcome).containsOnly("429 NOT_ADMITTED");
    assertThat(looks).extracting(look -> look.body().getInteger("position")).containsOnly(1);
    assertThat(waiting.pay(others, "p").await().outcome()).isEqualTo("404 RESERVATION_NOT_FOUND");
    waiting.charged(PRICE).await();
    assertThat(waiting.get("/wallet").await().expect(200).body().getLong("balance"))
        .isEqualTo(PRICE);
  }

  @Test
  void nothingOpensWithoutAToken() {
    TestSale sale = open(1, 1);
    Rest buyer = inOrder(sale, "bare", 1).get(0);
    String seat = sale.seatIds(buyer).get(0);
    String reservation = held(sale, buyer, seat);
    String queue = "/concerts/" + sale.concertId() + "/queue";

    for (String place : Arrays.asList(null, "a.b.c", buyer.accessToken())) {
      Rest outside = buyer.withPlace(place);
      assertThat(
              List.of(
                  outside.get(queue).await().outcome(),
                  outside.get("/concerts/" + sale.concertId() + "/performances").await().outcome(),
                  outside.get(seats(sale)).await().outcome(),
                  outside.hold(sale.performanceId(), "h", seat).await().outcome(),
                  outside.pay(reservation, "p").await().outcome()))
          .containsOnly("401 QUEUE_TOKEN_INVALID");
    }
    for (String access : Arrays.asList(null, "a.b.c", buyer.queueToken())) {
      Rest stranger = buyer.withAccess(access);
      assertThat(
              List.of(
                  stranger.post(queue, null).await().outcome(),
                  stranger.get(queue).await().outcome(),
                  stranger.get("/wallet").await().outcome(),
                  stranger.post("/wallet/charges", amount(1)).await().outcome(),
                  stranger.pay(reservation, "p").await().outcome()))
          .containsOnly("401 ACCESS_TOKEN_INVALID");
    }
  }

  @Test
  void aWalletHasALimit() {
    Rest buyer = open(1, 1).buyers("rich", 1, 0).get(0);
    for (int n = 0; n < 100; n++) {
      buyer.charged(10_000_000).await();
    }

    Answer refused = buyer.post("/wallet/charges", amount(1)).await();

    assertThat(refused.outcome()).isEqualTo("409 BALANCE_LIMIT");
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isEqualTo(1_000_000_000);
  }

  @Test
  void onlyDaysThatCanStillBeBookedAreAvailable() throws SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TestSale sale = open(2, 1, now.plusSeconds(86_400), now.plusSeconds(172_800), now);
    Rest buyer = inOrder(sale, "days", 1).get(0);
    List<String> ids = performances(sale, buyer, "").stream().map(SaleRulesIT::id).toList();
    // By time: the one that has begun, tomorrow's, the day after tomorrow's.
    execute("update performances set starts_at = now() - interval '21 minutes'", ids.get(0));
    execute("update performances set starts_at = now() - interval '19 minutes'", ids.get(1));

    List<JsonObject> all = performances(sale, buyer, "");
    List<JsonObject> available = performances(sale, buyer, "?available=true");

    assertThat(all)
        .extracting(each -> each.getBoolean("bookable"))
        .containsExactly(false, true, true);
    assertThat(available).extracting(SaleRulesIT::id).containsExactly(ids.get(1), ids.get(2));
    assertThat(available.get(1).getString("date"))
        .isEqualTo(
            now.plusSeconds(172_800).atZone(ZoneId.of("Asia/Seoul")).toLocalDate().toString());
    assertThat(holdFirstSeat(buyer, ids.get(0)).outcome()).isEqualTo("409 BOOKING_CLOSED");
    holdFirstSeat(buyer, ids.get(1)).expect(201);

    sale.operator()
        .patch("/admin/performances/" + ids.get(2), new JsonObject().put("state", "CLOSED"))
        .await()
        .expect(200);
    execute("update performances set starts_at = now() - interval '21 minutes'", ids.get(1));

    assertThat(performances(sale, buyer, "?available=true")).isEmpty();
  }

  @Test
  void heldAndSoldSeatsAreNotAmongTheFree() {
    TestSale sale = open(2, 2);
    List<Rest> buyers = inOrder(sale, "free", 2);
    buyers.get(0).charged(PRICE).await();
    List<String> seats = sale.seatIds(buyers.get(0));

    String paid = held(sale, buyers.get(0), seats.get(0));
    assertThat(free(sale, buyers.get(1))).containsExactly(seats.get(1));
    held(sale, buyers.get(1), seats.get(1));
    assertThat(free(sale, buyers.get(1))).isEmpty();
    buyers.get(0).pay(paid, "p").await().expect(201);

    JsonArray all = buyers.get(1).get(seats(sale)).await().expect(200).body().getJsonArray("seats");
    assertThat(all)
        .extracting(seat -> ((JsonObject) seat).getString("state"))
        .containsExactly("SOLD", "HELD");
    assertThat(all).extracting(seat -> ((JsonObject) seat).getLong("price")).containsOnly(PRICE);
    assertThat(free(sale, buyers.get(1))).isEmpty();
  }

  @Test
  void aPaidSeatIsItsBuyers() {
    TestSale sale = open(1, 2);
    List<Rest> buyers = inOrder(sale, "owner", 2);
    buyers.get(0).charged(PRICE).await();
    String seat = sale.seatIds(buyers.get(0)).get(0);
    String reservation = held(sale, buyers.get(0), seat);
    JsonObject receipt = buyers.get(0).pay(reservation, "p").await().expect(201).body();

    JsonObject owned = buyers.get(0).get("/reservations/" + reservation).await().expect(200).body();

    assertThat(receipt.getString("state")).isEqualTo("CONFIRMED");
    assertThat(receipt.getLong("amount")).isEqualTo(PRICE);
    assertThat(owned.getString("state")).isEqualTo("CONFIRMED");
    assertThat(owned.getJsonObject("payment").getString("state")).isEqualTo("PAID");
    assertThat(owned.getJsonObject("payment").getString("paymentId"))
        .isEqualTo(receipt.getString("paymentId"));
    assertThat(buyers.get(1).hold(sale.performanceId(), "h", seat).await().outcome())
        .isEqualTo("409 SEAT_TAKEN");
    assertThat(buyers.get(0).delete("/reservations/" + reservation).await().outcome())
        .isEqualTo("409 ALREADY_PAID");
  }

  @Test
  void anothersReservationIsNotThere() {
    TestSale sale = open(2, 2);
    List<Rest> buyers = inOrder(sale, "others", 2);
    buyers.get(1).charged(PRICE).await();
    String others = held(sale, buyers.get(0), sale.seatIds(buyers.get(0)).get(0));
    String path = "/reservations/" + others;

    assertThat(
            List.of(
                buyers.get(1).get(path).await().outcome(),
                buyers.get(1).delete(path).await().outcome(),
                buyers.get(1).pay(others, "p").await().outcome(),
                buyers.get(1).pay(NO_SUCH_ID, "q").await().outcome()))
        .containsOnly("404 RESERVATION_NOT_FOUND");
    assertThat(buyers.get(1).get("/wallet").await().body().getLong("balance")).isEqualTo(PRICE);
    assertThat(buyers.get(0).get(path).await().body().getString("state")).isEqualTo("HELD");
  }

  @Test
  void aShortBalanceChangesNothing() {
    TestSale sale = open(1, 1);
    Rest buyer = inOrder(sale, "short", 1).get(0).charged(PRICE - 1).await();
    String reservation = held(sale, buyer, sale.seatIds(buyer).get(0));

    Answer refused = buyer.pay(reservation, "p").await();

    assertThat(refused.outcome()).isEqualTo("402 INSUFFICIENT_BALANCE");
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isEqualTo(PRICE - 1);
    assertThat(buyer.get("/reservations/" + reservation).await().body().getString("state"))
        .isEqualTo("HELD");
    buyer.charged(1).await().pay(reservation, "p").await().expect(201);
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isZero();
  }

  @Test
  void everyMovementIsInOnesOwnLedger() {
    TestSale sale = open(1, 1);
    Rest buyer = inOrder(sale, "ledger", 1).get(0).charged(3 * PRICE).await();
    Rest other = sale.buyers("stranger", 1, 0).get(0);
    String reservation = held(sale, buyer, sale.seatIds(buyer).get(0));
    buyer.pay(reservation, "p").await().expect(201);

    List<JsonObject> entries = items(buyer.get("/wallet/entries").await());

    assertThat(entries)
        .extracting(entry -> entry.getString("kind") + " " + entry.getLong("amount"))
        .containsExactly("PAYMENT " + -PRICE, "CHARGE " + 3 * PRICE);
    assertThat(entries)
        .extracting(entry -> entry.getLong("balanceAfter"))
        .containsExactly(2 * PRICE, 3 * PRICE);
    assertThat(entries.get(0).getString("reservationId")).isEqualTo(reservation);
    assertThat(items(other.get("/wallet/entries").await())).isEmpty();
    assertThat(other.get("/wallet").await().body().getLong("balance")).isZero();
  }

  @Test
  void aConcertThatIsADraftOrUnknownIsNotThere() {
    TestSale draft =
        TestSale.open(vertx, node.baseUrl(), 1, new JsonObject().put("state", "DRAFT"));
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

  /** A concert with a performance at each of these times, or one in 30 days. */
  private static TestSale open(int seats, int capacity, Instant... starts) {
    JsonObject settings = new JsonObject().put("queue", new JsonObject().put("capacity", capacity));
    if (starts.length > 0) {
      JsonArray performances = new JsonArray();
      List.of(starts)
          .forEach(start -> performances.add(new JsonObject().put("startsAt", start.toString())));
      settings.put("performances", performances);
    }
    return TestSale.open(vertx, node.baseUrl(), seats, settings);
  }

  /** Buyers who joined one after the other: the first ones are admitted. */
  private static List<Rest> inOrder(TestSale sale, String prefix, int count) {
    List<Rest> buyers = sale.buyers(prefix, count, 0);
    return IntStream.range(0, count)
        .mapToObj(n -> buyers.get(n).joined(sale.concertId()).await())
        .toList();
  }

  private static String held(TestSale sale, Rest buyer, String seat) {
    return buyer
        .hold(sale.performanceId(), "hold", seat)
        .await()
        .expect(201)
        .body()
        .getString("reservationId");
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

  private static JsonObject amount(long amount) {
    return new JsonObject().put("amount", amount);
  }

  private static String seats(TestSale sale) {
    return "/performances/" + sale.performanceId() + "/seats";
  }

  private static List<String> free(TestSale sale, Rest buyer) {
    return buyer
        .get(seats(sale) + "?state=AVAILABLE")
        .await()
        .expect(200)
        .body()
        .getJsonArray("seats")
        .stream()
        .map(seat -> ((JsonObject) seat).getString("seatId"))
        .toList();
  }

  private static List<JsonObject> performances(TestSale sale, Rest buyer, String query) {
    return items(buyer.get("/concerts/" + sale.concertId() + "/performances" + query).await());
  }

  private static List<JsonObject> items(Answer answer) {
    return answer.expect(200).body().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static String id(JsonObject performance) {
    return performance.getString("performanceId");
  }

  private static void execute(String update, String performanceId) throws SQLException {
    try (Connection connection = TestPostgres.jdbc(database);
        Statement statement = connection.createStatement()) {
      statement.execute(update + " where id = " + Tsids.parse(performanceId).orElseThrow());
    }
  }
}
