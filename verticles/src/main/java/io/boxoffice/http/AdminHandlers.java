package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.AdminMessages.AdmitPlaces;
import io.boxoffice.shared.messages.AdminMessages.ChangeConcert;
import io.boxoffice.shared.messages.AdminMessages.ChangePerformance;
import io.boxoffice.shared.messages.AdminMessages.ChangeQueue;
import io.boxoffice.shared.messages.AdminMessages.CheckImport;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.AdminMessages.RemoveUserPlace;
import io.boxoffice.shared.messages.QueueMessages.FindPlace;
import io.boxoffice.shared.messages.QueueMessages.ListPlaces;
import io.boxoffice.shared.messages.QueueMessages.QueueStats;
import io.boxoffice.shared.messages.QueueMessages.ReadQueueStats;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.FindConcert;
import io.boxoffice.shared.messages.ReservationMessages.ListConcerts;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Function;

/** The operators' calls on concerts and queues; the role is checked before they run. */
final class AdminHandlers {
  private final BusClient bus;
  private final long importTimeoutMs;

  AdminHandlers(BusClient bus, long importTimeoutMs) {
    this.bus = bus;
    this.importTimeoutMs = importTimeoutMs;
  }

  Map<String, Function<Call, Future<Answer>>> byOperation() {
    return Map.ofEntries(
        Map.entry("importConcert", this::importConcert),
        Map.entry("listAllConcerts", this::listConcerts),
        Map.entry("findAnyConcert", this::findConcert),
        Map.entry("changeConcert", this::changeConcert),
        Map.entry("changePerformance", this::changePerformance),
        Map.entry("readQueueStats", this::readQueueStats),
        Map.entry("changeQueue", this::changeQueue),
        Map.entry("listPlaces", this::listPlaces),
        Map.entry("findUserPlace", this::findUserPlace),
        Map.entry("removeUserPlace", this::removeUserPlace),
        Map.entry("admitPlaces", this::admitPlaces));
  }

  private Future<Answer> importConcert(Call call) {
    if (!call.violations().isEmpty()) {
      return bus.ask(new CheckImport(call.body()), importTimeoutMs)
          .transform(
              checked -> Future.failedFuture(Violations.merge(call.violations(), checked.cause())));
    }
    if (call.flag("dryRun")) {
      return bus.ask(new CheckImport(call.body()), importTimeoutMs)
          .map(preview -> Answer.ok(ImportViews.preview(preview)));
    }
    return bus.ask(new ImportConcert(call.userId(), call.body(), call.key()), importTimeoutMs)
        .map(
            imported ->
                Answer.of(201, ImportViews.imported(imported))
                    .location("/api/v1/concerts/" + format(imported.concertId()))
                    .replayed(imported.replayed()));
  }

  private Future<Answer> listConcerts(Call call) {
    return bus.ask(new ListConcerts(Cursors.read(call, 0), call.limit(), true))
        .map(
            page ->
                Answer.ok(
                    Views.page(
                        page.concerts(),
                        Views::adminConcert,
                        Cursors.next(call, page.nextAfterId()))));
  }

  private Future<Answer> findConcert(Call call) {
    return bus.ask(new FindConcert(call.id("concertId"), true))
        .map(concert -> Answer.ok(Views.adminConcert(concert)));
  }

  private Future<Answer> changeConcert(Call call) {
    JsonObject body = call.body();
    String state = body.getString("state");
    return bus.ask(
            new ChangeConcert(
                call.userId(),
                call.id("concertId"),
                state == null ? null : ConcertState.valueOf(state),
                timeMs(body.getString("salesOpenAt")),
                timeMs(body.getString("salesCloseAt")),
                body.getInteger("maxHeldSeats"),
                body.getInteger("maxSeatsPerUser"),
                body.getInteger("holdSeconds")))
        .map(concert -> Answer.ok(Views.adminConcert(concert)));
  }

  private static Long timeMs(String text) {
    return text == null ? null : OffsetDateTime.parse(text).toInstant().toEpochMilli();
  }

  private Future<Answer> changePerformance(Call call) {
    PerformanceState state = PerformanceState.valueOf(call.body().getString("state"));
    return bus.ask(new ChangePerformance(call.userId(), call.id("performanceId"), state))
        .map(performance -> Answer.ok(Views.adminPerformance(performance)));
  }

  private Future<Answer> readQueueStats(Call call) {
    return bus.ask(new ReadQueueStats(call.id("concertId")))
        .map(stats -> Answer.ok(queueStats(stats)));
  }

  private Future<Answer> changeQueue(Call call) {
    JsonObject body = call.body();
    return bus.ask(
            new ChangeQueue(
                call.userId(),
                call.id("concertId"),
                body.getInteger("capacity"),
                body.getInteger("admitPerMinute"),
                body.getBoolean("paused"),
                body.getInteger("waitingTtlSeconds"),
                body.getInteger("admissionTtlSeconds")))
        .map(stats -> Answer.ok(queueStats(stats)));
  }

  private static JsonObject queueStats(QueueStats stats) {
    return new JsonObject()
        .put("waiting", stats.waiting())
        .put("admitted", stats.admitted())
        .put("capacity", stats.capacity())
        .put("admitPerMinute", stats.admitPerMinute())
        .put("paused", stats.paused())
        .put("sequence", stats.sequence())
        .put("serving", stats.serving())
        .put("completed", stats.completed())
        .put("expired", stats.expired())
        .put("left", stats.left())
        .put("oldestWaitSeconds", stats.oldestWaitSeconds())
        .put("joinsPerMinute", stats.joinsPerMinute())
        .put("admissionsPerMinute", stats.admissionsPerMinute());
  }

  private Future<Answer> listPlaces(Call call) {
    return bus.ask(new ListPlaces(call.id("concertId"), Cursors.read(call, 0), call.limit()))
        .map(
            page ->
                Answer.ok(
                    Views.page(
                        page.places(),
                        Views::adminPlace,
                        Cursors.next(call, page.nextSequence()))));
  }

  private Future<Answer> findUserPlace(Call call) {
    return bus.ask(new FindPlace(call.id("concertId"), call.id("userId")))
        .map(place -> Answer.ok(Views.adminPlace(place)));
  }

  private Future<Answer> removeUserPlace(Call call) {
    return bus.ask(new RemoveUserPlace(call.userId(), call.id("concertId"), call.id("userId")))
        .map(done -> Answer.noContent());
  }

  private Future<Answer> admitPlaces(Call call) {
    int count = call.body().getInteger("count");
    return bus.ask(new AdmitPlaces(call.userId(), call.id("concertId"), count, call.key()))
        .map(
            places ->
                Answer.ok(new JsonObject().put("admitted", places.admitted()))
                    .replayed(places.replayed()));
  }
}
