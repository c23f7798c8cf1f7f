package io.boxoffice.queue;

import io.boxoffice.cluster.Periodic;
import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.boxoffice.queue.HeadBatcher.Answered;
import io.boxoffice.queue.HeadCommand.Sync;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;

/**
 * The queues that this node was asked about lately, each with a copy of its head.
 *
 * <p>Five times a second each copy asks its head what has changed, and brings the signs of life
 * that came meanwhile: one command a queue and node, however many poll, or a few where there is too
 * much for one. Where nothing had changed it asks after twice that time. The command changes the
 * head, so its answer comes after the backup has everything that the answer tells.
 *
 * <p>Any thread may look a place up; all else runs on one context. Readers share a queue's lock;
 * one that finds it taken, because the copy changes just then, is sent to the head instead of
 * waiting.
 */
final class PositionViews {
  private static final long PAUSE_MS = 200;

  private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A queue that nobody asks about is not copied any more. */
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** A queue that was asked about within this time is one whose copy matters. */
  private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** More queues than this are answered by their heads. */
  private static final int MOST_VIEWS = 1_000;

  /** A round ends after so many commands; four million places take longer than one round. */
  private static final int MOST_COMMANDS = 500;

  /** One queue's copy and what its next command brings along. */
  private static final class Tracked {
    final StampedLock lock = new StampedLock();
    final PositionView view = new PositionView();
    Periodic sync;
    volatile long askedNanos;

    /** Since when there may be a head to copy. */
    long sinceNanos = System.nanoTime();

    /** Whether nothing had changed when the head was asked last, and the next round is left out. */
    boolean resting;
  }

  private final Vertx vertx;
  private final Heads heads;
  private final Clock clock;
  private final Map<Long, Tracked> tracked = new ConcurrentHashMap<>();

  PositionViews(Vertx vertx, Heads heads, Clock clock) {
    this.vertx = vertx;
    this.heads = heads;
    this.clock = clock;
  }

  /**
   * The place as this node's copy has it, counted as a sign of life; null where the head must be
   * asked. The queue is copied from then on.
   */
  Answered find(long concertId, PlaceRef place) {
    if (!tracked.containsKey(concertId)) {
      track(concertId);
      return null;
    }
    return peek(concertId, place);
  }

  /** The same for any thread, but a queue that is not copied yet stays so. */
  Answered peek(long concertId, PlaceRef place) {
    Tracked queue = tracked.get(concertId);
    long stamp = queue == null ? 0 : queue.lock.tryReadLock();
    if (stamp == 0) {
      return null;
    }
    try {
      long nowNanos = System.nanoTime();
      queue.askedNanos = nowNanos;
      PlaceAnswer found = queue.view.find(place, clock.nowMs(), nowNanos);
      return found == null ? null : new Answered(found, queue.view.facts());
    } finally {
      queue.lock.unlockRead(stamp);
    }
  }

  /** This node changed the place at its head: the copy does not answer for it until it has that. */
  void wrote(long concertId, long sequence, HeadReply.Facts facts) {
    change(concertId, queue -> queue.view.wrote(sequence, facts.version()));
  }

  /** The same for what concerns all places of the queue. */
  void wroteSettings(long concertId, HeadReply reply) {
    if (reply.facts() != null) {
      change(concertId, queue -> queue.view.wroteSettings(reply.facts().version()));
    }
  }

  private void change(long concertId, Consumer<Tracked> change) {
    Tracked queue = tracked.get(concertId);
    if (queue != null) {
      queue.resting = false;
      change(queue, change);
    }
  }

  /** Readers hold the lock for less than a microsecond. */
  private static void change(Tracked queue, Consumer<Tracked> change) {
    long stamp = queue.lock.writeLock();
    try {
      change.accept(queue);
    } finally {
      queue.lock.unlockWrite(stamp);
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
        Periodic.start(
            vertx, "copy of queue " + concertId, PAUSE_MS, () -> round(concertId, queue));
  }

  private Future<Void> round(long concertId, Tracked queue) {
    if (System.nanoTime() - queue.askedNanos > IDLE_NANOS) {
      tracked.remove(concertId);
      return queue.sync.stop();
    }
    if (queue.resting) {
      queue.resting = false;
      return Future.succeededFuture();
    }
    change(queue, now -> now.view.gatherSigns());
    return sync(concertId, queue, MOST_COMMANDS);
  }

  private Future<Void> sync(long concertId, Tracked queue, int commandsLeft) {
    long nowNanos = System.nanoTime();
    Sync ask = queue.view.ask();
    return heads
        .askPresent(concertId, ask)
        .compose(
            reply -> {
              if (reply.outcome() != HeadReply.Outcome.DONE) {
                queue.sinceNanos = nowNanos;
                change(queue, now -> now.view.forget());
                return Future.succeededFuture();
              }
              take(queue, ask, reply, nowNanos);
              queue.resting = mayRest(queue, ask, reply, nowNanos);
              return queue.view.isBehind() && commandsLeft > 1
                  ? sync(concertId, queue, commandsLeft - 1)
                  : Future.succeededFuture();
            });
  }

  /** Readers wait for what they are shown, not for its preparation. */
  private static void take(Tracked queue, Sync ask, HeadReply reply, long askedNanos) {
    queue.view.take(ask, reply.delta());
    if (reply.delta().whole()) {
      change(queue, now -> now.view.show(reply.facts(), reply.delta(), askedNanos));
    }
  }

  /** A head that takes long to answer would let a copy that rests get too old. */
  private static boolean mayRest(Tracked queue, Sync ask, HeadReply reply, long askedNanos) {
    return reply.delta().saysNothingNew(ask)
        && queue.view.isAsItsHead()
        && System.nanoTime() - askedNanos < PROMPT_NANOS;
  }
}
