package io.boxoffice.reservation;

import io.boxoffice.store.ReservationStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes of which payments nothing is left to do, many in one statement. A note that is lost costs
 * the sweep a look. Runs on one context.
 */
final class Settlements {
  private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);
  static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int MOST = 500;

  private final Consumer<Runnable> pause;
  private final ReservationStore store;
  private final List<Long> waiting = new ArrayList<>();

  /**
   * @param pause does what it is given after {@link #GATHER_NANOS}, on the same context
   */
  Settlements(Consumer<Runnable> pause, ReservationStore store) {
    this.pause = pause;
    this.store = store;
  }

  void add(long reservationId) {
    if (waiting.isEmpty()) {
      pause.accept(this::write);
    }
    waiting.add(reservationId);
    if (waiting.size() == MOST) {
      write();
    }
  }

  /** A pause may find nothing left, or the next ones a little early. */
  private void write() {
    if (!waiting.isEmpty()) {
      List<Long> settled = List.copyOf(waiting);
      waiting.clear();
      store
          .settle(settled)
          .onFailure(failure -> LOG.warn("the sweep looks at paid places again", failure));
    }
  }
}
