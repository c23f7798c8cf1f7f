package io.boxoffice.admin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AdminMessages.AdmitPlaces;
import io.boxoffice.shared.messages.AdminMessages.AdmittedPlaces;
import io.boxoffice.shared.messages.AdminMessages.AuditEntry;
import io.boxoffice.shared.messages.AdminMessages.AuditFilter;
import io.boxoffice.shared.messages.AdminMessages.AuditPage;
import io.boxoffice.shared.messages.AdminMessages.ChangeConcert;
import io.boxoffice.shared.messages.AdminMessages.ChangePerformance;
import io.boxoffice.shared.messages.AdminMessages.ChangeQueue;
import io.boxoffice.shared.messages.AdminMessages.ChargeUserWallet;
import io.boxoffice.shared.messages.AdminMessages.CheckImport;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.AdminMessages.ImportedConcert;
import io.boxoffice.shared.messages.AdminMessages.ListAudit;
import io.boxoffice.shared.messages.AdminMessages.RemoveUserPlace;
import io.boxoffice.shared.messages.AdminMessages.Verification;
import io.boxoffice.shared.messages.AdminMessages.Verify;
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
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeState;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.store.Database;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operators' calls on a real database, with the queue, the wallet and the sale played. */
class AdminVerticleIT {
  private static final long OPERATOR = 7;

  private final AtomicLong ids = new AtomicLong(1_000_000);
  private final AtomicInteger admitted = new AtomicInteger();
  private final Map<Long, Integer> applied = new ConcurrentHashMap<>();
  private final Set<String> queueFindings = ConcurrentHashMap.newKeySet();
  private volatile Future<Void> queueAnswers = Future.succeededFuture();
  private Vertx vertx;
  private Database database;
  private BusClient bus;

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

  @Test
  void aConcertIsThereWholeWithItsSeatsInPlanOrder() {
    ImportedConcert imported = ask(new ImportConcert(OPERATOR, SamplePlans.body(3, 4), null));

    assertThat(imported.state()).isEqualTo(ConcertState.ON_SALE);
    assertThat(imported.totalSeats()).isEqualTo(12);
    assertThat(imported.replayed()).isFalse();
    assertThat(
            one("select string_agg(ordinal || row_label || number || price, ' ' order by"
                    + " ordinal) as v from seats where ordinal in (1, 2, 5, 12)")
                .getString("v"))
        .isEqualTo("1R1190000 2R1290000 5R210 12R340");
    assertThat(applied).containsOnlyKeys(imported.concertId());
    assertThat(ask(new Verify()).findings()).isEmpty();
  }

  @Test
  void aFaultyPlanImportsNothing() {
    JsonObject body = SamplePlans.body(3, 4);
    SamplePlans.seat(body, 2, 3).put("seat_guid", "guid-1-1");

    assertThat(refusal(new ImportConcert(OPERATOR, body, null)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(count("concerts") + count("seats") + count("audit_entries")).isZero();
  }

  @Test
  void aCheckWritesNothingAndFindsWhatTheImportFinds() {
    JsonObject bad = SamplePlans.body(3, 4).put("holdSeconds", 0).put("title", "");
    Refusal checked = refused(new CheckImport(bad));
    Refusal imported = refused(new ImportConcert(OPERATOR, bad, null));

    assertThat(ask(new CheckImport(SamplePlans.body(3, 4))).totalSeats()).isEqualTo(12);
    assertThat(checked.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(checked.attributes()).isEqualTo(imported.attributes());
    assertThat(
            count("concerts") + count("seats") + count("audit_entries") + count("idempotency_keys"))
        .isZero();
  }

  @Test
  void sixtyThousandSeatsTakeSeconds() {
    JsonObject body = SamplePlans.body(200, 300);
    long startNs = System.nanoTime();

    ImportedConcert imported = ask(new ImportConcert(OPERATOR, body, null));

    long tookMs = (System.nanoTime() - startNs) / 1_000_000;
    assertThat(imported.totalSeats()).isEqualTo(60_000);
    assertThat(count("seats")).isEqualTo(60_000);
    assertThat(tookMs).as("milliseconds for 60,000 seats").isLessThan(20_000);
    System.getLogger("import").log(System.Logger.Level.INFO, "60,000 seats: {0} ms", tookMs);
  }

  @Test
  void concurrentImportsWithOneKeyMakeOneConcert() {
    JsonObject body = SamplePlans.body(10, 50);
    List<Future<ImportedConcert>> imports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      imports.add(bus.ask(new ImportConcert(OPERATOR, body, key("k", "h"))));
    }
    join(imports);

    assertThat(count("concerts")).isEqualTo(1);
    assertThat(imports)
        .filteredOn(Future::failed)
        .allSatisfy(
            late ->
                assertThat(((Refusal) late.cause()).code())
                    .isEqualTo(ErrorCode.IDEMPOTENCY_IN_PROGRESS));
    assertThat(imports)
        .filteredOn(Future::succeeded)
        .filteredOn(done -> !done.result().replayed())
        .hasSize(1);
    ImportedConcert first = ask(new ImportConcert(OPERATOR, body, key("k", "h")));
    assertThat(first.replayed()).isTrue();
    assertThat(imports)
        .filteredOn(Future::succeeded)
        .allSatisfy(done -> assertThat(done.result().concertId()).isEqualTo(first.concertId()));
    assertThat(refusal(new ImportConcert(OPERATOR, body, key("k", "other"))))
        .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void aRefusalLeavesTheKeyFree() {
    JsonObject bad = SamplePlans.body(1, 1).put("title", "").put("seatingPlan", new JsonObject());
    assertThat(refusal(new ImportConcert(OPERATOR, bad, key("k", "bad"))))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);

    assertThat(ask(new ImportConcert(OPERATOR, SamplePlans.body(2, 1), key("k", "good"))))
        .extracting(ImportedConcert::replayed)
        .isEqualTo(false);
  }

  @Test
  void aQueueThatIsAwayDoesNotUndoAnImportOrAChange() {
    queueAnswers = Future.failedFuture(new Refusal(ErrorCode.SERVICE_UNAVAILABLE));

    long concertId = importOne();
    ask(change(concertId, ConcertState.PAUSED));

    assertThat(one("select state from concerts").getString("state")).isEqualTo("PAUSED");
  }

  @Test
  void aChangeIsWrittenToldAndAudited() {
    long concertId = importOne();

    ask(change(concertId, ConcertState.PAUSED));
    ask(change(concertId, ConcertState.PAUSED));

    assertThat(applied).containsEntry(concertId, 3);
    AuditPage page = ask(new ListAudit(Long.MAX_VALUE, 50, AuditFilter.NONE));
    assertThat(page.entries())
        .extracting(AuditEntry::action)
        .containsExactly("CHANGE_CONCERT", "IMPORT_CONCERT");
    AuditEntry changed = page.entries().get(0);
    assertThat(changed.operatorId()).isEqualTo(OPERATOR);
    assertThat(changed.before().getString("state")).isEqualTo("ON_SALE");
    assertThat(changed.after().getString("state")).isEqualTo("PAUSED");
    assertThat(ask(new ListAudit(Long.MAX_VALUE, 1, AuditFilter.NONE)).nextBeforeId())
        .isEqualTo(changed.auditId());
    assertThat(refusal(change(concertId, ConcertState.SOLD_OUT)))
        .isEqualTo(ErrorCode.STATE_CONFLICT);
    assertThat(refusal(change(99, ConcertState.PAUSED))).isEqualTo(ErrorCode.CONCERT_NOT_FOUND);
  }

  @Test
  void concurrentChangesOfOneConcertLoseNothing() {
    long concertId = importOne();
    List<Future<?>> changes = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      changes.add(bus.ask(new ChangeConcert(1, concertId, null, null, null, i, null, null)));
      changes.add(bus.ask(new ChangeQueue(1, concertId, 100 + i, null, null, null, null)));
      changes.add(bus.ask(new ChangeQueue(1, concertId, null, i, null, null, null)));
    }
    join(changes);

    assertThat(changes).allMatch(Future::succeeded);
    Row row = one("select max_held_seats, capacity, admit_per_minute from concerts");
    assertThat(row.getInteger("capacity")).isGreaterThan(100);
    assertThat(row.getInteger("admit_per_minute")).isPositive();
  }

  @Test
  void aPerformanceAndAQueueAreChanged() {
    ImportedConcert imported = ask(new ImportConcert(OPERATOR, SamplePlans.body(2, 1), null));
    long performanceId = imported.performances().get(0).performanceId();

    assertThat(ask(new ChangePerformance(1, performanceId, PerformanceState.CLOSED)).state())
        .isEqualTo(PerformanceState.CLOSED);
    QueueStats stats = ask(new ChangeQueue(1, imported.concertId(), 0, 60, true, 30, 90));

    assertThat(stats.capacity()).isEqualTo(42);
    Row row = one("select capacity, admit_per_minute, queue_paused from concerts");
    assertThat(row.getInteger("capacity")).isZero();
    assertThat(row.getBoolean("queue_paused")).isTrue();
    assertThat(one("select state from performances").getString("state")).isEqualTo("CLOSED");
    assertThat(refusal(new ChangePerformance(1, 99, PerformanceState.OPEN)))
        .isEqualTo(ErrorCode.PERFORMANCE_NOT_FOUND);
    assertThat(refusal(new ChangeQueue(1, 99, 1, null, null, null, null)))
        .isEqualTo(ErrorCode.CONCERT_NOT_FOUND);
    assertThat(refusal(new ChangeQueue(1, imported.concertId(), -1, null, null, null, null)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
  }

  @Test
  void admissionsWithOneKeyHappenOnce() {
    Promise<Void> slow = Promise.promise();
    queueAnswers = slow.future();
    List<Future<AdmittedPlaces>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(bus.ask(new AdmitPlaces(OPERATOR, 10, 5, key("k", "h"))));
    }
    await().until(() -> calls.stream().filter(Future::failed).count() == 7);
    slow.complete();
    join(calls);

    assertThat(ask(new AdmitPlaces(OPERATOR, 10, 5, key("k", "h"))))
        .isEqualTo(new AdmittedPlaces(5, true));
    assertThat(admitted).hasValue(5);
    assertThat(count("audit_entries")).isEqualTo(1);
    assertThat(ask(new AdmitPlaces(OPERATOR, 10, 2, null)).replayed()).isFalse();
    assertThat(refusal(new AdmitPlaces(OPERATOR, 10, 0, null)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
  }

  @Test
  void removalsAndChargesAreAuditedWithTheirOutcome() {
    ask(new RemoveUserPlace(OPERATOR, 10, 1));
    ask(new ChargeUserWallet(OPERATOR, 1, 500, key("k", "h")));
    assertThat(refusal(new ChargeUserWallet(OPERATOR, 1, 91, key("k2", "h"))))
        .isEqualTo(ErrorCode.CHARGE_DECLINED);
    assertThat(refusal(new RemoveUserPlace(OPERATOR, 10, 2))).isEqualTo(ErrorCode.PLACE_NOT_FOUND);

    await()
        .untilAsserted(
            () ->
                assertThat(ask(new ListAudit(Long.MAX_VALUE, 50, AuditFilter.NONE)).entries())
                    .extracting(entry -> entry.action() + " " + entry.after().getString("outcome"))
                    .containsExactly(
                        "CHARGE_WALLET CHARGE_DECLINED",
                        "CHARGE_WALLET APPROVED",
                        "REMOVE_PLACE REMOVED"));
  }

  @Test
  void aVerificationAsksEveryQueueAndSaysWhatItCannotCheck() {
    long concertId = importOne();
    Verification good = ask(new Verify());
    queueFindings.add("two admitted beyond the cap");
    Verification bad = ask(new Verify());

    assertThat(good.ok()).isTrue();
    assertThat(good.checked()).isEqualTo(3);
    assertThat(bad.ok()).isFalse();
    assertThat(bad.findings().get(0).detail()).contains("two admitted beyond the cap");
    assertThat(concertId).isPositive();
    queueAnswers = Future.failedFuture(new Refusal(ErrorCode.SERVICE_UNAVAILABLE));
    assertThat(refusal(new Verify())).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(refusal(new Verify())).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
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
        false);
  }

  private long importOne() {
    return ask(new ImportConcert(OPERATOR, SamplePlans.body(2, 1), null)).concertId();
  }

  private static ChangeConcert change(long concertId, ConcertState state) {
    return new ChangeConcert(OPERATOR, concertId, state, null, null, null, null, null);
  }

  private static IdempotencyKey key(String key, String bodyHash) {
    return new IdempotencyKey(OPERATOR, "POST", "/api/v1/admin/concerts", key, bodyHash);
  }

  private <R> R ask(Request<R> request) {
    return get(bus.ask(request));
  }

  private ErrorCode refusal(Request<?> request) {
    return refused(request).code();
  }

  private Refusal refused(Request<?> request) {
    return catchThrowableOfType(Refusal.class, () -> ask(request));
  }

  private static void join(List<? extends Future<?>> futures) {
    get(Future.join(List.copyOf(futures)).transform(all -> Future.succeededFuture()));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(60, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer in a minute", e);
    }
  }

  private Row one(String sql) {
    return get(database.query(sql)).iterator().next();
  }

  private long count(String table) {
    return one("select count(*) as n from " + table).getLong("n");
  }
}
