package io.boxoffice.sale;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.reservation.LookAlikes;
import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who comes too late is turned away by what the node knows, and nobody else is. */
class SeatTakenIT extends OnOneNode {
  private static final JsonObject SHORT_HOLDS =
      capacity(100).put("holdSeconds", 2).put("maxHeldSeats", 2);

  private static Answer hold(TestSale sale, Rest buyer, String key, String... seats) {
    return buyer.hold(sale.performanceId(), key, seats).await();
  }

  /** Nothing that writes or looks up a key gets through while it runs. */
  private static Connection withKeysLocked() throws SQLException {
    Connection connection = TestPostgres.jdbc(database());
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement()) {
      lock.execute("lock table idempotency_keys in access exclusive mode");
    }
    return connection;
  }

  @Test
  void losersAreTurnedAwayWithoutTheDatabase() throws SQLException, TimeoutException {
    TestSale sale = open(4, capacity(100));
    List<Rest> all = sale.joined(sale.buyers("loser", 40, 0));
    long ownerId = all.get(0).userId();
    // Whom the seat takes for its owner asks PostgreSQL, as it must: see SeatOwners.
    List<Rest> buyers =
        Stream.concat(
                Stream.of(all.get(0)),
                all.stream().filter(one -> !LookAlikes.mayBeTakenFor(ownerId, one.userId())))
            .limit(21)
            .toList();
    assertThat(buyers).hasSize(21);
    List<String> seats = sale.seatIds(buyers.get(0));
    held(sale, buyers.get(0), seats.get(1));
    // Each loser is known to be admitted once this node's copy of the queue has it.
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> hold(sale, buyers.get(20), "look", seats.get(1)).status() == 409);
    buyers.forEach(buyer -> buyer.get("/concerts/" + sale.concertId() + "/queue").await());
    sale.seatIds(buyers.get(0));

    try (Connection locked = withKeysLocked()) {
      List<Future<Answer>> late =
          IntStream.range(1, 21)
              .mapToObj(n -> buyers.get(n).hold(sale.performanceId(), "k", seats.get(1)))
              .toList();
      Future.all(late).await(3, TimeUnit.SECONDS);

      assertThat(late)
          .allSatisfy(
              answer -> {
                assertThat(answer.result().outcome()).isEqualTo("409 SEAT_TAKEN");
                assertThat(answer.result().body().getJsonArray("conflictingSeats"))
                    .containsExactly(seats.get(1));
              });
      locked.rollback();
    }
  }

  @Test
  void aKeyThatOnceGotTheSeatGetsItsAnswerWhoeverHasItNow() {
    TestSale sale = open(4, capacity(100));
    List<Rest> buyers = sale.joined(sale.buyers("again", 2, 0));
    String seat = sale.seatIds(buyers.get(0)).get(0);
    Answer first = hold(sale, buyers.get(0), "mine", seat).expect(201);
    String id = first.body().getString("reservationId");
    buyers.get(0).delete("/reservations/" + id).await().expect(204);
    hold(sale, buyers.get(1), "theirs", seat).expect(201);

    Answer again = hold(sale, buyers.get(0), "mine", seat);
    Answer anew = hold(sale, buyers.get(0), "another", seat);

    assertThat(again.replayed()).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(anew.outcome()).isEqualTo("409 SEAT_TAKEN");
  }

  @Test
  void aHoldThatLapsedIsNobodysWithinTwoSeconds() {
    TestSale sale = open(4, SHORT_HOLDS);
    List<Rest> buyers = sale.joined(sale.buyers("lapse", 2, 0));
    String seat = sale.seatIds(buyers.get(0)).get(0);
    hold(sale, buyers.get(0), "k", seat).expect(201);
    assertThat(hold(sale, buyers.get(1), "early", seat).outcome()).isEqualTo("409 SEAT_TAKEN");

    Awaitility.await()
        .atMost(Duration.ofSeconds(4))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> hold(sale, buyers.get(1), "late", seat).status() == 201);
  }

  @Test
  void ofManyWhoWantASeatTheNextGetsItWhereTheFirstIsRefused() {
    TestSale sale = open(4, capacity(100));
    List<Rest> buyers = sale.joined(sale.buyers("next", 40, 0));
    List<String> seats = sale.seatIds(buyers.get(0));
    held(sale, buyers.get(0), seats.get(0));

    // The first has a seat already, and may not have a second one.
    List<Future<Answer>> all =
        buyers.stream().map(buyer -> buyer.hold(sale.performanceId(), "k2", seats.get(1))).toList();
    Future.join(all).await();

    assertThat(all.stream().map(answer -> answer.result().outcome()).distinct())
        .isSubsetOf("201", "409 SEAT_TAKEN", "409 SEAT_LIMIT_REACHED");
    assertThat(all.stream().filter(answer -> answer.result().status() == 201)).hasSize(1);
  }

  @Test
  void whoStillWaitsHearsThatAndNotOfTheSeat() {
    TestSale sale = open(4, capacity(1));
    List<Rest> buyers = inOrder(sale, "queue", 2);
    String seat = sale.seatIds(buyers.get(0)).get(0);
    held(sale, buyers.get(0), seat);

    assertThat(hold(sale, buyers.get(1), "k", seat).outcome()).isEqualTo("429 NOT_ADMITTED");
  }
}
