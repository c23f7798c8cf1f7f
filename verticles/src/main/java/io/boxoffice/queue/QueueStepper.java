package io.boxoffice.queue;

import io.boxoffice.queue.HeadCommand.Step;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.messages.QueueMessages.ApplyQueueSettings;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.QueueStore;
import io.boxoffice.store.QueueStore.QueuedConcert;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves the heads on this node along, and brings them the settings.
 *
 * <p>A round reads all concerts in one statement and steps those whose head lives here. While the
 * database is away the rounds go on with what was last known: lapses and admissions do not stop.
 * Runs on one context.
 */
final class QueueStepper {
  /** More concerts than this on sale at once are stepped only as their places are touched. */
  private static final int MOST_CONCERTS = 5_000;

  /** A head whose sale is over and whose places have ended is left alone after this. */
  private static final long IDLE_MS = 60_000;

  private final Heads heads;
  private final HeadMap map;
  private final QueueStore store;
  private final PositionViews views;
  private final Clock clock;
  private List<QueuedConcert> known = List.of();

  /** How many changes were applied: a list that was asked for before one is not believed. */
  private long changes;

  /** Since when a concert's head has had nothing to do; a concert that is busy is not in it. */
  private final Map<Long, Long> idleSinceMs = new HashMap<>();

  QueueStepper(Heads heads, HeadMap map, QueueStore store, PositionViews views, Clock clock) {
    this.heads = heads;
    this.map = map;
    this.store = store;
    this.views = views;
    this.clock = clock;
  }

  /**
   * One round; fails where the database or a head did not answer, after all others were stepped.
   */
  Future<Void> round() {
    long changesBefore = changes;
    return store
        .list(MOST_CONCERTS)
        .onSuccess(
            concerts -> {
              // What was read while a change was applied may be from before it.
              if (changes == changesBefore) {
                learn(concerts);
              }
            })
        .transform(
            read ->
                stepAll()
                    .compose(
                        stepped ->
                            read.succeeded()
                                ? Future.succeededFuture()
                                : Future.failedFuture(read.cause())));
  }

  private void learn(List<QueuedConcert> concerts) {
    known = concerts;
    List<Long> ids = concerts.stream().map(QueuedConcert::concertId).toList();
    idleSinceMs.keySet().retainAll(ids);
  }

  /** The next rounds go on with the change, even while the database is away. */
  private void relearn(QueuedConcert changed) {
    known =
        known.stream()
            .map(concert -> concert.concertId() == changed.concertId() ? changed : concert)
            .toList();
  }

  private Future<Void> stepAll() {
    long nowMs = clock.nowMs();
    List<Future<HeadReply>> steps = new ArrayList<>();
    for (QueuedConcert concert : known) {
      Long idleMs = idleSinceMs.get(concert.concertId());
      boolean leftAlone =
          idleMs != null && nowMs - idleMs > IDLE_MS && concert.state() == ConcertState.CLOSED;
      if (!leftAlone && map.isLocal(concert.concertId())) {
        steps.add(step(concert));
      }
    }
    return steps.isEmpty() ? Future.succeededFuture() : Future.join(steps).mapEmpty();
  }

  private Future<HeadReply> step(QueuedConcert concert) {
    long concertId = concert.concertId();
    return heads
        .askPresent(concertId, new Step(concert.revision(), Heads.settings(concert)))
        .onSuccess(
            reply -> {
              if (reply.facts() == null || reply.facts().idle()) {
                idleSinceMs.putIfAbsent(concertId, clock.nowMs());
              } else {
                idleSinceMs.remove(concertId);
              }
            });
  }

  /**
   * Reads the concert again and steps its head, wherever it lives. A concert that has no head, or
   * is not there, needs nothing.
   */
  Future<Done> apply(ApplyQueueSettings request) {
    changes++;
    return store
        .find(request.concertId())
        .onSuccess(found -> found.ifPresent(this::relearn))
        .compose(
            found ->
                found
                    .map(this::step)
                    .map(step -> step.onSuccess(reply -> wrote(request, reply)))
                    .orElseGet(Future::succeededFuture))
        .map(Done.DONE);
  }

  private void wrote(ApplyQueueSettings request, HeadReply reply) {
    views.wroteSettings(request.concertId(), reply);
  }
}
