package io.boxoffice.store;

import static io.boxoffice.support.SaleFixture.CONCERT;
import static io.boxoffice.support.SaleFixture.EPOCH;
import static io.boxoffice.support.SaleFixture.PERFORMANCE;

import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.store.ReservationStore.Held;
import io.boxoffice.store.ReservationStore.Paid;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The sale's stores on a database of their own for each test, without a queue or a gate in front.
 */
abstract class OnSaleStores {
  static Vertx vertx;
  final AtomicLong ids = new AtomicLong(1_000_000);
  String databaseName;
  Database database;
  ReservationStore reservations;
  WalletStore wallets;

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
    database = new Database(TestPostgres.pool(vertx, databaseName, 16));
    reservations = new ReservationStore(database, () -> Runnable::run);
    wallets = new WalletStore(database, "KRW");
  }

  Future<Held> hold(long userId, String key, Long... seatIds) {
    List<Long> sorted = List.of(seatIds).stream().sorted(Comparator.naturalOrder()).toList();
    return reservations.hold(
        new HoldSeats(place(userId), PERFORMANCE, List.of(seatIds), key(userId, key)),
        sorted,
        Long.MAX_VALUE / 1_000_000,
        ids.incrementAndGet());
  }

  Future<Paid> pay(long userId, String key, long reservationId) {
    return reservations.pay(
        new PayReservation(place(userId), reservationId, key(userId, key)),
        ids.incrementAndGet(),
        ids.incrementAndGet());
  }

  private static PlaceKey place(long userId) {
    return new PlaceKey(CONCERT, userId, EPOCH, userId);
  }

  static IdempotencyKey key(long userId, String key) {
    return new IdempotencyKey(userId, "POST", "/test", key, "hash");
  }

  /** Starts all at once and counts the outcomes by code. */
  static Map<String, Integer> race(List<Supplier<Future<?>>> runners) {
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

  static String outcome(Throwable failure) {
    if (failure == null) {
      return "OK";
    }
    return failure instanceof Refusal refusal ? refusal.code().name() : failure.toString();
  }

  static synchronized void count(Map<String, Integer> outcomes, String code) {
    outcomes.merge(code, 1, Integer::sum);
  }
}
