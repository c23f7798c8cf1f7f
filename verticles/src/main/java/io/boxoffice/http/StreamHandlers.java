package io.boxoffice.http;

import io.boxoffice.cluster.Periodic;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.SeatMessages.ReadSeatChanges;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The operations that answer with a stream of events. Whatever can be refused is refused before the
 * stream begins, as a problem like any other.
 */
final class StreamHandlers {
  static final String LAST_EVENT_ID = "Last-Event-ID";

  private final BusClient bus;
  private final Admission admission;
  private final PlaceStreams places;
  private final SeatStreams seats;
  private List<Periodic> rounds = List.of();

  StreamHandlers(BusClient bus, Admission admission, SeatTexts texts) {
    this.bus = bus;
    this.admission = admission;
    GatheredPlaces gathered = new GatheredPlaces(bus);
    places = new PlaceStreams(gathered);
    seats = new SeatStreams(bus, gathered, texts);
  }

  /** Starts to look for changes. */
  void start(Vertx vertx, HttpConfig.Streams config) {
    rounds =
        List.of(
            Periodic.start(vertx, "streams of places", config.placeRoundMs(), places::round),
            Periodic.start(vertx, "streams of seats", config.seatRoundMs(), seats::round),
            Periodic.start(
                vertx,
                "admissions of seat streams",
                config.admissionRoundMs(),
                seats::checkAdmissions));
  }

  Future<Void> stop() {
    return Future.join(rounds.stream().map(Periodic::stop).toList()).mapEmpty();
  }

  Map<String, Function<Call, Future<Opening>>> byOperation() {
    return Map.of("watchPlace", this::watchPlace, "watchSeats", this::watchSeats);
  }

  private Future<Opening> watchPlace(Call call) {
    return Admission.ofConcert(call.place(), call.id("concertId"))
        .compose(key -> bus.ask(new ReadPlace(key)))
        .map(place -> new Opening(call.caller(), stream -> places.begin(stream, place)));
  }

  private Future<Opening> watchSeats(Call call) {
    long performanceId = call.id("performanceId");
    ReadSeatChanges query =
        new ReadSeatChanges(performanceId, SeatVersions.parse(call.text(LAST_EVENT_ID)));
    return admission
        .ofPerformance(call.place(), performanceId)
        .compose(admission::requireAdmitted)
        .compose(
            admitted ->
                bus.ask(query)
                    .map(
                        first ->
                            new Opening(
                                call.caller(),
                                stream -> seats.begin(stream, admitted.key(), first))));
  }
}
