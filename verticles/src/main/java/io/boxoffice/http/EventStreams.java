package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event streams of one event loop: opens them within the node's bounds, keeps them alive, cuts
 * off who does not read, and ends them with their access token or with the node.
 */
final class EventStreams {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final int CHECK_MS = 250;

  /** Who lost a node comes back at different moments. */
  private static final int MIN_RETRY_MS = 1_000;

  private static final int MAX_RETRY_MS = 5_000;

  private final Vertx vertx;
  private final HttpConfig.Streams config;
  private final StreamSlots slots;
  private final Clock clock;
  private final Set<EventStream> open = new LinkedHashSet<>();
  private long timer = -1;
  private boolean closed;

  EventStreams(Vertx vertx, HttpConfig.Streams config, StreamSlots slots, Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.slots = slots;
    this.clock = clock;
  }

  void start() {
    timer = vertx.setPeriodic(Math.min(CHECK_MS, config.heartbeatMs()), id -> check());
  }

  /** Ends every stream, so that its client connects to another node; opens no more. */
  void close() {
    closed = true;
    vertx.cancelTimer(timer);
    Refusal stops = new Refusal(ErrorCode.SERVICE_UNAVAILABLE, ServicePhrase.NODE_STOPS.sentence());
    List.copyOf(open).forEach(stream -> stream.end(stops));
  }

  /**
   * Begins a stream, or tells a HEAD what a GET would get.
   *
   * @throws Refusal SERVICE_UNAVAILABLE or RATE_LIMITED where there is no room for it
   */
  void open(RoutingContext ctx, Opening opening) {
    HttpServerResponse response = ctx.response();
    if (response.closed() || response.ended()) {
      return;
    }
    if (closed) {
      throw new Refusal(ErrorCode.SERVICE_UNAVAILABLE, ServicePhrase.NODE_STOPS.sentence());
    }
    boolean headOnly = ctx.request().method().equals(HttpMethod.HEAD);
    if (!headOnly) {
      slots.take(opening.caller().userId());
    }
    // The compressor takes "identity" as a request to stay away, and removes it.
    response
        .putHeader("Content-Type", EventText.MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Encoding", "identity")
        .putHeader("X-Accel-Buffering", "no");
    if (headOnly) {
      response.end().onFailure(gone -> LOG.debug("the client left before its answer", gone));
      return;
    }
    response.setChunked(true);
    EventStream stream = new EventStream(ctx.request(), opening.caller());
    open.add(stream);
    stream.onOver(
        () -> {
          open.remove(stream);
          slots.giveBack(opening.caller().userId());
        });
    stream.send(EventText.retry(ThreadLocalRandom.current().nextLong(MIN_RETRY_MS, MAX_RETRY_MS)));
    opening.begin().accept(stream);
  }

  private void check() {
    long nowNanos = System.nanoTime();
    long nowMs = clock.nowMs();
    for (EventStream stream : List.copyOf(open)) {
      if (stream.isStalled(nowNanos, config.stallMs())) {
        slots.countCutOff();
        stream.cut();
      } else if (stream.caller().expiresAtMs() <= nowMs) {
        stream.end(new Refusal(ErrorCode.ACCESS_TOKEN_INVALID));
      } else {
        stream.keepAlive(nowNanos, config.heartbeatMs());
      }
    }
  }
}
