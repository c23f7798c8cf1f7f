package io.boxoffice.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Health checks and metrics, on a port that clients do not reach. */
final class ManagementServer extends VerticleBase {
  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final int IDLE_SECONDS = 60;
  private static final int DRAIN_SECONDS = 1;
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final String host;
  private final int port;
  private final Readiness readiness;
  private final PrometheusMeterRegistry registry;
  private HttpServer server;

  ManagementServer(String host, int port, Readiness readiness, PrometheusMeterRegistry registry) {
    this.host = host;
    this.port = port;
    this.readiness = readiness;
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    HttpServerOptions options =
        new HttpServerOptions().setHost(host).setPort(port).setIdleTimeout(IDLE_SECONDS);
    server = vertx.createHttpServer(options).requestHandler(this::handle);
    return server.listen();
  }

  @Override
  public Future<?> stop() {
    return server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  /** The port in use, once it is deployed. */
  int actualPort() {
    return server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    Future<Void> sent =
        switch (request.path()) {
          case "/health/live", "/health/ready", "/metrics" ->
              READS.contains(request.method())
                  ? answer(request)
                  : request.response().setStatusCode(405).putHeader("Allow", "GET, HEAD").end();
          default -> request.response().setStatusCode(404).end();
        };
    sent.onFailure(failure -> request.connection().close());
  }

  private Future<Void> answer(HttpServerRequest request) {
    return switch (request.path()) {
      case "/health/live" -> send(request, 200, new JsonObject().put("status", "UP"));
      case "/health/ready" ->
          readiness
              .report()
              .compose(report -> send(request, report.up() ? 200 : 503, report.body()));
      default ->
          vertx
              .executeBlocking(registry::scrape, false)
              .compose(text -> request.response().putHeader("Content-Type", PROMETHEUS).end(text));
    };
  }

  private static Future<Void> send(HttpServerRequest request, int status, JsonObject body) {
    return request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body.toBuffer());
  }
}
