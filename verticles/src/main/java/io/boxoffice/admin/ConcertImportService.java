package io.boxoffice.admin;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AdminMessages.CheckImport;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.AdminMessages.ImportPreview;
import io.boxoffice.shared.messages.AdminMessages.ImportedConcert;
import io.boxoffice.shared.messages.QueueMessages.ApplyQueueSettings;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.AuditStore;
import io.boxoffice.store.AuditStore.Change;
import io.boxoffice.store.ConcertImportStore;
import io.boxoffice.store.Database;
import io.boxoffice.store.IdempotencyStore;
import io.boxoffice.store.IdempotencyStore.Outcome;
import io.boxoffice.store.NewConcert;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports concerts: body in, rows out, all of them or none. */
final class ConcertImportService {
  private static final Logger LOG = LoggerFactory.getLogger(ConcertImportService.class);

  private final Vertx vertx;
  private final Database database;
  private final Clock clock;
  private final BusClient bus;
  private final LongSupplier ids;
  private final IdempotencyStore keys;
  private final AuditStore audit;
  private final ConcertImportStore store;

  ConcertImportService(
      Vertx vertx, Database database, Clock clock, BusClient bus, LongSupplier ids) {
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
    this.bus = bus;
    this.ids = ids;
    this.keys = new IdempotencyStore(database);
    this.audit = new AuditStore(database);
    this.store = new ConcertImportStore(ids);
  }

  /**
   * Fails with VALIDATION_FAILED, or the key's refusals. Idempotent with a key. The queue hears of
   * the concert at once; where it does not, its own sweep finds the row.
   */
  Future<ImportedConcert> importConcert(ImportConcert request) {
    return vertx
        .executeBlocking(() -> ConcertImportReader.read(request.body(), clock.nowMs()), false)
        .compose(
            concert ->
                database.transaction(
                    connection ->
                        keys.run(
                            connection,
                            request.key(),
                            () -> write(connection, request.operatorId(), concert))))
        .map(ConcertImportService::answer)
        .compose(
            imported ->
                bus.ask(new ApplyQueueSettings(imported.concertId()))
                    .onFailure(
                        late -> LOG.warn("the queue hears of an imported concert later", late))
                    .transform(told -> Future.succeededFuture(imported)));
  }

  /** Says what an import would make, or what is wrong with it; see {@link CheckImport}. */
  Future<ImportPreview> check(CheckImport request) {
    long nowMs = clock.nowMs();
    return vertx.executeBlocking(
        () -> ConcertPreview.of(ConcertImportReader.read(request.body(), nowMs), nowMs), false);
  }

  private Future<JsonObject> write(SqlConnection connection, long operatorId, NewConcert concert) {
    long concertId = ids.getAsLong();
    return store
        .insert(connection, concertId, concert)
        .compose(
            performances -> {
              JsonObject result = result(concertId, concert, performances);
              Change change =
                  new Change(
                      ids.getAsLong(),
                      operatorId,
                      "IMPORT_CONCERT",
                      "concert " + Tsids.format(concertId),
                      null,
                      new JsonObject()
                          .put("title", concert.title())
                          .put("state", concert.state().name())
                          .put("performances", performances.size())
                          .put("totalSeats", concert.totalSeats()));
              return audit.insert(connection, change).map(result);
            });
  }

  private JsonObject result(
      long concertId, NewConcert concert, List<PerformanceSummary> performances) {
    JsonArray list = new JsonArray();
    for (PerformanceSummary performance : performances) {
      list.add(
          new JsonObject()
              .put("performanceId", performance.performanceId())
              .put("startsAtMs", performance.startsAtMs()));
    }
    ConcertState now =
        ConcertTransitions.effective(
            concert.state(), concert.salesOpenAtMs(), concert.salesCloseAtMs(), clock.nowMs());
    return new JsonObject()
        .put("concertId", concertId)
        .put("state", now.name())
        .put("totalSeats", concert.totalSeats())
        .put("performances", list);
  }

  private static ImportedConcert answer(Outcome outcome) {
    JsonObject result = outcome.result();
    List<PerformanceSummary> performances =
        result.getJsonArray("performances").stream()
            .map(JsonObject.class::cast)
            .map(
                performance ->
                    new PerformanceSummary(
                        performance.getLong("performanceId"),
                        performance.getLong("startsAtMs"),
                        PerformanceState.OPEN))
            .toList();
    return new ImportedConcert(
        result.getLong("concertId"),
        ConcertState.valueOf(result.getString("state")),
        result.getInteger("totalSeats"),
        performances,
        outcome.replayed());
  }
}
