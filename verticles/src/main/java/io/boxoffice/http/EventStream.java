package io.boxoffice.http;

import io.boxoffice.shared.error.Language;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's open event stream.
 *
 * <p>Nothing is kept for a client that does not read: an event that the socket does not take is not
 * sent, and its sender says again later what then is true. So a stream costs no more than the
 * socket's own queue and one event. Runs on one context.
 */
final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final long CANCEL = 8;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Caller caller;
  private final Language language;
  private final List<Runnable> overHandlers = new ArrayList<>(2);
  private long sentAtNanos = System.nanoTime();
  private long fullSinceNanos;
  private boolean full;
  private boolean over;

  EventStream(HttpServerRequest request, Caller caller) {
    this.request = request;
    this.response = request.response();
    this.caller = caller;
    this.language = Problems.language(request);
    response.closeHandler(closed -> finish());
    response.exceptionHandler(gone -> LOG.debug("the client left its stream", gone));
  }

  Caller caller() {
    return caller;
  }

  /** What to do once it is over, however that comes; at once where it is. */
  void onOver(Runnable handler) {
    if (over) {
      handler.run();
    } else {
      overHandlers.add(handler);
    }
  }

  boolean isOver() {
    return over;
  }

  /** Whether an event would go out now. */
  boolean takes() {
    return !over && !response.writeQueueFull();
  }

  /** Sends, or says that the client has not yet taken what was sent before. */
  boolean send(Buffer event) {
    if (!takes()) {
      return false;
    }
    sentAtNanos = System.nanoTime();
    response.write(event).onFailure(gone -> LOG.debug("an event did not arrive", gone));
    return true;
  }

  /** Shows that the node lives, where nothing else was sent for so long. */
  void keepAlive(long nowNanos, long heartbeatMs) {
    if (nowNanos - sentAtNanos >= TimeUnit.MILLISECONDS.toNanos(heartbeatMs)) {
      send(EventText.HEARTBEAT);
    }
  }

  /** Whether the client has read nothing for so long; to be asked often. */
  boolean isStalled(long nowNanos, long stallMs) {
    if (takes()) {
      full = false;
    } else if (!full) {
      full = true;
      fullSinceNanos = nowNanos;
    }
    return full && nowNanos - fullSinceNanos >= TimeUnit.MILLISECONDS.toNanos(stallMs);
  }

  /**
   * Says why it ends, and ends it.
   *
   * @param why with a code that may be retried where connecting again helps
   */
  void end(Refusal why) {
    if (over) {
      return;
    }
    JsonObject data =
        new JsonObject()
            .put("code", why.code().name())
            .put("detail", why.detail(language))
            .put("reconnect", why.code().retryable());
    response
        .end(EventText.event("end", null, data))
        .onFailure(gone -> LOG.debug("the client left before its stream's end", gone));
    finish();
  }

  /**
   * Drops the connection with all that waits on it. An orderly close would wait for the very reader
   * who does not read.
   */
  void cut() {
    if (over) {
      return;
    }
    if (request.version() != HttpVersion.HTTP_2
        && request.connection() instanceof ConnectionBase connection) {
      // From inside the pipeline: the channel's own close is turned into the orderly one.
      connection
          .channelHandlerContext()
          .close()
          .addListener(dropped -> LOG.debug("cut off a client that does not read"));
    } else {
      response.reset(CANCEL);
    }
    finish();
  }

  private void finish() {
    if (!over) {
      over = true;
      overHandlers.forEach(Runnable::run);
    }
  }
}
