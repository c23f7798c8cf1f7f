package io.boxoffice.store;

import static io.boxoffice.support.SaleFixture.CONCERT;
import static io.boxoffice.support.SaleFixture.EPOCH;
import static io.boxoffice.support.SaleFixture.PERFORMANCE;
import static io.boxoffice.support.SaleFixture.seat;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.store.ReservationStore.Paid;
import io.boxoffice.support.SaleFixture;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each state that a payment takes is written down, with the key that asked for it. */
class PaymentHistoryIT {
  private static final long BUYER = 1;
  private static final long RESERVATION = 100;
  private static final long PAYMENT = 200;
  private static final long ENTRY = 300;
  private static final PlaceKey PLACE = new PlaceKey(CONCERT, BUYER, EPOCH, BUYER);

  private static Vertx vertx;
  private Database database;
  private ReservationStore reservations;
  private SaleFixture sale;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().await();
  }

  @BeforeEach
  void aHeldSeatOfAHundred() {
    String name = TestPostgres.newDatabase();
    database = new Database(TestPostgres.pool(vertx, name, 2));
    reservations = new ReservationStore(database, () -> Runnable::run);
    sale = SaleFixture.create(name, 1, 300, 1);
    sale.users(BUYER, 1, 150);
    List<Long> seats = List.of(seat(1));
    reservations
        .hold(
            new HoldSeats(PLACE, PERFORMANCE, seats, key("hold")),
            seats,
            Long.MAX_VALUE / 1_000_000,
            RESERVATION)
        .await();
  }

  @Test
  void aPaymentIsRequestedThenPaid() {
    pay("pay-1").await();

    assertThat(history()).containsExactly("REQUESTED pay-1", "PAID pay-1");
    assertThat(
            sale.count(
                """
                select count(*) from payments p
                 where p.id = %d and p.state = 'PAID' and p.transaction_key = 'pay-1'
                   and p.amount = 100 and p.paid_at <= clock_timestamp()
                """
                    .formatted(PAYMENT)))
        .isOne();
    assertThat(
            sale.count(
                """
                select count(*) from payment_history
                 where occurred_at > clock_timestamp() - interval '1 minute'
                   and updated_at >= occurred_at
                """))
        .isEqualTo(2);
  }

  @Test
  void aRepeatIsNoNewState() {
    pay("pay-1").await();
    Paid again = pay("pay-1").await();
    sale.execute("update payments set amount = amount");

    assertThat(again.receipt().replayed()).isTrue();
    assertThat(history()).containsExactly("REQUESTED pay-1", "PAID pay-1");
  }

  @Test
  void aRefusedPaymentLeavesNothing() {
    sale.execute("update seats set price = 200; update reservations set amount = 200");

    Throwable refusal =
        pay("pay-1").transform(done -> Future.succeededFuture(done.cause())).await();

    assertThat(refusal)
        .isInstanceOfSatisfying(
            Refusal.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INSUFFICIENT_BALANCE));
    assertThat(history()).isEmpty();
    assertThat(sale.count("select count(*) from payments")).isZero();
    assertThat(sale.count("select balance from wallets")).isEqualTo(150);
  }

  @Test
  void whoeverChangesTheStateTheHistoryGrows() {
    pay("pay-1").await();
    sale.execute("update payments set state = 'REFUNDED', transaction_key = 'refund-1'");

    assertThat(history()).containsExactly("REQUESTED pay-1", "PAID pay-1", "REFUNDED refund-1");
  }

  private Future<Paid> pay(String key) {
    return reservations.pay(new PayReservation(PLACE, RESERVATION, key(key)), PAYMENT, ENTRY);
  }

  private List<String> history() {
    return database
        .query("select state, transaction_key from payment_history order by id")
        .await()
        .stream()
        .map(row -> row.getString("state") + " " + row.getString("transaction_key"))
        .toList();
  }

  private static IdempotencyKey key(String key) {
    return new IdempotencyKey(BUYER, "POST", "/test", key, "hash");
  }
}
