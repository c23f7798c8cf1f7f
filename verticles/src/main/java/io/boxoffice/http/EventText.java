package io.boxoffice.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * How events are written.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events,
 *     HTML Standard 9.2</a>
 */
final class EventText {
  static final String MEDIA_TYPE = "text/event-stream";

  /** A comment, which no client shows. */
  static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

  private EventText() {}

  /**
   * One event. JSON has no line breaks, so its text is one line of data.
   *
   * @param id what the client names when it comes back; null leaves its last one
   */
  static Buffer event(String name, String id, JsonObject data) {
    return event(name, id, data.toBuffer());
  }

  /** The same with data that is JSON already. */
  static Buffer event(String name, String id, Buffer json) {
    Buffer text = Buffer.buffer("event: ").appendString(name).appendString("\n");
    if (id != null) {
      text.appendString("id: ").appendString(id).appendString("\n");
    }
    return text.appendString("data: ").appendBuffer(json).appendString("\n\n");
  }

  /** How long the client shall wait before it connects again. */
  static Buffer retry(long afterMs) {
    return Buffer.buffer("retry: " + afterMs + "\n\n");
  }
}
