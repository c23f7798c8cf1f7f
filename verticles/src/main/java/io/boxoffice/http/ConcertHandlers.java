package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.ReservationMessages.FindConcert;
import io.boxoffice.shared.messages.ReservationMessages.ListConcerts;
import io.boxoffice.shared.messages.ReservationMessages.ListPerformances;
import io.boxoffice.shared.messages.ReservationMessages.Performance;
import io.boxoffice.shared.messages.ReservationMessages.ReadSeats;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** What is on sale, and its seats. */
final class ConcertHandlers {
  private static final Map<String, String> SEATS_HEADERS =
      Map.of("Cache-Control", "private, no-cache", "Vary", "Accept-Encoding");
  private static final String SHARED_SHORTLY = "public, max-age=1";

  private final BusClient bus;
  private final Admission admission;
  private final SeatLists seatLists;

  ConcertHandlers(BusClient bus, Admission admission, SeatLists seatLists) {
    this.bus = bus;
    this.admission = admission;
    this.seatLists = seatLists;
  }

  Map<String, Function<Call, Future<Answer>>> byOperation() {
    return Map.of(
        "listConcerts", this::listConcerts,
        "findConcert", this::findConcert,
        "listPerformances", this::listPerformances,
        "readSeats", this::readSeats);
  }

  private Future<Answer> listConcerts(Call call) {
    return bus.ask(new ListConcerts(Cursors.read(call, 0), call.limit(), false))
        .map(
            page ->
                Answer.ok(
                        Views.page(
                            page.concerts(),
                            Views::concert,
                            Cursors.next(call, page.nextAfterId())))
                    .cached(SHARED_SHORTLY));
  }

  private Future<Answer> findConcert(Call call) {
    return bus.ask(new FindConcert(call.id("concertId"), false))
        .map(concert -> Answer.ok(Views.concert(concert)).cached(SHARED_SHORTLY));
  }

  private Future<Answer> listPerformances(Call call) {
    long concertId = call.id("concertId");
    return Admission.ofConcert(call.place(), concertId)
        .compose(admission::requireAdmitted)
        .compose(admitted -> bus.ask(new ListPerformances(concertId, call.flag("available"))))
        .map(
            found ->
                Answer.ok(
                    new JsonObject()
                        .put(
                            "items",
                            Views.list(found.performances(), ConcertHandlers::performance))));
  }

  private static JsonObject performance(Performance performance) {
    return new JsonObject()
        .put("performanceId", format(performance.performanceId()))
        .put("startsAt", Views.time(performance.startsAtMs()))
        .put("date", performance.date())
        .put("bookable", performance.bookable())
        .put("availableSeats", performance.availableSeats())
        .put("totalSeats", performance.totalSeats());
  }

  private Future<Answer> readSeats(Call call) {
    long performanceId = call.id("performanceId");
    String state = call.text("state");
    return admission
        .ofPerformance(call.place(), performanceId)
        .compose(admission::requireAdmitted)
        .compose(admitted -> bus.ask(new ReadSeats(performanceId)))
        .map(seats -> seatLists.of(seats, state == null ? SeatLists.ALL : state))
        .map(list -> new Answer(200, list.json(), SEATS_HEADERS).header("ETag", list.tag()));
  }
}
