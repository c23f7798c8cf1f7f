package io.boxoffice.queue;

import io.boxoffice.queue.HeadCommand.Check;
import io.boxoffice.queue.HeadCommand.ReadStats;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.Admissions;
import io.boxoffice.shared.messages.QueueMessages.AdmitNext;
import io.boxoffice.shared.messages.QueueMessages.CheckQueue;
import io.boxoffice.shared.messages.QueueMessages.FindPlace;
import io.boxoffice.shared.messages.QueueMessages.ListPlaces;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlacePage;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.QueueCheck;
import io.boxoffice.shared.messages.QueueMessages.QueueStats;
import io.boxoffice.shared.messages.QueueMessages.ReadQueueStats;
import io.boxoffice.shared.messages.QueueMessages.RemovePlace;
import io.boxoffice.store.QueueStore;
import io.boxoffice.store.QueueStore.QueuedConcert;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;

/** Serves the operators' side of the queue. Runs on one context. */
final class QueueOperations {
  private static final int LONGEST_PAGE = 200;

  private final Heads heads;
  private final QueueStore store;
  private final PlaceMapper places;
  private final QueueService service;
  private final PositionViews views;
  private final SecureRandom orderIds = new SecureRandom();

  QueueOperations(
      Heads heads,
      QueueStore store,
      PlaceMapper places,
      QueueService service,
      PositionViews views) {
    this.heads = heads;
    this.store = store;
    this.places = places;
    this.service = service;
    this.views = views;
  }

  /** The queue's numbers, at most one step old; those of a draft are all 0. */
  Future<QueueStats> stats(ReadQueueStats request) {
    long concertId = request.concertId();
    return heads
        .ask(concertId, new ReadStats())
        .map(reply -> stats(concertId, reply.stats()))
        .recover(
            failure ->
                failure instanceof Refusal refusal && refusal.code() == ErrorCode.CONCERT_NOT_FOUND
                    ? draftStats(concertId, refusal)
                    : Future.failedFuture(failure));
  }

  private Future<QueueStats> draftStats(long concertId, Refusal unknown) {
    return store
        .find(concertId)
        .compose(
            found ->
                found
                    .map(draft -> Future.succeededFuture(stats(concertId, empty(draft))))
                    .orElseGet(() -> Future.failedFuture(unknown)));
  }

  private static HeadStats empty(QueuedConcert concert) {
    return new HeadStats(
        0,
        0,
        concert.capacity(),
        concert.admitPerMinute(),
        concert.paused(),
        0,
        0,
        0,
        0,
        0,
        -1,
        0,
        0);
  }

  private static QueueStats stats(long concertId, HeadStats stats) {
    return new QueueStats(
        concertId,
        stats.waiting(),
        stats.admitted(),
        stats.capacity(),
        stats.admitPerMinute(),
        stats.paused(),
        stats.sequence(),
        stats.serving(),
        stats.completed(),
        stats.expired(),
        stats.left(),
        stats.oldestWaitMs() < 0 ? null : stats.oldestWaitMs() / 1_000,
        stats.joinsPerMinute(),
        stats.admissionsPerMinute());
  }

  /** A page of living places in sequence order, without tokens. */
  Future<PlacePage> list(ListPlaces request) {
    int limit = Math.max(1, Math.min(LONGEST_PAGE, request.limit()));
    return heads
        .ask(
            request.concertId(),
            new HeadCommand.ListPlaces(Math.max(0, request.fromSequence()), limit + 1))
        .map(
            reply -> {
              List<PlaceAnswer> found = reply.places();
              Long next = found.size() > limit ? found.get(limit).sequence() : null;
              return new PlacePage(
                  found.stream()
                      .limit(limit)
                      .map(place -> places.withoutToken(request.concertId(), place, reply.facts()))
                      .toList(),
                  next);
            });
  }

  /** A user's place, without its token; no sign of life. */
  Future<Place> find(FindPlace request) {
    return heads
        .ask(request.concertId(), new HeadCommand.FindPlace(request.userId()))
        .compose(
            reply ->
                reply.places().get(0).verdict() == Verdict.OK
                    ? Future.succeededFuture(
                        places.withoutToken(
                            request.concertId(), reply.places().get(0), reply.facts()))
                    : Future.failedFuture(new Refusal(ErrorCode.PLACE_NOT_FOUND)));
  }

  /** Ends a user's place, its holds first; it counts as expired. */
  Future<Done> remove(RemovePlace request) {
    return find(new FindPlace(request.concertId(), request.userId()))
        .compose(
            place -> {
              PlaceKey key = place.key();
              return service.release(key).compose(released -> service.end(key, PlaceState.EXPIRED));
            });
  }

  /** Admits the next ones beyond the rate, never beyond the capacity. */
  Future<Admissions> admitNext(AdmitNext request) {
    return heads
        .ask(
            request.concertId(),
            new HeadCommand.AdmitNext(orderIds.nextLong(), Math.max(0, request.count())))
        .onSuccess(reply -> views.wroteSettings(request.concertId(), reply))
        .map(reply -> new Admissions(reply.count()));
  }

  /** What is broken in the head; a concert without one has nothing to check. */
  Future<QueueCheck> check(CheckQueue request) {
    return heads
        .askPresent(request.concertId(), new Check())
        .map(reply -> new QueueCheck(request.concertId(), reply.findings()));
  }
}
