package io.boxoffice.cluster;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A pause after which a context goes on. An event loop's own timers are for what is mostly
 * cancelled: for the last half of a millisecond before one is due it looks again and again whether
 * it is. Safe for use from any thread.
 */
public final class Pause {
  /** Null once it has gone on or was cancelled, so that nothing is kept for what will not be. */
  private volatile Runnable goOn;

  private Pause(Runnable goOn) {
    this.goOn = goOn;
  }

  /**
   * Does the work on the caller's context after so many nanoseconds, or a little later; never where
   * Vert.x is closed before.
   */
  public static Pause before(Vertx vertx, long nanos, Runnable work) {
    Context context = vertx.getOrCreateContext();
    Pause pause = new Pause(() -> context.runOnContext(now -> work.run()));
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
        .execute(pause::end);
    return pause;
  }

  private void end() {
    Runnable due = goOn;
    goOn = null;
    if (due != null) {
      due.run();
    }
  }

  /** Forgets the work, unless the time has passed. Idempotent. */
  public void cancel() {
    goOn = null;
  }
}
