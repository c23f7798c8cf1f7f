package io.boxoffice.reservation;

import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.cluster.Moments;
import io.boxoffice.cluster.NodeTraits;
import io.boxoffice.cluster.Spacing;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.shared.messages.SeatMessages.SeatsChanged;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces to all nodes what this one has committed, what comes within a moment together. What
 * gets lost with a node, every view finds at its next correction. Runs on one context.
 */
final class SeatNews {
  private static final Logger LOG = LoggerFactory.getLogger(SeatNews.class);
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Vertx vertx;
  private final Executor spacing;
  private final BusClient bus;
  private final HazelcastInstance hazelcast;
  private final List<SeatStatus> waiting = new ArrayList<>();

  /** Whether what waits is about to be sent. */
  private boolean gathering;

  SeatNews(Vertx vertx, Moments moments, BusClient bus, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.spacing = new Spacing(vertx, moments, GATHER_NANOS);
    this.bus = bus;
    this.hazelcast = hazelcast;
  }

  void tell(List<SeatStatus> changes) {
    for (SeatStatus change : changes) {
      waiting.add(change);
      if (waiting.size() == SeatsChanged.MAX_SEATS) {
        send();
      }
    }
    if (!waiting.isEmpty() && !gathering) {
      gathering = true;
      spacing.execute(this::sendGathered);
    }
  }

  private void sendGathered() {
    gathering = false;
    send();
  }

  /**
   * Tells every other node at once, and completes when no view shows the seats as they were: when
   * all nodes have heard, or when each view has been read anew. Never fails.
   *
   * <p>Whoever is told that a seat is free may ask for it at any node.
   *
   * @param changes at most {@value SeatsChanged#MAX_SEATS}
   */
  Future<Void> tellEveryNode(List<SeatStatus> changes) {
    if (changes.isEmpty()) {
      return Future.succeededFuture();
    }
    SeatsChanged news = new SeatsChanged(changes);
    long beganNanos = System.nanoTime();
    return Future.join(
            NodeTraits.others(hazelcast, Role.RESERVATION).stream()
                .map(node -> tell(node, news, beganNanos))
                .toList())
        .mapEmpty();
  }

  private Future<Void> tell(String node, SeatsChanged news, long beganNanos) {
    return bus.tell(node, news, SeatViews.MAX_AGE_MS)
        .recover(
            unheard -> {
              long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
              LOG.debug("a node did not hear of a release; its view is read anew", unheard);
              return vertx.timer(Math.max(1, SeatViews.MAX_AGE_MS - passedMs)).mapEmpty();
            });
  }

  /** There may be nothing left where the announcement was full before its time. */
  private void send() {
    if (!waiting.isEmpty()) {
      bus.publish(new SeatsChanged(waiting));
      waiting.clear();
    }
  }
}
