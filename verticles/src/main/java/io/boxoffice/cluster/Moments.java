package io.boxoffice.cluster;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moments at which works are done that gather something: who waits for one goes along when the
 * next one comes, so that all of them together wake the context once. Confined to one context.
 */
public final class Moments {
  private static final Logger LOG = LoggerFactory.getLogger(Moments.class);

  private final Vertx vertx;
  private List<Runnable> waiting = new ArrayList<>();

  /** Nobody waits. */
  public Moments(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Does the work on the caller's context after so many nanoseconds, or a little later; sooner
   * where others wait who come before.
   */
  public void await(long nanos, Runnable work) {
    if (waiting.isEmpty()) {
      Pause.before(vertx, nanos, this::come);
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
