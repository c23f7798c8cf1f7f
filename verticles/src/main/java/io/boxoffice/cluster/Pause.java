package io.boxoffice.cluster;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A moment in which more may come that goes together. An event loop's own timers are for what is
 * rarer: while requests come, it looks again and again for the last half of a millisecond whether
 * one is due.
 */
public final class Pause {
  private Pause() {}

  /**
   * Does the work on the caller's context after so many nanoseconds, or a little later; never where
   * Vert.x is closed before.
   */
  public static void before(Vertx vertx, long nanos, Runnable work) {
    Context context = vertx.getOrCreateContext();
    CompletableFuture.delayedExecutor(
            nanos, TimeUnit.NANOSECONDS, task -> context.runOnContext(now -> task.run()))
        .execute(work);
  }
}
