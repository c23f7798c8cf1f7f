package io.boxoffice.store;

import static io.boxoffice.support.SaleFixture.CONCERT;
import static io.boxoffice.support.SaleFixture.EPOCH;
import static io.boxoffice.support.SaleFixture.PERFORMANCE;
import static io.boxoffice.support.SaleFixture.seat;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.PaymentReceipt;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.store.ReservationStore.Held;
import io.boxoffice.store.ReservationStore.Paid;
import io.boxoffice.support.SaleFixture;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The races that PostgreSQL must decide, without a queue or a gate in front of it. */
class SaleRacesIT {
  private static final String NEVER_SEEN_TWICE = "IDEMPOTENCY_IN_PROGRESS";

  private static Vertx vertx;
  private final AtomicLong ids = new AtomicLong(1_000_000);
  private String databaseName;
  private ReservationStore reservations;
  private WalletStore wallets;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().await();
  }

  @BeforeEach
  void freshDatabase() {
    databaseName = TestPostgres.newDatabase();
    Database database = new Database(TestPostgres.pool(vertx, databaseName, 16));
    reservations = new ReservationStore(database);
    wallets = new WalletStore(database, "KRW");
  }

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
  void fortyPaymentsWithOneKeyHaveOneEffect() {
    SaleFixture sale = SaleFixture.create(databaseName, 1, 300, 1);
    long buyer = sale.users(1, 1, 1_000).get(0);
    long reservation = hold(buyer, "k", seat(1)).await().answer().reservation().reservationId();
    List<PaymentReceipt> receipts = new ArrayList<>();

    Map<String, Integer> outcomes =
        race(
            IntStream.range(0, 40)
                .<Supplier<Future<?>>>mapToObj(
                    n ->
                        () ->
                            pay(buyer, "same", reservation)
                                .onSuccess(paid -> addSafely(receipts, paid.receipt())))
                .toList());
    PaymentReceipt again = pay(buyer, "same", reservation).await().receipt();

    assertThat(outcomes.keySet()).isSubsetOf("OK", NEVER_SEEN_TWICE);
    assertThat(outcomes.get("OK")).isPositive();
    assertThat(again.replayed()).isTrue();
    assertThat(receipts).extracting(PaymentReceipt::paymentId).containsOnly(again.paymentId());
    assertThat(receipts).extracting(PaymentReceipt::balanceMinor).containsOnly(900L);
    assertThat(receipts).filteredOn(receipt -> !receipt.replayed()).hasSize(1);
    assertThat(sale.count("select count(*) from payments")).isOne();
    assertThat(sale.violations()).isZero();
  }

  @Test
  void fortyPaymentsWithDifferentKeysPayOnce() {
    SaleFixture sale = SaleFixture.create(databaseName, 1, 300, 1);
    long buyer = sale.users(1, 1, 10_000).get(0);
    long reservation = hold(buyer, "k", seat(1)).await().answer().reservation().reservationId();

    Map<String, Integer> outcomes =
        race(
            IntStream.range(0, 40)
                .<Supplier<Future<?>>>mapToObj(n -> () -> pay(buyer, "key" + n, reservation))
                .toList());

    assertThat(outcomes).isEqualTo(Map.of("OK", 1, "ALREADY_PAID", 39));
    assertThat(sale.count("select balance from wallets")).isEqualTo(9_900);
    assertThat(sale.violations()).isZero();
  }

  @Test
  void fiftyFirstChargesOfANewWalletAreAllThere() {
    SaleFixture sale = SaleFixture.create(databaseName, 1, 300, 1);
    sale.execute("insert into users (id, name, password_hash) values (1, 'new', '-')");

    Map<String, Integer> outcomes =
        race(
            IntStream.range(0, 50)
                .<Supplier<Future<?>>>mapToObj(n -> () -> charge(1, "key" + n, 100))
                .toList());

    assertThat(outcomes).isEqualTo(Map.of("OK", 50));
    assertThat(sale.count("select balance from wallets")).isEqualTo(5_000);
    assertThat(sale.count("select count(distinct entry_no) from ledger_entries")).isEqualTo(50);
    assertThat(
            sale.count(
                """
                select count(*) from (
                  select balance_after - sum(amount) over (order by entry_no) as off from ledger_entries) x
                 where off <> 0
                """))
        .isZero();
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
  void aThousandHoldsPaidAsTheyLapseKeepMoneyAndSeatsTogether() {
    int rounds = 1_000;
    SaleFixture sale = SaleFixture.create(databaseName, rounds, 1, 1);
    List<Long> buyers = sale.users(1, rounds, 100);
    Map<String, Integer> outcomes = new TreeMap<>();

    for (int start = 0; start < rounds; start += 200) {
      List<Future<?>> payments = new ArrayList<>();
      for (int n = start; n < start + 200; n++) {
        long buyer = buyers.get(n);
        // From 25 ms before the end to 25 ms after it, the sweep running all the while.
        long lead = n % 51 - 25L;
        payments.add(
            hold(buyer, "k", seat(n + 1))
                .compose(held -> payAtItsEnd(held.answer().reservation(), buyer, lead))
                .transform(done -> Future.succeededFuture(outcome(done.cause())))
                .onSuccess(code -> count(outcomes, code)));
      }
      Future<?> all = Future.all(payments);
      while (!all.isComplete()) {
        reservations.expire(200).await();
      }
      all.await();
    }

    assertThat(outcomes.keySet()).isEqualTo(java.util.Set.of("OK", "HOLD_EXPIRED"));
    assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(rounds);
    assertThat(sale.violations()).isZero();
    assertThat(sale.count("select count(*) from reservations where state = 'CONFIRMED'"))
        .isEqualTo(outcomes.get("OK").longValue());
    assertThat(sale.count("select sum(balance) from wallets"))
        .isEqualTo(100L * (rounds - outcomes.get("OK")));
  }

  @Test
  void aPaymentThatWaitedPastTheHoldsEndIsRefused() throws SQLException {
    SaleFixture sale = SaleFixture.create(databaseName, 1, 1, 1);
    long buyer = sale.users(1, 1, 100).get(0);
    Reservation hold = hold(buyer, "k", seat(1)).await().answer().reservation();

    Future<Paid> payment;
    try (Connection other = TestPostgres.jdbc(databaseName)) {
      other.setAutoCommit(false);
      other.createStatement().execute("select 1 from wallets for update");
      payment = pay(buyer, "p", hold.reservationId());
      Awaitility.await()
          .until(
              () ->
                  sale.count(
                          "select count(*) from reservations where expires_at <= clock_timestamp()")
                      == 1);
      assertThat(payment.isComplete()).as("the payment waits for the wallet").isFalse();
      other.rollback();
    }

    assertThat(outcome(payment.transform(done -> Future.succeededFuture(done.cause())).await()))
        .isEqualTo("HOLD_EXPIRED");
    assertThat(sale.count("select balance from wallets")).isEqualTo(100);
    assertThat(sale.violations()).isZero();
  }

  @Test
  void aHoldThatWasPaidMeanwhileIsNotWithdrawn() {
    SaleFixture sale = SaleFixture.create(databaseName, 2, 300, 1);
    List<Long> buyers = sale.users(1, 2, 100);
    long paid = hold(buyers.get(0), "k", seat(1)).await().answer().reservation().reservationId();
    pay(buyers.get(0), "p", paid).await();
    long held = hold(buyers.get(1), "k", seat(2)).await().answer().reservation().reservationId();

    Throwable kept =
        reservations
            .withdraw(key(buyers.get(0), "k"), paid)
            .transform(done -> Future.succeededFuture(done.cause()))
            .await();
    reservations.withdraw(key(buyers.get(1), "k"), held).await();

    assertThat(outcome(kept)).isEqualTo("ALREADY_PAID");
    assertThat(reservations.storedHold(key(buyers.get(0), "k")).await()).isPresent();
    assertThat(reservations.storedHold(key(buyers.get(1), "k")).await()).isEmpty();
    assertThat(sale.count("select count(*) from seats where state = 'AVAILABLE'")).isOne();
    assertThat(sale.violations()).isZero();
  }

  @Test
  void aLapsedHoldIsSaidSoEvenToANewerPlace() {
    SaleFixture sale = SaleFixture.create(databaseName, 1, 300, 1);
    long buyer = sale.users(1, 1, 100).get(0);
    long held = hold(buyer, "k", seat(1)).await().answer().reservation().reservationId();
    PlaceKey newer = new PlaceKey(CONCERT, buyer, EPOCH, 99);

    Supplier<String> paying =
        () ->
            outcome(
                reservations
                    .pay(new PayReservation(newer, held, key(buyer, "p")), 1, 2)
                    .transform(done -> Future.succeededFuture(done.cause()))
                    .await());
    String live = paying.get();
    sale.execute("update reservations set expires_at = clock_timestamp()");
    String lapsed = paying.get();

    assertThat(live).isEqualTo("QUEUE_TOKEN_INVALID");
    assertThat(lapsed).isEqualTo("HOLD_EXPIRED");
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

  private Future<Paid> payAtItsEnd(Reservation hold, long buyer, long leadMs) {
    long waitMs = Math.max(1, hold.expiresAtMs() - hold.createdAtMs() - leadMs - 3);
    return vertx
        .timer(waitMs, TimeUnit.MILLISECONDS)
        .compose(tick -> pay(buyer, "pay", hold.reservationId()));
  }

  private Future<Held> hold(long userId, String key, Long... seatIds) {
    List<Long> sorted = List.of(seatIds).stream().sorted(Comparator.naturalOrder()).toList();
    return reservations.hold(
        new HoldSeats(place(userId), PERFORMANCE, List.of(seatIds), key(userId, key)),
        sorted,
        Long.MAX_VALUE / 1_000_000,
        ids.incrementAndGet());
  }

  private Future<Paid> pay(long userId, String key, long reservationId) {
    return reservations.pay(
        new PayReservation(place(userId), reservationId, key(userId, key)),
        ids.incrementAndGet(),
        ids.incrementAndGet());
  }

  private Future<Charge> charge(long userId, String key, long amount) {
    return wallets
        .begin(new ChargeWallet(userId, amount, key(userId, key)), ids.incrementAndGet())
        .compose(charge -> wallets.settle(charge.chargeId(), true, ids.incrementAndGet(), false));
  }

  private static PlaceKey place(long userId) {
    return new PlaceKey(CONCERT, userId, EPOCH, userId);
  }

  private static IdempotencyKey key(long userId, String key) {
    return new IdempotencyKey(userId, "POST", "/test", key, "hash");
  }

  /** Starts all at once and counts the outcomes by code. */
  private static Map<String, Integer> race(List<Supplier<Future<?>>> runners) {
    Map<String, Integer> outcomes = new TreeMap<>();
    Future.join(
            runners.stream()
                .map(
                    runner ->
                        runner
                            .get()
                            .onComplete(done -> count(outcomes, outcome(done.cause())))
                            .otherwiseEmpty())
                .toList())
        .await();
    return outcomes;
  }

  private static String outcome(Throwable failure) {
    if (failure == null) {
      return "OK";
    }
    return failure instanceof Refusal refusal ? refusal.code().name() : failure.toString();
  }

  private static synchronized void count(Map<String, Integer> outcomes, String code) {
    outcomes.merge(code, 1, Integer::sum);
  }

  private static synchronized <T> void addSafely(List<T> list, T element) {
    list.add(element);
  }
}
