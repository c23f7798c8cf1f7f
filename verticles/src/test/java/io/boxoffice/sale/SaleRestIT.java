package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A whole node through its REST API: the journey, and what the crowd does to it. */
class SaleRestIT extends OnOneNode {
  @Test
  void aBuyerGetsFromTheQueueToTheSeat() {
    TestSale sale = open(20, capacity(1));
    Rest buyer = sale.joined(sale.buyers("journey", 1, PRICE)).get(0);
    String seat = sale.seatIds(buyer).get(0);

    JsonObject hold = buyer.hold(sale.performanceId(), "hold", seat).await().expect(201).body();
    Answer paid = buyer.pay(hold.getString("reservationId"), "pay").await().expect(201);
    Answer again = buyer.pay(hold.getString("reservationId"), "pay").await().expect(201);
    Answer place = buyer.get("/concerts/" + sale.concertId() + "/queue").await();

    assertThat(hold.getString("state")).isEqualTo("HELD");
    assertThat(hold.getInteger("expiresInSeconds")).isEqualTo(300);
    assertThat(paid.body().getLong("balance")).isZero();
    assertThat(again.body()).isEqualTo(paid.body());
    assertThat(again.replayed()).isEqualTo("true");
    assertThat(place.outcome()).isEqualTo("401 QUEUE_TOKEN_EXPIRED");
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void oneOfThreeHundredGetsTheSeat() {
    TestSale sale = open(1, capacity(300));
    List<Rest> buyers = sale.joined(sale.buyers("rush", 300, 0));
    String seat = sale.seatIds(buyers.get(0)).get(0);

    Map<String, Long> outcomes =
        outcomes(buyers.stream().map(b -> b.hold(sale.performanceId(), "k", seat)).toList());

    assertThat(outcomes).isEqualTo(Map.of("201", 1L, "409 SEAT_TAKEN", 299L));
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void fortyIdenticalPaymentsAreOne() {
    TestSale sale = open(1, capacity(1));
    Rest buyer = sale.joined(sale.buyers("twice", 1, 3 * PRICE)).get(0);
    String reservation = held(sale, buyer, sale.seatIds(buyer).get(0));

    List<Answer> answers =
        all(IntStream.range(0, 40).mapToObj(n -> buyer.pay(reservation, "same")).toList());
    // Who heard that it is under way asks again until it is done.
    List<Answer> settled = new ArrayList<>();
    for (Answer answer : answers) {
      Answer last = answer;
      while (last.outcome().equals("409 IDEMPOTENCY_IN_PROGRESS")) {
        last = buyer.pay(reservation, "same").await();
      }
      settled.add(last);
    }

    assertThat(answers)
        .extracting(Answer::outcome)
        .isSubsetOf("201", "409 IDEMPOTENCY_IN_PROGRESS");
    assertThat(settled).extracting(Answer::status).containsOnly(201);
    assertThat(settled).extracting(Answer::body).containsOnly(settled.get(0).body());
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isEqualTo(2 * PRICE);
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void fortyPaymentsWithDifferentKeysPayOnce() {
    TestSale sale = open(1, capacity(1));
    Rest buyer = sale.joined(sale.buyers("keys", 1, 3 * PRICE)).get(0);
    String reservation = held(sale, buyer, sale.seatIds(buyer).get(0));

    Map<String, Long> outcomes =
        outcomes(IntStream.range(0, 40).mapToObj(n -> buyer.pay(reservation, "k" + n)).toList());

    assertThat(outcomes).isEqualTo(Map.of("201", 1L, "409 ALREADY_PAID", 39L));
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void fiftyFirstChargesAreAllThere() {
    TestSale sale = open(1, capacity(1));
    Rest buyer = sale.buyers("charges", 1, 0).get(0);

    Map<String, Long> outcomes =
        outcomes(
            IntStream.range(0, 50)
                .mapToObj(n -> buyer.post("/wallet/charges", new JsonObject().put("amount", 1_000)))
                .toList());

    assertThat(outcomes).isEqualTo(Map.of("201", 50L));
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isEqualTo(50_000);
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void twentyConcurrentHoldsOfOneUserStayWithinTheLimit() {
    JsonObject settings = capacity(1).put("maxHeldSeats", 3);
    TestSale sale = open(20, settings);
    Rest buyer = sale.joined(sale.buyers("greedy", 1, 0)).get(0);
    List<String> seats = sale.seatIds(buyer);

    Map<String, Long> outcomes =
        outcomes(seats.stream().map(seat -> buyer.hold(sale.performanceId(), seat, seat)).toList());

    assertThat(outcomes).isEqualTo(Map.of("201", 3L, "409 SEAT_LIMIT_REACHED", 17L));
  }

  @Test
  void theCapHoldsAndEveryoneGetsATurnInOrder() {
    int crowd = 60;
    int capacity = 5;
    TestSale sale = open(crowd, capacity(capacity));
    List<Rest> waiting = new ArrayList<>(sale.joined(sale.buyers("turn", crowd, PRICE)));
    List<Turn> turns = new ArrayList<>();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              List<Turn> admitted = takeAdmitted(sale, waiting);
              assertThat(admitted).hasSizeLessThanOrEqualTo(capacity);
              for (Turn turn : admitted) {
                String seat = sale.seatIds(turn.buyer()).get(turns.size());
                String reservation = held(sale, turn.buyer(), seat);
                turn.buyer().pay(reservation, "p").await().expect(201);
                turns.add(turn);
              }
              return waiting.isEmpty();
            });

    turns.sort(Comparator.comparing(Turn::sequence));
    assertThat(turns).hasSize(crowd).extracting(Turn::sequence).doesNotHaveDuplicates();
    assertThat(turns).extracting(Turn::admittedAt).as("in sequence order").isSorted();
    AtomicInteger late = new AtomicInteger();
    await()
        .atMost(Duration.ofSeconds(3))
        .until(
            () ->
                sale.buyers("late" + late.incrementAndGet() + "-", 1, 0)
                    .get(0)
                    .post("/concerts/" + sale.concertId() + "/queue", null)
                    .await()
                    .outcome()
                    .equals("409 SOLD_OUT"));
    assertThat(
            sale.anonymous().get("/concerts/" + sale.concertId()).await().body().getString("state"))
        .isEqualTo("SOLD_OUT");
    assertThat(sale.findings()).isEmpty();
  }

  /**
   * @param admittedAt as the head has it: who is asked early may be admitted while others are asked
   */
  private record Turn(Rest buyer, long sequence, String admittedAt) {}

  /** Asks everybody once; those whose turn it is wait no longer. */
  private static List<Turn> takeAdmitted(TestSale sale, List<Rest> waiting) {
    List<Turn> admitted = new ArrayList<>();
    waiting.removeIf(
        buyer -> {
          JsonObject place =
              buyer.get("/concerts/" + sale.concertId() + "/queue").await().expect(200).body();
          boolean turn = place.getString("state").equals("ADMITTED");
          if (turn) {
            admitted.add(new Turn(buyer, place.getLong("sequence"), place.getString("admittedAt")));
          }
          return turn;
        });
    return admitted;
  }

  @Test
  void aLapsedHoldIsFreeWithinTwoSeconds() {
    JsonObject settings = capacity(2).put("holdSeconds", 1);
    TestSale sale = open(1, settings);
    List<Rest> buyers = sale.joined(sale.buyers("lapse", 2, PRICE));
    String seat = sale.seatIds(buyers.get(0)).get(0);
    JsonObject hold =
        buyers.get(0).hold(sale.performanceId(), "a", seat).await().expect(201).body();

    assertThat(buyers.get(1).hold(sale.performanceId(), "b", seat).await().outcome())
        .isEqualTo("409 SEAT_TAKEN");
    await()
        .atMost(Duration.ofSeconds(3))
        .until(
            () ->
                buyers
                        .get(1)
                        .get(seats(sale) + "?state=AVAILABLE")
                        .await()
                        .body()
                        .getJsonArray("seats")
                        .size()
                    == 1);

    assertThat(buyers.get(0).pay(hold.getString("reservationId"), "p").await().outcome())
        .isEqualTo("410 HOLD_EXPIRED");
    buyers.get(1).hold(sale.performanceId(), "c", seat).await().expect(201);
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void leavingReleasesTheHoldAndAdmitsTheNext() {
    TestSale sale = open(1, capacity(1));
    List<Rest> buyers = inOrder(sale, "leave", 2);
    String seat = sale.seatIds(buyers.get(0)).get(0);
    String path = "/concerts/" + sale.concertId() + "/queue";
    buyers.get(0).hold(sale.performanceId(), "a", seat).await().expect(201);
    Answer early = buyers.get(1).hold(sale.performanceId(), "b", seat).await();

    buyers.get(0).delete(path).await().expect(204);
    buyers.get(0).delete(path).await().expect(204);

    assertThat(early.outcome()).isEqualTo("429 NOT_ADMITTED");
    assertThat(early.body().getInteger("position")).isEqualTo(1);
    assertThat(buyers.get(1).get(path).await().body().getString("state")).isEqualTo("ADMITTED");
    buyers.get(1).hold(sale.performanceId(), "b", seat).await().expect(201);
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void aRefusedHoldKeepsNoPlaceBeyondItsEnd() {
    JsonObject settings =
        new JsonObject()
            .put("queue", new JsonObject().put("capacity", 1).put("admissionTtlSeconds", 2));
    TestSale sale = open(1, settings);
    List<Rest> buyers = inOrder(sale, "refused", 2);
    String path = "/concerts/" + sale.concertId() + "/queue";

    Answer refused = buyers.get(0).hold(sale.performanceId(), "a", "0000000000001").await();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> buyers.get(1).get(path).await().body().getString("state").equals("ADMITTED"));

    assertThat(refused.outcome()).isEqualTo("404 SEAT_NOT_FOUND");
    assertThat(buyers.get(0).get(path).await().outcome()).isEqualTo("401 QUEUE_TOKEN_EXPIRED");
  }

  @Test
  void anImportListsTheContractsFaultsAndThePlansTogether() {
    TestSale sale = open(1, capacity(1));
    JsonObject body = TestSale.importBody(2).put("maxHeldSeats", 0);
    body.getJsonObject("seatingPlan")
        .getJsonArray("zones")
        .getJsonObject(0)
        .getJsonArray("rows")
        .getJsonObject(0)
        .getJsonArray("seats")
        .getJsonObject(1)
        .put("seat_guid", "seat-1");

    Answer refused = sale.operator().post("/admin/concerts", body).await().expect(400);

    assertThat(refused.body().getJsonArray("errors"))
        .extracting(error -> ((JsonObject) error).getString("pointer"))
        .containsExactlyInAnyOrder(
            "#/maxHeldSeats", "#/seatingPlan/zones/0/rows/0/seats/1/seat_guid");
  }

  @Test
  void aChargeWithoutAnAnswerIsSettledLater() {
    TestSale sale = open(1, capacity(1));
    Rest buyer = sale.buyers("pending", 1, 0).get(0);
    JsonObject amount = new JsonObject().put("amount", 1_092);

    Answer pending = buyer.post("/wallet/charges", "k", amount).await().expect(202);
    Answer declined = buyer.post("/wallet/charges", new JsonObject().put("amount", 91)).await();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> buyer.post("/wallet/charges", "k", amount).await().status() == 201);

    assertThat(pending.body().getString("state")).isEqualTo("PENDING");
    assertThat(declined.outcome()).isEqualTo("402 CHARGE_DECLINED");
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isEqualTo(1_092);
    assertThat(sale.findings()).isEmpty();
  }

  private static List<Answer> all(List<Future<Answer>> answers) {
    Future.all(answers).await();
    return answers.stream().map(Future::result).toList();
  }

  private static Map<String, Long> outcomes(List<Future<Answer>> answers) {
    return all(answers).stream().collect(groupingBy(Answer::outcome, TreeMap::new, counting()));
  }
}
