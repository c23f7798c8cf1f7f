package io.boxoffice.store;

import static io.boxoffice.support.SaleFixture.CONCERT;
import static io.boxoffice.support.SaleFixture.seat;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.SaleFixture;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Races for seats that PostgreSQL must decide. */
class HoldRacesIT extends OnSaleStores {
  @Test
  void oneOfThreeHundredBuyersGetsTheSeat() {
    SaleFixture sale = SaleFixture.create(databaseName, 1, 300, 1);
    List<Long> buyers = sale.users(1, 300, 0);

    Map<String, Integer> outcomes =
        race(
            buyers.stream()
                .<Supplier<Future<?>>>map(buyer -> () -> hold(buyer, "k", seat(1)))
                .toList());

    assertThat(outcomes).isEqualTo(Map.of("OK", 1, "SEAT_TAKEN", 299));
    assertThat(sale.violations()).isZero();
  }

  @Test
  void concurrentHoldsOfOneUserNeverPassTheLimit() {
    SaleFixture sale = SaleFixture.create(databaseName, 20, 300, 3);
    long buyer = sale.users(1, 1, 0).get(0);

    Map<String, Integer> outcomes =
        race(
            IntStream.rangeClosed(1, 20)
                .<Supplier<Future<?>>>mapToObj(n -> () -> hold(buyer, "key" + n, seat(n)))
                .toList());

    assertThat(outcomes).isEqualTo(Map.of("OK", 3, "SEAT_LIMIT_REACHED", 17));
  }

  @Test
  void aHoldThatWasPaidMeanwhileIsNotWithdrawn() {
    SaleFixture sale = SaleFixture.create(databaseName, 2, 300, 1);
    List<Long> buyers = sale.users(1, 2, 100);
    long paid = hold(buyers.get(0), "k", seat(1)).await().answer().reservation().reservationId();
    pay(buyers.get(0), "p", paid).await();
    long held = hold(buyers.get(1), "k", seat(2)).await().answer().reservation().reservationId();

    assertThat(reservations.withdraw(key(buyers.get(0), "k"), paid).await()).isEmpty();
    assertThat(reservations.withdraw(key(buyers.get(1), "k"), held).await()).isPresent();

    assertThat(reservations.storedHold(key(buyers.get(0), "k")).await()).isPresent();
    assertThat(reservations.storedHold(key(buyers.get(1), "k")).await()).isEmpty();
    assertThat(sale.count("select count(*) from seats where state = 'AVAILABLE'")).isOne();
    assertThat(sale.violations()).isZero();
  }

  @Test
  void aHoldWhoseRepeatWasAnsweredMeanwhileIsNotWithdrawn() {
    SaleFixture sale = SaleFixture.create(databaseName, 2, 300, 1);
    List<Long> buyers = sale.users(1, 2, 100);
    long again = hold(buyers.get(0), "k", seat(1)).await().answer().reservation().reservationId();
    long looked = hold(buyers.get(1), "k", seat(2)).await().answer().reservation().reservationId();
    assertThat(hold(buyers.get(0), "k", seat(1)).await().answer().replayed()).isTrue();
    assertThat(reservations.storedHold(key(buyers.get(1), "k")).await()).isPresent();

    assertThat(reservations.withdraw(key(buyers.get(0), "k"), again).await()).isEmpty();
    assertThat(reservations.withdraw(key(buyers.get(1), "k"), looked).await()).isEmpty();

    assertThat(sale.count("select count(*) from seats where state = 'HELD'")).isEqualTo(2);
    assertThat(hold(buyers.get(0), "k", seat(1)).await().answer().replayed()).isTrue();
    assertThat(sale.violations()).isZero();
  }

  @Test
  void thousandsOfHoldsThatLapseTogetherAreFreeWithinTwoSeconds() {
    SaleFixture sale = SaleFixture.create(databaseName, 2_000, 300, 1);
    List<Long> buyers = sale.users(1, 2_000, 0);
    for (int first = 0; first < 2_000; first += 500) {
      Future.all(
              buyers.subList(first, first + 500).stream()
                  .map(buyer -> hold(buyer, "k", seat(buyer.intValue())))
                  .toList())
          .await();
    }
    sale.execute(
        "update seats set hold_expires_at = clock_timestamp();"
            + "update reservations set expires_at = clock_timestamp()");

    long startedNanos = System.nanoTime();
    int freed = 0;
    while (freed < 2_000) {
      freed += reservations.expire(500).await().size();
    }

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos)).isLessThan(2_000);
    assertThat(sale.count("select count(*) from reservation_seats where live")).isZero();
    assertThat(sale.violations()).isZero();
  }

  @Test
  void aThousandHoldsInOppositeOrdersDeadlockNobody() {
    int rounds = 1_000;
    SaleFixture sale = SaleFixture.create(databaseName, 4, 300, 4);
    List<Long> buyers = sale.users(1, 2 * rounds, 0);
    Map<String, Integer> outcomes = new TreeMap<>();

    for (int round = 0; round < rounds; round++) {
      long first = buyers.get(2 * round);
      long second = buyers.get(2 * round + 1);
      race(List.of(
              () -> hold(first, "k", seat(1), seat(2), seat(3), seat(4)),
              () -> hold(second, "k", seat(4), seat(3), seat(2), seat(1))))
          .forEach((code, times) -> outcomes.merge(code, times, Integer::sum));
      Future.all(reservations.releaseAll(first, CONCERT), reservations.releaseAll(second, CONCERT))
          .await();
    }

    assertThat(outcomes).isEqualTo(Map.of("OK", rounds, "SEAT_TAKEN", rounds));
  }

  @Test
  void holdsOverLapsedHoldsOfManySeatsDeadlockNobody() {
    SaleFixture sale = SaleFixture.create(databaseName, 8, 300, 4);
    List<Long> buyers = sale.users(1, 400, 0);
    Map<String, Integer> outcomes = new TreeMap<>();

    for (int round = 0; round < 100; round++) {
      sale.execute(
          "update seats set hold_expires_at = clock_timestamp() where state = 'HELD';"
              + "update reservations set expires_at = clock_timestamp() where state = 'HELD'");
      List<Supplier<Future<?>>> holds = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        long buyer = buyers.get(4 * round + n);
        int from = 1 + 2 * ((n + round) % 4);
        holds.add(() -> hold(buyer, "k", seat(from), seat(from % 8 + 1), seat((from + 2) % 8 + 1)));
      }
      holds.add(() -> reservations.expire(10));
      race(holds).forEach((code, times) -> outcomes.merge(code, times, Integer::sum));
    }

    assertThat(outcomes.keySet()).isSubsetOf("OK", "SEAT_TAKEN");
    assertThat(outcomes.get("OK")).isGreaterThan(200);
    assertThat(sale.violations()).isZero();
  }
}
