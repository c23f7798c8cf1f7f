package io.boxoffice.store;

import static io.boxoffice.support.SaleFixture.seat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.store.ReservationStore.Held;
import io.boxoffice.store.ReservationStore.Paid;
import io.boxoffice.support.SaleFixture;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds and payments that go together: none may fail, wait or change for another's sake. */
class GatheredCallsIT extends OnSaleStores {
  private final Queue<Runnable> soon = new ArrayDeque<>();

  @BeforeEach
  void gather() {
    reservations = new ReservationStore(database, () -> soon::add);
  }

  /** Sends all that was asked for. */
  private void send() {
    while (!soon.isEmpty()) {
      soon.remove().run();
    }
  }

  @Test
  void whatComesTogetherIsOneTransaction() {
    SaleFixture sale = SaleFixture.create(databaseName, 20, 300, 4);
    List<Long> buyers = sale.users(1, 5, 200);
    List<Future<Held>> holds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      // The later ones want seats that come first.
      holds.add(hold(buyers.get(i), "k", seat(10 - 2 * i), seat(9 - 2 * i)));
    }

    send();
    Future.all(holds).await();

    assertThat(sale.count("select count(distinct xmin::text) from reservations")).isEqualTo(1);
    for (int i = 0; i < 5; i++) {
      Held held = holds.get(i).result();
      assertThat(held.answer().reservation().userId()).isEqualTo(buyers.get(i));
      assertThat(held.answer().reservation().seats())
          .extracting(seat -> seat.seatId())
          .containsExactlyInAnyOrder(seat(10 - 2 * i), seat(9 - 2 * i));
      assertThat(held.changes()).allMatch(seat -> seat.version() == 1).hasSize(2);
    }

    List<Future<Paid>> payments =
        holds.stream()
            .map(hold -> hold.result().answer().reservation())
            .map(held -> pay(held.userId(), "p", held.reservationId()))
            .toList();
    send();
    Future.all(payments).await();

    assertThat(sale.count("select count(distinct xmin::text) from payments")).isEqualTo(1);
    assertThat(payments).allMatch(paid -> paid.result().liveHolds() == 0);
    assertThat(sale.violations()).isZero();
  }

  @Test
  void aRefusalIsItsOwn() {
    SaleFixture sale = SaleFixture.create(databaseName, 3, 300, 4);
    List<Long> buyers = sale.users(1, 3, 0);

    Future<Held> first = hold(buyers.get(0), "k", seat(1));
    Future<Held> second = hold(buyers.get(1), "k", seat(1), seat(2));
    Future<Held> third = hold(buyers.get(2), "k", seat(3));
    send();
    Future.join(first, second, third).otherwiseEmpty().await();

    assertThat(outcome(first.cause())).isEqualTo("OK");
    assertThat(outcome(second.cause())).isEqualTo("SEAT_TAKEN");
    assertThat(outcome(third.cause())).isEqualTo("OK");
    assertThat(sale.violations()).isZero();
  }

  @Test
  void aFailureIsItsOwn() {
    SaleFixture sale = SaleFixture.create(databaseName, 4, 300, 4);
    List<Long> buyers = sale.users(1, 4, 0);
    Future<Held> before = hold(buyers.get(0), "k", seat(1));
    send();
    before.await();

    Future<Held> first = hold(buyers.get(1), "k", seat(2));
    ids.set(before.result().answer().reservation().reservationId() - 1);
    Future<Held> sameId = hold(buyers.get(2), "k", seat(3));
    ids.set(2_000_000);
    Future<Held> third = hold(buyers.get(3), "k", seat(4));
    send();
    Future.join(first, sameId, third).otherwiseEmpty().await();

    assertThat(outcome(first.cause())).isEqualTo("OK");
    assertThat(sameId.cause()).isInstanceOf(PgException.class).hasMessageContaining("23505");
    assertThat(outcome(third.cause())).isEqualTo("OK");
    assertThat(sale.count("select count(*) from reservations")).isEqualTo(3);
  }

  @Test
  void whoWaitsForASeatWaitsAlone() {
    SaleFixture sale = SaleFixture.create(databaseName, 3, 300, 4);
    List<Long> buyers = sale.users(1, 3, 0);
    Pool other = TestPostgres.pool(vertx, databaseName, 1);
    SqlConnection connection = other.getConnection().await();
    connection.query("begin").execute().await();
    connection.query("select 1 from seats where id = " + seat(1) + " for update").execute().await();

    Future<Held> first = hold(buyers.get(0), "k", seat(1));
    Future<Held> second = hold(buyers.get(1), "k", seat(2));
    Future<Held> third = hold(buyers.get(2), "k", seat(3));
    send();

    await().atMost(Duration.ofSeconds(2)).until(() -> second.succeeded() && third.succeeded());
    assertThat(first.isComplete()).isFalse();
    connection.query("commit").execute().await();
    assertThat(first.await().changes()).hasSize(1);
    assertThat(sale.violations()).isZero();
  }

  @Test
  void oneKeyTwiceIsOneHold() {
    SaleFixture sale = SaleFixture.create(databaseName, 1, 300, 4);
    long buyer = sale.users(1, 1, 0).get(0);

    Future<Held> first = hold(buyer, "k", seat(1));
    Future<Held> second = hold(buyer, "k", seat(1));
    send();

    assertThat(first.await().answer().replayed()).isFalse();
    assertThat(second.await().answer().replayed()).isTrue();
    assertThat(second.result().answer().reservation())
        .isEqualTo(first.result().answer().reservation());
  }

  @Test
  void manyTogetherRaceForFewSeats() {
    SaleFixture sale = SaleFixture.create(databaseName, 40, 300, 4);
    List<Long> buyers = new ArrayList<>(sale.users(1, 400, 0));
    Random random = new Random(7);
    Collections.shuffle(buyers, random);
    Map<String, Integer> outcomes = new TreeMap<>();
    List<Future<Held>> holds = new ArrayList<>();
    for (long buyer : buyers) {
      holds.add(
          hold(buyer, "k", seat(1 + random.nextInt(40)))
              .onComplete(done -> count(outcomes, outcome(done.cause()))));
      if (holds.size() % 20 == 0) {
        send();
      }
    }
    Future.join(holds).otherwiseEmpty().await();

    assertThat(outcomes).containsOnlyKeys("OK", "SEAT_TAKEN");
    assertThat((long) outcomes.get("OK"))
        .isEqualTo(sale.count("select count(*) from seats where state = 'HELD'"));
    assertThat(sale.violations()).isZero();
  }
}
