package io.boxoffice.cluster;

import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * Keeps works a moment apart, so that what comes in between goes with the next one. The first one
 * waits for nobody, and no thread is woken up for a moment in which nothing came. Confined to one
 * context.
 */
public final class Spacing implements Executor {
  private final Vertx vertx;
  private final Moments moments;
  private final long pauseNanos;
  private long restUntilNanos = System.nanoTime();

  /**
   * Nothing was done yet.
   *
   * @param moments of this context, those of other works too: with one of these the next one may go
   *     a little sooner
   * @param pauseNanos from the end of a work to the begin of the next; 0 or more
   */
  public Spacing(Vertx vertx, Moments moments, long pauseNanos) {
    this.vertx = vertx;
    this.moments = moments;
    this.pauseNanos = pauseNanos;
  }

  /**
   * Does the work on the caller's context, after all that has come by now; later where the last one
   * was a moment ago. To be called again only once that work has begun.
   */
  @Override
  public void execute(Runnable work) {
    long leftNanos = restUntilNanos - System.nanoTime();
    if (leftNanos <= 0) {
      vertx.runOnContext(now -> run(work));
    } else {
      moments.await(leftNanos, () -> run(work));
    }
  }

  private void run(Runnable work) {
    work.run();
    restUntilNanos = System.nanoTime() + pauseNanos;
  }
}
