package io.boxoffice.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.TokenPhrase;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.ReservationMessages.FindPerformance;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Asks the queue whether the caller's place lets it in. Runs on one context. */
final class Admission {
  private static final int MAX_PERFORMANCES = 10_000;

  private final BusClient bus;

  /** A performance never moves to another concert. */
  private final Cache<Long, Long> concertByPerformance =
      Caffeine.newBuilder().maximumSize(MAX_PERFORMANCES).build();

  Admission(BusClient bus) {
    this.bus = bus;
  }

  /** Fails with QUEUE_TOKEN_INVALID where the place is another concert's. */
  static Future<PlaceKey> ofConcert(PlaceKey place, long concertId) {
    return place.concertId() == concertId
        ? Future.succeededFuture(place)
        : Future.failedFuture(
            new Refusal(
                ErrorCode.QUEUE_TOKEN_INVALID, TokenPhrase.OTHER_CONCERTS_QUEUE_TOKEN.sentence()));
  }

  /** Fails with PERFORMANCE_NOT_FOUND or QUEUE_TOKEN_INVALID. */
  Future<PlaceKey> ofPerformance(PlaceKey place, long performanceId) {
    Long known = concertByPerformance.getIfPresent(performanceId);
    Future<Long> concertId =
        known != null
            ? Future.succeededFuture(known)
            : bus.ask(new FindPerformance(performanceId))
                .map(owner -> owner.concertId())
                .onSuccess(found -> concertByPerformance.put(performanceId, found));
    return concertId.compose(id -> ofConcert(place, id));
  }

  /** Fails with NOT_ADMITTED while waiting and with QUEUE_TOKEN_EXPIRED once the place ended. */
  Future<Place> requireAdmitted(PlaceKey key) {
    return bus.ask(new ReadPlace(key))
        .compose(
            place ->
                place.state() == PlaceState.ADMITTED
                    ? Future.succeededFuture(place)
                    // A node's copy may be behind; a refusal is the head's to give.
                    : bus.ask(new ConfirmPlace(key)).compose(Admission::admitted));
  }

  private static Future<Place> admitted(Place place) {
    if (place.state() == PlaceState.ADMITTED) {
      return Future.succeededFuture(place);
    }
    if (place.state() != PlaceState.WAITING) {
      return Future.failedFuture(new Refusal(ErrorCode.QUEUE_TOKEN_EXPIRED));
    }
    return Future.failedFuture(
        new Refusal(
            ErrorCode.NOT_ADMITTED,
            ServicePhrase.POSITION.sentence(place.position()),
            new JsonObject()
                .put("position", place.position())
                .put("retryAfterSeconds", Math.max(1, place.refreshAfterSeconds()))));
  }
}
