package io.boxoffice.support;

import io.boxoffice.shared.id.Tsids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.Base64;
import java.util.UUID;

/** A plain REST client for tests: one caller, with the tokens that it has. */
public final class Rest {
  /** An answer; the body is empty where there was none. */
  public record Answer(int status, JsonObject body, String replayed) {
    /** {@code 201}, or {@code 409 SEAT_TAKEN}. */
    public String outcome() {
      return body.containsKey("code") ? status + " " + body.getString("code") : "" + status;
    }

    /** This answer, if it has the status; fails the test otherwise. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("expected " + expected + " but got " + status + ": " + body);
      }
      return this;
    }
  }

  private final WebClient client;
  private final URI base;
  private final String accessToken;
  private final String queueToken;

  private Rest(WebClient client, URI base, String accessToken, String queueToken) {
    this.client = client;
    this.base = base;
    this.accessToken = accessToken;
    this.queueToken = queueToken;
  }

  /** A caller without tokens. */
  public static Rest anonymous(Vertx vertx, String baseUrl) {
    WebClientOptions options = new WebClientOptions().setConnectTimeout(10_000).setIdleTimeout(60);
    return new Rest(
        WebClient.create(vertx, options, new io.vertx.core.http.PoolOptions().setHttp1MaxSize(400)),
        URI.create(baseUrl),
        null,
        null);
  }

  public Rest withAccess(String token) {
    return new Rest(client, base, token, queueToken);
  }

  public Rest withPlace(String token) {
    return new Rest(client, base, accessToken, token);
  }

  public String accessToken() {
    return accessToken;
  }

  /** Whom the access token names. */
  public long userId() {
    byte[] claims = Base64.getUrlDecoder().decode(accessToken.split("\\.", -1)[1]);
    return Tsids.parse(new JsonObject(Buffer.buffer(claims)).getString("sub")).orElseThrow();
  }

  public String queueToken() {
    return queueToken;
  }

  /** The same caller at another node. */
  public Rest at(String baseUrl) {
    return new Rest(client, URI.create(baseUrl), accessToken, queueToken);
  }

  public Future<Answer> get(String path) {
    return send(HttpMethod.GET, path, null, null);
  }

  public Future<Answer> delete(String path) {
    return send(HttpMethod.DELETE, path, null, null);
  }

  public Future<Answer> patch(String path, JsonObject body) {
    return send(HttpMethod.PATCH, path, null, body);
  }

  /** A POST with a key of its own. */
  public Future<Answer> post(String path, JsonObject body) {
    return post(path, UUID.randomUUID().toString(), body);
  }

  public Future<Answer> post(String path, String key, JsonObject body) {
    return send(HttpMethod.POST, path, key, body);
  }

  private Future<Answer> send(HttpMethod method, String path, String key, JsonObject body) {
    HttpRequest<Buffer> request =
        client.request(method, base.getPort(), base.getHost(), "/api/v1" + path).timeout(30_000);
    if (accessToken != null) {
      request.bearerTokenAuthentication(accessToken);
    }
    if (queueToken != null) {
      request.putHeader("Queue-Token", queueToken);
    }
    if (key != null) {
      request.putHeader("Idempotency-Key", key);
    }
    return (body == null ? request.send() : request.sendJsonObject(body))
        .map(
            response ->
                new Answer(
                    response.statusCode(),
                    response.body() == null || response.body().length() == 0
                        ? new JsonObject()
                        : response.bodyAsJsonObject(),
                    response.getHeader("Idempotency-Replayed")));
  }

  /** Signs a new user up and in. */
  public Future<Rest> signUp(String name) {
    JsonObject credentials =
        new JsonObject().put("name", name).put("password", "a-password-of-" + name);
    return post("/users", credentials)
        .map(answer -> answer.expect(201))
        .compose(created -> logIn(name, "a-password-of-" + name));
  }

  public Future<Rest> logIn(String name, String password) {
    return post("/login", new JsonObject().put("name", name).put("password", password))
        .map(answer -> withAccess(answer.expect(200).body().getString("accessToken")));
  }

  /** Charges the caller's wallet. */
  public Future<Rest> charged(long amount) {
    return post("/wallet/charges", new JsonObject().put("amount", amount))
        .map(
            answer -> {
              answer.expect(201);
              return this;
            });
  }

  /** Joins a queue; the caller has its token then, admitted or not. */
  public Future<Rest> joined(String concertId) {
    return post("/concerts/" + concertId + "/queue", null)
        .map(answer -> withPlace(answer.body().getString("token")));
  }

  public Future<Answer> hold(String performanceId, String key, String... seatIds) {
    return post(
        "/reservations",
        key,
        new JsonObject()
            .put("performanceId", performanceId)
            .put("seatIds", new io.vertx.core.json.JsonArray(java.util.List.of(seatIds))));
  }

  public Future<Answer> pay(String reservationId, String key) {
    return post("/reservations/" + reservationId + "/payment", key, null);
  }
}
