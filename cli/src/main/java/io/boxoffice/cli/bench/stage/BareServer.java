package io.boxoffice.cli.bench.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The yardstick of the reads: routes of vertx-web that answer bytes which lie ready, on one event
 * loop, with the HTTP options of a node.
 */
final class BareServer extends VerticleBase {
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int COMPRESS_FROM_BYTES = 1_024;
  private static final int IDLE_TIMEOUT_MS = 75_000;

  private final Replies replies;
  private HttpServer server;

  BareServer(Replies replies) {
    this.replies = replies;
  }

  public static void main(String[] arguments) throws IOException {
    Replies replies = new ObjectMapper().readValue(NodeServer.readLine(), Replies.class);
    Vertx vertx = Vertx.vertx();
    BareServer bare = new BareServer(replies);
    vertx.deployVerticle(bare).await();
    ServerProcess.serve(
        "http://127.0.0.1:" + bare.server.actualPort(), () -> vertx.close().await());
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    for (Replies.Route route : replies.routes()) {
      Buffer body = Buffer.buffer(Base64.getDecoder().decode(route.body()));
      Route mounted = router.route(HttpMethod.valueOf(route.method()), route.path());
      // Who is posted something reads it.
      mounted.handler(
          ctx -> {
            if (route.method().equals("POST")) {
              ctx.request().body().onSuccess(read -> answer(ctx, route, body));
            } else {
              answer(ctx, route, body);
            }
          });
    }
    // As HttpVerticle has them.
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(0)
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(IDLE_TIMEOUT_MS)
            .setCompressionSupported(true)
            .setCompressors(
                List.of(
                    StandardCompressionOptions.gzip(1, 15, 8),
                    StandardCompressionOptions.deflate(1, 15, 8)))
            .setCompressionContentSizeThreshold(COMPRESS_FROM_BYTES)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    server = vertx.createHttpServer(options).requestHandler(router);
    return server.listen();
  }

  private static void answer(RoutingContext ctx, Replies.Route route, Buffer body) {
    HttpServerResponse response = ctx.response().setStatusCode(route.status());
    route.headers().forEach(response::putHeader);
    Future<Void> sent = body.length() == 0 ? response.end() : response.end(body);
    sent.onFailure(gone -> ctx.request().connection().close());
  }
}
