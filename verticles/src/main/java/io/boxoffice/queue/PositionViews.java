package io.boxoffice.queue;

import io.boxoffice.cluster.Periodic;
import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The queues that this node was asked about lately, each with a copy of its head.
 *
 * <p>Five times a second each copy asks its head what has changed, and brings the signs of life
 * that came meanwhile: one command a queue and node, however many poll. The command changes the
 * head, so its answer comes after the backup has everything that the answer tells. Runs on one
 * context.
 */
final class PositionViews {
  private static final long PAUSE_MS = 200;

  /** A queue that nobody asks about is not copied any more. */
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** A queue that was asked about within this time is one whose copy matters. */
  private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** More queues than this are answered by their heads. */
  private static final int MOST_VIEWS = 1_000;

  /** The signs of life that one command brings. */
  private static final int MOST_HEARD = 20_000;

  /** One queue's copy and what its next command brings along. */
  private static final class Tracked {
    final PositionView view = new PositionView();
    Set<Long> heard = new LinkedHashSet<>();
    Periodic sync;
    long askedNanos;

    /** Since when there may be a head to copy. */
    long sinceNanos = System.nanoTime();
  }

  private final Vertx vertx;
  private final Heads heads;
  private final Clock clock;
  private final Map<Long, Tracked> tracked = new HashMap<>();

  PositionViews(Vertx vertx, Heads heads, Clock clock) {
    this.vertx = vertx;
    this.heads = heads;
    this.clock = clock;
  }

  /**
   * The place as this node's copy has it, counted as a sign of life; null where the head must be
   * asked.
   */
  PlaceAnswer find(long concertId, PlaceRef place) {
    Tracked queue = tracked.get(concertId);
    if (queue == null) {
      track(concertId);
      return null;
    }
    queue.askedNanos = System.nanoTime();
    PlaceAnswer found = queue.view.find(place, clock.nowMs(), queue.askedNanos);
    if (found != null && !found.isAdmitted()) {
      queue.heard.add(place.sequence());
    }
    return found;
  }

  /** What the head of the copy told of itself, where {@link #find} found something. */
  HeadReply.Facts facts(long concertId) {
    return tracked.get(concertId).view.facts();
  }

  /** This node changed the place at its head: the copy does not answer for it until it has that. */
  void wrote(long concertId, long sequence, HeadReply reply) {
    Tracked queue = tracked.get(concertId);
    if (queue != null && reply.facts() != null) {
      queue.view.wrote(sequence, reply.facts().version());
    }
  }

  /** The same for what concerns all places of the queue. */
  void wroteSettings(long concertId, HeadReply reply) {
    Tracked queue = tracked.get(concertId);
    if (queue != null && reply.facts() != null) {
      queue.view.wroteSettings(reply.facts().version());
    }
  }

  /**
   * How old each copy is that somebody asked within the last seconds, in milliseconds, by concert;
   * one that was never made is as old as its first asking, or as the last word that there is no
   * head.
   */
  Map<Long, Long> agesMs() {
    long nowNanos = System.nanoTime();
    Map<Long, Long> ages = new HashMap<>();
    tracked.forEach(
        (concertId, queue) -> {
          if (nowNanos - queue.askedNanos < LATELY_NANOS) {
            long sinceAskedMs = TimeUnit.NANOSECONDS.toMillis(nowNanos - queue.sinceNanos);
            ages.put(concertId, Math.min(queue.view.ageMs(nowNanos), sinceAskedMs));
          }
        });
    return ages;
  }

  /** Whether every copy that somebody asked within the last seconds is young enough. */
  Finding freshness(long limitMs) {
    long oldestMs = agesMs().values().stream().mapToLong(age -> age).max().orElse(0);
    return new Finding(
        oldestMs <= limitMs,
        oldestMs == 0 ? "" : "the oldest copy of a queue is " + oldestMs + " ms old");
  }

  /** Completes when no command is under way any more. */
  Future<Void> stop() {
    List<Future<Void>> stops = new ArrayList<>();
    tracked.values().forEach(queue -> stops.add(queue.sync.stop()));
    tracked.clear();
    return stops.isEmpty() ? Future.succeededFuture() : Future.join(stops).mapEmpty();
  }

  private void track(long concertId) {
    if (tracked.size() >= MOST_VIEWS) {
      return;
    }
    Tracked queue = new Tracked();
    queue.askedNanos = System.nanoTime();
    tracked.put(concertId, queue);
    queue.sync =
        Periodic.start(vertx, "copy of queue " + concertId, PAUSE_MS, () -> sync(concertId, queue));
  }

  private Future<Void> sync(long concertId, Tracked queue) {
    long nowNanos = System.nanoTime();
    if (nowNanos - queue.askedNanos > IDLE_NANOS) {
      tracked.remove(concertId);
      return queue.sync.stop();
    }
    List<Long> heard = queue.heard.stream().limit(MOST_HEARD).toList();
    PositionView view = queue.view;
    return heads
        .askPresent(concertId, new HeadCommand.Sync(view.incarnation(), view.version(), heard))
        .map(
            reply -> {
              if (reply.outcome() == HeadReply.Outcome.DONE) {
                heard.forEach(queue.heard::remove);
                view.apply(reply.facts(), reply.delta(), nowNanos);
              } else {
                queue.heard.clear();
                queue.sinceNanos = nowNanos;
                view.forget();
              }
              return null;
            });
  }
}
