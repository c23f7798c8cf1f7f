package io.boxoffice.http;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.QueueMessages.LeaveQueue;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/** The caller's place in a queue. */
final class QueueHandlers {
  private final BusClient bus;
  private final GatheredJoins joins;
  private final VerifiedPlaces known;

  QueueHandlers(BusClient bus, GatheredJoins joins, VerifiedPlaces known) {
    this.bus = bus;
    this.joins = joins;
    this.known = known;
  }

  Map<String, Function<Call, Future<Answer>>> byOperation() {
    return Map.of("joinQueue", this::join, "readPlace", this::read, "leaveQueue", this::leave);
  }

  private Future<Answer> join(Call call) {
    return joins
        .join(call.id("concertId"), call.userId())
        .map(
            place ->
                place.created()
                    ? Answer.of(201, PlaceText.of(place)).location(call.path())
                    : Answer.of(200, PlaceText.of(place)));
  }

  private Future<Answer> read(Call call) {
    return Admission.ofConcert(call.place(), call.id("concertId"))
        .compose(key -> bus.ask(new ReadPlace(key)))
        .onSuccess(known::issued)
        .map(place -> Answer.of(200, PlaceText.of(place)));
  }

  private Future<Answer> leave(Call call) {
    return Admission.ofConcert(call.place(), call.id("concertId"))
        .compose(key -> bus.ask(new LeaveQueue(key)))
        .map(done -> Answer.noContent());
  }
}
