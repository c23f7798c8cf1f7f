package io.boxoffice.admin;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AdminMessages.ChangeConcert;
import io.boxoffice.shared.messages.AdminMessages.ChangePerformance;
import io.boxoffice.shared.messages.AdminMessages.ChangeQueue;
import io.boxoffice.shared.messages.QueueMessages.ApplyQueueSettings;
import io.boxoffice.shared.messages.QueueMessages.QueueStats;
import io.boxoffice.shared.messages.QueueMessages.ReadQueueStats;
import io.boxoffice.shared.messages.ReservationMessages.Concert;
import io.boxoffice.shared.messages.ReservationMessages.FindConcert;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.AuditStore;
import io.boxoffice.store.AuditStore.Change;
import io.boxoffice.store.ConcertChangeStore;
import io.boxoffice.store.ConcertChangeStore.QueueRow;
import io.boxoffice.store.ConcertChangeStore.Sale;
import io.boxoffice.store.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes concerts, performances and queues. Every change is naturally idempotent, is audited in
 * its own transaction, and is told to the queue's head before it is answered; a head that cannot be
 * told does not undo the change, its own sweep finds it.
 */
final class ConcertChangeService {
  private static final Logger LOG = LoggerFactory.getLogger(ConcertChangeService.class);

  private final Database database;
  private final Clock clock;
  private final BusClient bus;
  private final LongSupplier ids;
  private final AuditStore audit;
  private final ConcertChangeStore store;

  ConcertChangeService(Database database, Clock clock, BusClient bus, LongSupplier ids) {
    this.database = database;
    this.clock = clock;
    this.bus = bus;
    this.ids = ids;
    this.audit = new AuditStore(database);
    this.store = new ConcertChangeStore(database);
  }

  /** Fails with CONCERT_NOT_FOUND, STATE_CONFLICT or VALIDATION_FAILED. */
  Future<Concert> changeConcert(ChangeConcert request) {
    long concertId = request.concertId();
    return database
        .transaction(
            connection ->
                store
                    .lockConcert(connection, concertId)
                    .compose(row -> changeSale(connection, request, row.sale())))
        .compose(done -> tellQueue(concertId))
        .compose(done -> bus.ask(new FindConcert(concertId, true)));
  }

  private Future<Void> changeSale(SqlConnection connection, ChangeConcert request, Sale before) {
    Sale after = ConcertTransitions.apply(before, request, clock.nowMs());
    if (after.equals(before)) {
      return Future.succeededFuture();
    }
    Change change =
        change(
            request.operatorId(),
            "CHANGE_CONCERT",
            concert(request.concertId()),
            json(before),
            json(after));
    return store
        .updateSale(connection, request.concertId(), after)
        .compose(done -> audit.insert(connection, change));
  }

  /** Fails with PERFORMANCE_NOT_FOUND. */
  Future<PerformanceSummary> changePerformance(ChangePerformance request) {
    long performanceId = request.performanceId();
    return database
        .transaction(
            connection ->
                store
                    .lockPerformance(connection, performanceId)
                    .compose(
                        before ->
                            before.state() == request.state()
                                ? Future.succeededFuture(before)
                                : store
                                    .updatePerformance(connection, performanceId, request.state())
                                    .compose(
                                        done -> audit.insert(connection, change(request, before)))
                                    .map(before)))
        .compose(row -> tellQueue(row.concertId()).map(row))
        .map(row -> new PerformanceSummary(performanceId, row.startsAtMs(), request.state()));
  }

  private Change change(ChangePerformance request, ConcertChangeStore.PerformanceRow before) {
    return change(
        request.operatorId(),
        "CHANGE_PERFORMANCE",
        "performance " + Tsids.format(request.performanceId()),
        new JsonObject().put("state", before.state().name()),
        new JsonObject().put("state", request.state().name()));
  }

  /**
   * Answers with the queue's fresh numbers. Fails with CONCERT_NOT_FOUND or VALIDATION_FAILED; with
   * SERVICE_UNAVAILABLE or OUTCOME_UNKNOWN, too, where the change is stored but the queue does not
   * answer: a repeat does no harm.
   */
  Future<QueueStats> changeQueue(ChangeQueue request) {
    ConcertTransitions.checkRange("/capacity", request.capacity(), 0, 200_000);
    ConcertTransitions.checkRange("/admitPerMinute", request.admitPerMinute(), 0, 1_000_000);
    ConcertTransitions.checkRange("/waitingTtlSeconds", request.waitingTtlSeconds(), 1, 3_600);
    ConcertTransitions.checkRange("/admissionTtlSeconds", request.admissionTtlSeconds(), 1, 86_400);
    long concertId = request.concertId();
    return database
        .transaction(
            connection ->
                store
                    .lockConcert(connection, concertId)
                    .compose(row -> changeSettings(connection, request, row.queue())))
        .compose(done -> tellQueue(concertId))
        .compose(done -> bus.ask(new ReadQueueStats(concertId)));
  }

  private Future<Void> changeSettings(
      SqlConnection connection, ChangeQueue request, QueueRow before) {
    QueueRow after =
        new QueueRow(
            orElse(request.capacity(), before.capacity()),
            orElse(request.admitPerMinute(), before.admitPerMinute()),
            request.paused() == null ? before.paused() : request.paused(),
            orElse(request.waitingTtlSeconds(), before.waitingTtlSeconds()),
            orElse(request.admissionTtlSeconds(), before.admissionTtlSeconds()));
    if (after.equals(before)) {
      return Future.succeededFuture();
    }
    Change change =
        change(
            request.operatorId(),
            "CHANGE_QUEUE",
            concert(request.concertId()),
            json(before),
            json(after));
    return store
        .updateQueue(connection, request.concertId(), after)
        .compose(done -> audit.insert(connection, change));
  }

  private Change change(
      long operatorId, String action, String target, JsonObject before, JsonObject after) {
    return new Change(ids.getAsLong(), operatorId, action, target, before, after);
  }

  private static String concert(long concertId) {
    return "concert " + Tsids.format(concertId);
  }

  private Future<Void> tellQueue(long concertId) {
    return bus.ask(new ApplyQueueSettings(concertId))
        .onFailure(late -> LOG.warn("a queue hears of its new settings later", late))
        .transform(told -> Future.succeededFuture());
  }

  private static JsonObject json(Sale sale) {
    return new JsonObject()
        .put("state", sale.state().name())
        .put("salesOpenAt", Instant.ofEpochMilli(sale.salesOpenAtMs()).toString())
        .put("salesCloseAt", Instant.ofEpochMilli(sale.salesCloseAtMs()).toString())
        .put("maxHeldSeats", sale.maxHeldSeats())
        .put("maxSeatsPerUser", sale.maxSeatsPerUser())
        .put("holdSeconds", sale.holdSeconds());
  }

  private static JsonObject json(QueueRow queue) {
    return new JsonObject()
        .put("capacity", queue.capacity())
        .put("admitPerMinute", queue.admitPerMinute())
        .put("paused", queue.paused())
        .put("waitingTtlSeconds", queue.waitingTtlSeconds())
        .put("admissionTtlSeconds", queue.admissionTtlSeconds());
  }

  private static int orElse(Integer value, int absent) {
    return value == null ? absent : value;
  }
}
