package io.boxoffice.cluster;

import io.boxoffice.shared.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again, never twice at a time on this node.
 *
 * <p>The next round starts a fixed time after the last one ended, whether it failed or not. Rounds
 * run on the context that made this object; {@link #stop()} waits for the one under way.
 */
public final class Periodic {
  private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

  private final Vertx vertx;
  private final String name;
  private final long pauseMs;
  private final Supplier<Future<?>> work;
  private long timer = -1;
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
    vertx.cancelTimer(timer);
    return round.<Void>mapEmpty().otherwiseEmpty();
  }

  private void schedule() {
    if (!stopped) {
      timer = vertx.setTimer(pauseMs, id -> run());
    }
  }

  private void run() {
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
