package io.boxoffice.faults;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.util.List;

/** Sends calls to nodes and writes down what came of them. Its futures always succeed. */
final class Caller {
  /** A call's end, and the body that the history does not keep. */
  record Answered(Attempt attempt, JsonObject body) {}

  /** Whoever has no answer by then does not know. */
  static final long TIMEOUT_MS = 5_000;

  private static final int CONNECT_TIMEOUT_MS = 2_000;
  private static final int CONNECTIONS_PER_NODE = 400;
  private static final int SHOWN_SEATS = 24;

  private final WebClient client;
  private final List<URI> nodes;
  private final History history;

  Caller(Vertx vertx, List<String> baseUrls, History history) {
    this.client =
        WebClient.wrap(
            vertx
                .httpClientBuilder()
                .with(
                    new HttpClientOptions()
                        .setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setKeepAliveTimeout(30))
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_NODE))
                // Each lost connection is in the history as the calls that it carried.
                .withConnectHandler(connection -> connection.exceptionHandler(lost -> {}))
                .build());
    this.nodes = baseUrls.stream().map(URI::create).toList();
    this.history = history;
  }

  int nodes() {
    return nodes.size();
  }

  /** Connections and all. */
  void close() {
    client.close();
  }

  Future<Answered> send(Call call, Errand errand, String accessToken, String queueToken) {
    URI node = nodes.get(call.node());
    HttpRequest<Buffer> request =
        client
            .request(errand.method(), node.getPort(), node.getHost(), "/api/v1" + errand.path())
            .timeout(TIMEOUT_MS)
            .bearerTokenAuthentication(accessToken);
    if (queueToken != null) {
      request.putHeader("Queue-Token", queueToken);
    }
    if (errand.keyed()) {
      request.putHeader("Idempotency-Key", call.key());
    }
    long invokedUs = history.nowUs();
    long id = history.invoked(call, invokedUs);
    return (errand.body() == null ? request.send() : request.sendJsonObject(errand.body()))
        .map(response -> answered(id, call, invokedUs, response))
        .otherwise(
            lost ->
                ended(
                    id,
                    call,
                    invokedUs,
                    Reply.none(lost.getClass().getSimpleName()),
                    new JsonObject()));
  }

  private Answered answered(long id, Call call, long invokedUs, HttpResponse<Buffer> response) {
    JsonObject body = body(response);
    return ended(id, call, invokedUs, reply(call.operation(), response, body), body);
  }

  private Answered ended(long id, Call call, long invokedUs, Reply reply, JsonObject body) {
    return new Answered(history.answered(id, call, invokedUs, reply, history.nowUs()), body);
  }

  private static JsonObject body(HttpResponse<Buffer> response) {
    if (response.body() == null || response.body().length() == 0) {
      return new JsonObject();
    }
    try {
      return response.bodyAsJsonObject();
    } catch (DecodeException | ClassCastException notAnObject) {
      return new JsonObject();
    }
  }

  private static Reply reply(Operation operation, HttpResponse<Buffer> response, JsonObject body) {
    int status = response.statusCode();
    boolean retryAfter = response.getHeader("Retry-After") != null;
    String type = String.valueOf(response.getHeader("Content-Type"));
    boolean typed = type.startsWith("application/problem+json") && body.getString("code") != null;
    if (status == 202) {
      return new Reply(Outcome.UNKNOWN, status, "PENDING", false, retryAfter, new JsonObject());
    }
    if (status >= 200 && status < 300) {
      return new Reply(Outcome.OK, status, "", false, retryAfter, fields(operation, body));
    }
    String code = body.getString("code", "");
    Outcome outcome = code.equals("OUTCOME_UNKNOWN") ? Outcome.UNKNOWN : Outcome.REFUSED;
    return new Reply(outcome, status, code, typed, retryAfter, new JsonObject());
  }

  private static JsonObject fields(Operation operation, JsonObject body) {
    JsonObject fields = new JsonObject();
    switch (operation) {
      case JOIN, POLL -> {
        PlaceId.ofToken(body.getString("token")).writeTo(fields);
        copy(body, fields, "state", "position", "refreshAfterSeconds");
        copyTime(body, fields, "joinedAt");
        copyTime(body, fields, "admittedAt");
        copyTime(body, fields, "expiresAt");
      }
      case HOLD -> {
        copy(body, fields, "reservationId", "state", "amount");
        copyTime(body, fields, "expiresAt");
        fields.put("seatIds", seatIds(body, Integer.MAX_VALUE));
      }
      case READ_SEATS -> fields.put("free", seatIds(body, SHOWN_SEATS));
      case PAY -> copy(body, fields, "paymentId", "reservationId", "amount", "balance");
      case CHARGE -> copy(body, fields, "chargeId", "amount", "balance");
      case LEAVE, RELEASE -> {}
    }
    return fields;
  }

  private static JsonArray seatIds(JsonObject body, int limit) {
    JsonArray ids = new JsonArray();
    body.getJsonArray("seats").stream()
        .limit(limit)
        .forEach(seat -> ids.add(((JsonObject) seat).getString("seatId")));
    return ids;
  }

  private static void copy(JsonObject from, JsonObject to, String... names) {
    for (String name : names) {
      to.put(name, from.getValue(name));
    }
  }

  private static void copyTime(JsonObject from, JsonObject to, String name) {
    if (from.getString(name) != null) {
      to.put(name + "Us", RigClock.parse(from.getString(name)));
    }
  }
}
