package io.boxoffice.admin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.boxoffice.shared.messages.QueueMessages.Admissions;
import io.boxoffice.shared.messages.QueueMessages.AdmitNext;
import io.boxoffice.shared.messages.QueueMessages.ApplyQueueSettings;
import io.boxoffice.shared.messages.QueueMessages.CheckQueue;
import io.boxoffice.shared.messages.QueueMessages.FindPlace;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.QueueCheck;
import io.boxoffice.shared.messages.QueueMessages.QueueStats;
import io.boxoffice.shared.messages.QueueMessages.ReadQueueStats;
import io.boxoffice.shared.messages.QueueMessages.RemovePlace;
import io.boxoffice.shared.messages.ReservationMessages.Concert;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.FindConcert;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeState;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.store.Database;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The operators' verticle on a real database, with the queue, the wallet and the sale played. */
abstract class OnAdminVerticle {
  static final long OPERATOR = 7;
  private final AtomicLong ids = new AtomicLong(1_000_000);
  final AtomicInteger admitted = new AtomicInteger();
  final Map<Long, Integer> applied = new ConcurrentHashMap<>();
  final Set<String> queueFindings = ConcurrentHashMap.newKeySet();
  volatile Future<Void> queueAnswers = Future.succeededFuture();
  private Vertx vertx;
  private Database database;
  BusClient bus;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    BusCodecs.register(vertx.eventBus());
    database = TestPostgres.freshDatabase(vertx);
    bus = new BusClient(vertx, Set.of(Role.values()), 60_000);
    playQueue();
    playWalletAndSale();
    vertx
        .deployVerticle(
            new AdminVerticle(
                database,
                System::currentTimeMillis,
                bus,
                ids::incrementAndGet,
                () -> Future.failedFuture("no cluster here")))
        .await(20, SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  private void playQueue() throws Exception {
    new BusServer(vertx, Service.QUEUE)
        .on(
            ApplyQueueSettings.class,
            request -> {
              applied.merge(request.concertId(), 1, Integer::sum);
              return queueAnswers.map(Done.DONE);
            })
        .on(
            ReadQueueStats.class,
            request ->
                Future.succeededFuture(
                    new QueueStats(
                        request.concertId(), 0, 0, 42, 0, false, 0, 0, 0, 0, 0, null, 0, 0)))
        .on(
            AdmitNext.class,
            request ->
                queueAnswers.map(
                    done -> {
                      admitted.addAndGet(request.count());
                      return new Admissions(request.count());
                    }))
        .on(
            CheckQueue.class,
            request ->
                queueAnswers.map(
                    done -> new QueueCheck(request.concertId(), List.copyOf(queueFindings))))
        .on(
            FindPlace.class,
            request ->
                request.userId() == 1
                    ? Future.succeededFuture(place(request))
                    : Future.failedFuture(new Refusal(ErrorCode.PLACE_NOT_FOUND)))
        .on(RemovePlace.class, request -> Future.succeededFuture(Done.DONE))
        .listen()
        .await(20, SECONDS);
  }

  private void playWalletAndSale() throws Exception {
    new BusServer(vertx, Service.WALLET)
        .on(
            ChargeWallet.class,
            request ->
                request.amountMinor() == 91
                    ? Future.failedFuture(new Refusal(ErrorCode.CHARGE_DECLINED))
                    : Future.succeededFuture(
                        new Charge(
                            5,
                            request.userId(),
                            request.amountMinor(),
                            ChargeState.APPROVED,
                            500L,
                            false)))
        .listen()
        .await(20, SECONDS);
    new BusServer(vertx, Service.RESERVATION)
        .on(
            FindConcert.class,
            request ->
                Future.succeededFuture(
                    new Concert(
                        request.concertId(),
                        "t",
                        "v",
                        ConcertState.PAUSED,
                        "KRW",
                        "Asia/Seoul",
                        0,
                        1,
                        1,
                        4,
                        300,
                        100,
                        0,
                        0,
                        1,
                        1,
                        false,
                        0,
                        List.of())))
        .listen()
        .await(20, SECONDS);
  }

  private static Place place(FindPlace request) {
    return new Place(
        new PlaceKey(request.concertId(), request.userId(), 1, 3),
        PlaceState.WAITING,
        1,
        null,
        null,
        1,
        0,
        null,
        1,
        null,
        "token",
        0,
        false);
  }

  long importOne() {
    return ask(new ImportConcert(OPERATOR, SamplePlans.body(2, 1), null)).concertId();
  }

  static IdempotencyKey key(String key, String bodyHash) {
    return new IdempotencyKey(OPERATOR, "POST", "/api/v1/admin/concerts", key, bodyHash);
  }

  <R> R ask(Request<R> request) {
    return get(bus.ask(request));
  }

  ErrorCode refusal(Request<?> request) {
    return refused(request).code();
  }

  Refusal refused(Request<?> request) {
    return catchThrowableOfType(Refusal.class, () -> ask(request));
  }

  static void join(List<? extends Future<?>> futures) {
    get(Future.join(List.copyOf(futures)).transform(all -> Future.succeededFuture()));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(60, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer in a minute", e);
    }
  }

  Row one(String sql) {
    return get(database.query(sql)).iterator().next();
  }

  long count(String table) {
    return one("select count(*) as n from " + table).getLong("n");
  }
}
