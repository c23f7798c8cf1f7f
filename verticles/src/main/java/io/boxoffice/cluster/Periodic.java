package io.boxoffice.cluster;

import io.boxoffice.shared.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again, never twice at a time on this node.
 *
 * <p>The next round starts a fixed time after the last one ended, whether it failed or not; give or
 * take half a beat where that is long. A node has some twenty such works, and is woken up once for
 * all that are due at a beat. Rounds run on the context that made this object; {@link #stop()}
 * waits for the one under way.
 */
public final class Periodic {
  private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

  private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Nodes of one machine have one clock, and need not all wake up at one moment. */
  private static final long PHASE_NANOS = ThreadLocalRandom.current().nextLong(BEAT_NANOS);

  private final Vertx vertx;
  private final String name;
  private final long pauseMs;
  private final Supplier<Future<?>> work;
  private Pause pause;
  private boolean stopped;
  private boolean failing;
  private Future<?> round = Future.succeededFuture();

  private Periodic(Vertx vertx, String name, long pauseMs, Supplier<Future<?>> work) {
    this.vertx = vertx;
    this.name = name;
    this.pauseMs = pauseMs;
    this.work = work;
  }

  /**
   * Starts the work; the first round begins after one pause.
   *
   * @param pauseMs between the end of a round and the start of the next, at least 1
   */
  public static Periodic start(Vertx vertx, String name, long pauseMs, Supplier<Future<?>> work) {
    Periodic periodic = new Periodic(vertx, name, pauseMs, work);
    periodic.schedule();
    return periodic;
  }

  /** Starts no further round; completes when the present one has ended. Idempotent. */
  public Future<Void> stop() {
    stopped = true;
    pause.cancel();
    return round.<Void>mapEmpty().otherwiseEmpty();
  }

  private void schedule() {
    if (!stopped) {
      pause = Pause.before(vertx, delayNanos(pauseMs, System.nanoTime() + PHASE_NANOS), this::run);
    }
  }

  /** How long to wait, in nanoseconds: until the beat that is nearest to the pause's end. */
  static long delayNanos(long pauseMs, long nowNanos) {
    long pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMs);
    if (pauseNanos < 2 * BEAT_NANOS) {
      return pauseNanos;
    }
    long beat = Math.floorDiv(nowNanos + pauseNanos + BEAT_NANOS / 2, BEAT_NANOS);
    return beat * BEAT_NANOS - nowNanos;
  }

  private void run() {
    if (stopped) {
      return;
    }
    try {
      round = work.get();
    } catch (RuntimeException e) {
      round = Future.failedFuture(e);
    }
    round.onComplete(
        done -> {
          report(done.cause());
          schedule();
        });
  }

  /** An outage is told once when it begins and once when it ends, a defect each time. */
  private void report(Throwable failure) {
    if (failure == null) {
      if (failing) {
        LOG.info("{} works again", name);
      }
      failing = false;
    } else if (!(failure instanceof Refusal)) {
      LOG.error("{} failed", name, failure);
    } else if (!failing) {
      LOG.warn("{} waits: {}", name, failure.getMessage());
      failing = true;
    }
  }
}
