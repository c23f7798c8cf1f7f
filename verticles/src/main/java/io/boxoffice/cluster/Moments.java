package io.boxoffice.cluster;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moments at which works are done that gather something: all who wait go along when one of them
 * is due, so that together they wake the context once. Confined to one context.
 */
public final class Moments {
  private static final Logger LOG = LoggerFactory.getLogger(Moments.class);

  private final Vertx vertx;
  private List<Runnable> waiting = new ArrayList<>();

  /** When the next one comes, while somebody waits. */
  private long dueNanos;

  /** Until then. */
  private Pause pause;

  /** Nobody waits. */
  public Moments(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Does the work on the caller's context after so many nanoseconds, or a little later; sooner
   * where another one is due before.
   */
  public void await(long nanos, Runnable work) {
    long untilNanos = System.nanoTime() + nanos;
    if (waiting.isEmpty() || untilNanos - dueNanos < 0) {
      dueNanos = untilNanos;
      if (pause != null) {
        // It would take along who comes after its works are done, and leave a pause of theirs.
        pause.cancel();
      }
      pause = Pause.before(vertx, nanos, this::come);
    }
    waiting.add(work);
  }

  private void come() {
    List<Runnable> now = waiting;
    waiting = new ArrayList<>();
    now.forEach(Moments::run);
  }

  /** The others must not suffer from one that is defect. */
  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("defect in what was gathered", e);
    }
  }
}
