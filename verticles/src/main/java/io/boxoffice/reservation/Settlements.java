package io.boxoffice.reservation;

import io.boxoffice.store.ReservationStore;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes of which payments nothing is left to do, many in one statement. A note that is lost costs
 * the sweep a look. Runs on one context.
 */
final class Settlements {
  private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);
  private static final long GATHER_MS = 50;
  private static final int MOST = 500;

  private final Vertx vertx;
  private final ReservationStore store;
  private final List<Long> waiting = new ArrayList<>();

  Settlements(Vertx vertx, ReservationStore store) {
    this.vertx = vertx;
    this.store = store;
  }

  void add(long reservationId) {
    if (waiting.isEmpty()) {
      vertx.setTimer(GATHER_MS, id -> write());
    }
    waiting.add(reservationId);
    if (waiting.size() == MOST) {
      write();
    }
  }

  /** A timer may find nothing left, or the next ones a little early. */
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
