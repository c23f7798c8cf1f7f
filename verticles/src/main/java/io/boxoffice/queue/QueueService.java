package io.boxoffice.queue;

import io.boxoffice.queue.HeadBatcher.Answered;
import io.boxoffice.queue.HeadCommand.End;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.BeginHold;
import io.boxoffice.shared.messages.QueueMessages.CompletePlace;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.ExtendAdmission;
import io.boxoffice.shared.messages.QueueMessages.JoinAll;
import io.boxoffice.shared.messages.QueueMessages.JoinOutcome;
import io.boxoffice.shared.messages.QueueMessages.JoinQueue;
import io.boxoffice.shared.messages.QueueMessages.Joined;
import io.boxoffice.shared.messages.QueueMessages.LeaveQueue;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceEntry;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceList;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadPlaces;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseHolds;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.List;

/**
 * Serves the buyers' side of the queue: joins, polls, holds, ends of places.
 *
 * <p>A poll is answered by this node's copy of the head where that knows the place; whatever else,
 * and each refusal, comes from the head.
 *
 * <p>A place whose token is good but which is gone answers QUEUE_TOKEN_EXPIRED; a concert that is
 * gone does, too. Runs on one context.
 */
final class QueueService {
  private final HeadBatcher batcher;
  private final PositionViews views;
  private final PlaceMapper places;
  private final BusClient bus;

  QueueService(HeadBatcher batcher, PositionViews views, PlaceMapper places, BusClient bus) {
    this.batcher = batcher;
    this.views = views;
    this.places = places;
    this.bus = bus;
  }

  /** Takes a place or gives the user's living one. */
  Future<Place> join(JoinQueue request) {
    return batcher
        .join(request.concertId(), request.userId())
        .compose(answered -> placeOf(request.concertId(), answered));
  }

  /** The same for many; who is refused fails alone. */
  Future<Joined> joinAll(JoinAll request) {
    Joining joining = new Joining(request);
    for (int i = 0; i < request.userIds().size(); i++) {
      int index = i;
      batcher
          .join(request.concertId(), request.userIds().get(i))
          .onComplete(joined -> joining.ended(index, joined));
    }
    return joining.all.future();
  }

  /** The joins of one request, of which each ends by itself; at a sale's opening there are many. */
  private final class Joining {
    private final Promise<Joined> all = Promise.promise();
    private final long concertId;
    private final JoinOutcome[] outcomes;
    private int left;

    Joining(JoinAll request) {
      concertId = request.concertId();
      left = request.userIds().size();
      outcomes = new JoinOutcome[left];
      if (left == 0) {
        all.complete(new Joined(List.of()));
      }
    }

    void ended(int index, AsyncResult<Answered> joined) {
      if (joined.succeeded()) {
        outcomes[index] = outcome(concertId, joined.result());
      } else if (joined.cause() instanceof Refusal refusal) {
        outcomes[index] = new JoinOutcome(null, refusal.code());
      } else {
        all.tryFail(joined.cause());
      }
      if (--left == 0 && !all.future().isComplete()) {
        all.complete(new Joined(Arrays.asList(outcomes)));
      }
    }
  }

  private JoinOutcome outcome(long concertId, Answered answered) {
    return answered.place().verdict() == Verdict.OK
        ? new JoinOutcome(places.withToken(concertId, answered.place(), answered.facts()), null)
        : new JoinOutcome(null, QueueRefusals.of(answered.place()).code());
  }

  /** Reads a place and counts it as a sign of life. */
  Future<Place> read(ReadPlace request) {
    PlaceKey key = request.key();
    PlaceRef place = PlaceRef.of(key);
    Answered known = views.find(key.concertId(), place);
    return known != null ? placeOf(key.concertId(), known) : heard(key.concertId(), place);
  }

  /** Reads a place at its head, which counts as a sign of life, too. */
  Future<Place> confirm(ConfirmPlace request) {
    return heard(request.key().concertId(), PlaceRef.of(request.key()));
  }

  private Future<Place> heard(long concertId, PlaceRef place) {
    return batcher
        .heard(concertId, place)
        .recover(QueueService::withoutConcert)
        .compose(answered -> placeOf(concertId, answered));
  }

  /** Reads many places, each a sign of life; one that is refused fails alone. */
  Future<PlaceList> readAll(ReadPlaces request) {
    List<Future<PlaceEntry>> entries =
        request.keys().stream()
            .map(
                key ->
                    read(new ReadPlace(key))
                        .map(place -> new PlaceEntry(key, place, null))
                        .recover(failure -> refusedEntry(key, failure)))
            .toList();
    return Future.all(entries).map(all -> new PlaceList(all.list()));
  }

  private static Future<PlaceEntry> refusedEntry(PlaceKey key, Throwable failure) {
    return failure instanceof Refusal refusal
        ? Future.succeededFuture(new PlaceEntry(key, null, refusal.code()))
        : Future.failedFuture(failure);
  }

  /** Lets a hold start; the place comes without its token. */
  Future<Place> beginHold(BeginHold request) {
    PlaceRef place = PlaceRef.of(request.key());
    return batcher
        .change(request.key().concertId(), new HeadCommand.BeginHold(place, request.untilMs()))
        .recover(QueueService::withoutConcert)
        .compose(
            answered ->
                answered.place().verdict() == Verdict.OK
                    ? Future.succeededFuture(
                        places.withoutToken(
                            request.key().concertId(), answered.place(), answered.facts()))
                    : Future.failedFuture(QueueRefusals.of(answered.place())));
  }

  /** Extends an admission to a hold's end. */
  Future<Done> extend(ExtendAdmission request) {
    PlaceRef place = PlaceRef.of(request.key());
    return change(request.key(), new HeadCommand.Extend(place, request.untilMs()))
        .recover(QueueService::withoutConcert)
        .compose(
            answered ->
                answered.place().verdict() == Verdict.OK
                    ? done()
                    : Future.failedFuture(QueueRefusals.of(answered.place())));
  }

  /** Ends a place whose user has paid for all that was held; a place that is gone is no failure. */
  Future<Done> complete(CompletePlace request) {
    return end(request.key(), PlaceState.COMPLETED);
  }

  /**
   * Gives a place up, its holds first. Only a living place's holds are released: an old token must
   * not cost the user what a newer place holds.
   */
  Future<Done> leave(LeaveQueue request) {
    PlaceKey key = request.key();
    return batcher
        .heard(key.concertId(), PlaceRef.of(key))
        .compose(
            living ->
                living.place().verdict() == Verdict.OK
                    ? release(key).compose(released -> end(key, PlaceState.LEFT))
                    : done())
        .recover(failure -> isUnknownConcert(failure) ? done() : Future.failedFuture(failure));
  }

  /** Releases the user's holds at the concert. */
  Future<Done> release(PlaceKey key) {
    return bus.ask(new ReleaseHolds(key.userId(), key.concertId()));
  }

  /** Ends a place; one that is gone already is no failure. */
  Future<Done> end(PlaceKey key, PlaceState how) {
    return change(key, new End(PlaceRef.of(key), how))
        .map(Done.DONE)
        .recover(failure -> isUnknownConcert(failure) ? done() : Future.failedFuture(failure));
  }

  /** Changes the place at its head; this node's copy does not answer for it until it has that. */
  private Future<Answered> change(PlaceKey key, HeadCommand.PlaceChange change) {
    return batcher
        .change(key.concertId(), change)
        .onSuccess(answered -> views.wrote(key.concertId(), key.sequence(), answered.facts()));
  }

  private Future<Place> placeOf(long concertId, Answered answered) {
    return answered.place().verdict() == Verdict.OK
        ? Future.succeededFuture(places.withToken(concertId, answered.place(), answered.facts()))
        : Future.failedFuture(QueueRefusals.of(answered.place()));
  }

  private static Future<Answered> withoutConcert(Throwable failure) {
    return Future.failedFuture(isUnknownConcert(failure) ? QueueRefusals.expired() : failure);
  }

  private static boolean isUnknownConcert(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.code() == ErrorCode.CONCERT_NOT_FOUND;
  }

  private static Future<Done> done() {
    return Future.succeededFuture(Done.DONE);
  }
}
