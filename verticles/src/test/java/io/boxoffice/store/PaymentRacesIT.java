package io.boxoffice.store;

import static io.boxoffice.support.SaleFixture.CONCERT;
import static io.boxoffice.support.SaleFixture.EPOCH;
import static io.boxoffice.support.SaleFixture.seat;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.PaymentReceipt;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.store.ReservationStore.Paid;
import io.boxoffice.support.SaleFixture;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Races for money that PostgreSQL must decide. */
class PaymentRacesIT extends OnSaleStores {
  private static final String NEVER_SEEN_TWICE = "IDEMPOTENCY_IN_PROGRESS";

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

  private Future<Paid> payAtItsEnd(Reservation hold, long buyer, long leadMs) {
    long waitMs = Math.max(1, hold.expiresAtMs() - hold.createdAtMs() - leadMs - 3);
    return vertx
        .timer(waitMs, TimeUnit.MILLISECONDS)
        .compose(tick -> pay(buyer, "pay", hold.reservationId()));
  }

  private Future<Charge> charge(long userId, String key, long amount) {
    return wallets
        .begin(new ChargeWallet(userId, amount, key(userId, key)), ids.incrementAndGet())
        .compose(charge -> wallets.settle(charge.chargeId(), true, ids.incrementAndGet(), false));
  }

  private static synchronized <T> void addSafely(List<T> list, T element) {
    list.add(element);
  }
}
