package io.boxoffice.reservation;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.shared.messages.SeatMessages.SeatsChanged;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * Announces to all nodes what this one has committed, gathered for a moment. What gets lost with a
 * node, every view finds at its next correction. Runs on one context.
 */
final class SeatNews {
  private static final long GATHER_MS = 10;

  private final Vertx vertx;
  private final BusClient bus;
  private final List<SeatStatus> waiting = new ArrayList<>();

  SeatNews(Vertx vertx, BusClient bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  void tell(List<SeatStatus> changes) {
    for (SeatStatus change : changes) {
      if (waiting.isEmpty()) {
        vertx.setTimer(GATHER_MS, id -> send());
      }
      waiting.add(change);
      if (waiting.size() == SeatsChanged.MAX_SEATS) {
        send();
      }
    }
  }

  /** A timer may find nothing left where the announcement was full before its time. */
  private void send() {
    if (!waiting.isEmpty()) {
      bus.publish(new SeatsChanged(waiting));
      waiting.clear();
    }
  }
}
