package io.boxoffice.support;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of one event stream: keeps all that came. */
public final class EventClient implements AutoCloseable {
  /** One event; the id is that of the last event that had one. */
  public record Event(String name, String id, JsonObject data) {}

  private final HttpClient client;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger comments = new AtomicInteger();
  private final StringBuilder rest = new StringBuilder();
  private int status;
  private MultiMap headers;
  private String lastId;
  private String body = "";
  private volatile boolean closed;

  private EventClient(Vertx vertx) {
    client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
  }

  /** Opens a stream and returns once its head is there, or the whole answer where it is none. */
  public static EventClient open(Vertx vertx, String url, String... headers) {
    EventClient events = new EventClient(vertx);
    RequestOptions options =
        new RequestOptions().setAbsoluteURI(url).setMethod(HttpMethod.GET).setTimeout(20_000);
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    // In one piece: what comes before there is somebody to take it would be lost.
    events.client.request(options).compose(request -> request.send().compose(events::take)).await();
    return events;
  }

  /** The caller's stream at a path of the API. */
  public static EventClient open(Vertx vertx, String baseUrl, Rest caller, String path) {
    return open(vertx, baseUrl, caller, path, null);
  }

  /** The same, after an event that the client has seen. */
  public static EventClient open(
      Vertx vertx, String baseUrl, Rest caller, String path, String lastEventId) {
    String url = baseUrl + "/api/v1" + path;
    String bearer = "Bearer " + caller.accessToken();
    String place = caller.queueToken();
    return lastEventId == null
        ? open(vertx, url, "Authorization", bearer, "Queue-Token", place)
        : open(
            vertx,
            url,
            "Authorization",
            bearer,
            "Queue-Token",
            place,
            "Last-Event-ID",
            lastEventId);
  }

  private Future<?> take(HttpClientResponse response) {
    status = response.statusCode();
    headers = response.headers();
    if (status == 200) {
      response.exceptionHandler(broken -> closed = true);
      response.endHandler(end -> closed = true);
      response.handler(this::read);
      return Future.succeededFuture();
    }
    return response.body().onSuccess(problem -> body = problem.toString());
  }

  /** What is sent is ASCII but for the words of an end, so a piece never ends in a character. */
  private void read(Buffer bytes) {
    rest.append(bytes.toString());
    int end = rest.indexOf("\n\n");
    while (end >= 0) {
      event(rest.substring(0, end));
      rest.delete(0, end + 2);
      end = rest.indexOf("\n\n");
    }
  }

  private void event(String block) {
    String name = "message";
    String data = null;
    for (String line : block.split("\n", -1)) {
      if (line.startsWith(":")) {
        comments.incrementAndGet();
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("id: ")) {
        lastId = line.substring(4);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      }
    }
    if (data != null) {
      events.add(new Event(name, lastId, new JsonObject(data)));
    }
  }

  public int status() {
    return status;
  }

  public String header(String name) {
    return headers.get(name);
  }

  public String problemCode() {
    return new JsonObject(body).getString("code");
  }

  public List<Event> events() {
    return events;
  }

  public Event last() {
    return events.get(events.size() - 1);
  }

  public int comments() {
    return comments.get();
  }

  public boolean isClosed() {
    return closed;
  }

  /** Goes away without a word. */
  @Override
  public void close() {
    client.close().await();
  }
}
