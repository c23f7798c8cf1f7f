package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.ReservationMessages.FindConcert;
import io.boxoffice.shared.messages.ReservationMessages.ListConcerts;
import io.boxoffice.shared.messages.ReservationMessages.ListPerformances;
import io.boxoffice.shared.messages.ReservationMessages.Performance;
import io.boxoffice.shared.messages.ReservationMessages.ReadSeats;
import io.boxoffice.shared.messages.ReservationMessages.Seat;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** What is on sale, and its seats. */
final class ConcertHandlers {
  private static final String SHARED_SHORTLY = "public, max-age=1";
  private static final String PRIVATE = "private, no-cache";

  /** Room for the written seat maps, in bytes: about 50 arenas. */
  private static final int MAX_SEAT_BYTES = 64 * 1024 * 1024;

  private record SeatMapKey(long performanceId, String state) {}

  private record WrittenSeats(long fingerprint, Buffer json) {}

  private final BusClient bus;
  private final Admission admission;

  /** Ten thousand seats take longer to write than to send: each version is written once. */
  private final Cache<SeatMapKey, WrittenSeats> written =
      Caffeine.newBuilder()
          .maximumWeight(MAX_SEAT_BYTES)
          .weigher((SeatMapKey key, WrittenSeats seats) -> seats.json().length())
          .build();

  ConcertHandlers(BusClient bus, Admission admission) {
    this.bus = bus;
    this.admission = admission;
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
        .map(
            seats ->
                new Answer(200, write(seats, state), Map.of())
                    .cached(PRIVATE, etag(seats) + (state == null ? "" : "-" + state)));
  }

  private static String etag(SeatMap seats) {
    return SeatVersions.text(new SeatMapVersion(seats.version(), seats.fingerprint()));
  }

  private Buffer write(SeatMap seats, String state) {
    SeatMapKey key = new SeatMapKey(seats.performanceId(), state == null ? "" : state);
    WrittenSeats known = written.getIfPresent(key);
    if (known != null && known.fingerprint() == seats.fingerprint()) {
      return known.json();
    }
    JsonArray list = new JsonArray();
    for (Seat seat : seats.seats()) {
      if (state == null || seat.state().name().equals(state)) {
        list.add(seat(seat));
      }
    }
    Buffer json =
        new JsonObject()
            .put("performanceId", format(seats.performanceId()))
            .put("version", seats.version())
            .put("seats", list)
            .toBuffer();
    written.put(key, new WrittenSeats(seats.fingerprint(), json));
    return json;
  }

  private static JsonObject seat(Seat seat) {
    return new JsonObject()
        .put("seatId", format(seat.seatId()))
        .put("zone", seat.zone())
        .put("row", seat.row())
        .put("number", seat.number())
        .put("category", seat.category())
        .put("price", seat.priceMinor())
        .put("state", seat.state().name());
  }
}
