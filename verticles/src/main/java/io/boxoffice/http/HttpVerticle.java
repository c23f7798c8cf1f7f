package io.boxoffice.http;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.time.Clock;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The REST API and the pages.
 *
 * <p>It speaks to the services by messages alone. Deploy it after them, one instance an event loop
 * (each has caches and limits of its own). It starts once the contract is compiled, the token keys
 * are read and proven, and the port is open; each of these failing fails the start. Stopping lets
 * the requests under way finish.
 */
public final class HttpVerticle extends VerticleBase {
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int COMPRESS_FROM_BYTES = 1_024;

  private final HttpConfig config;
  private final BusClient bus;
  private final Clock clock;
  private final HttpShared shared;
  private HotPath hotPath;
  private HotSales hotSales;
  private GatheredJoins joins;
  private Keyring keyring;
  private HttpServer server;
  private EventStreams streams;
  private StreamHandlers streamHandlers;

  /** The Host that was found to be one last: nearly all ask for the same. */
  private String lastHost;

  /**
   * @param shared the same for all instances of a node
   */
  public HttpVerticle(HttpConfig config, BusClient bus, Clock clock, HttpShared shared) {
    this.config = config;
    this.bus = bus;
    this.clock = clock;
    this.shared = shared;
  }

  /** The port that is listened on, once the verticle is deployed. */
  public int actualPort() {
    return server.actualPort();
  }

  @Override
  public Future<?> start() {
    hotPath = new HotPath(shared, clock);
    joins = new GatheredJoins(vertx, bus);
    keyring = new Keyring(vertx, bus, clock, shared::forgetTokens);
    Router router = Router.router(vertx);
    router.route().handler(this::begin);
    return Contract.load(vertx)
        .compose(contract -> keyring.open(config.keysTimeoutMs()).map(contract))
        .compose(
            contract -> {
              mountOperations(router, contract);
              return new SiteHandlers(vertx).mount(router);
            })
        .compose(mounted -> listen(router));
  }

  @Override
  public Future<?> stop() {
    if (server == null) {
      return Future.succeededFuture();
    }
    keyring.close();
    streams.close();
    return streamHandlers
        .stop()
        .compose(stopped -> server.shutdown(config.drainTimeoutMs(), TimeUnit.MILLISECONDS));
  }

  private void mountOperations(Router router, Contract contract) {
    Admission admission = new Admission(bus);
    Map<String, Function<Call, Future<Answer>>> handlers = new HashMap<>();
    handlers.putAll(new AccountHandlers(bus, keyring).byOperation());
    handlers.putAll(new ConcertHandlers(bus, admission, shared.seatLists()).byOperation());
    handlers.putAll(new QueueHandlers(bus, joins, shared.places()).byOperation());
    handlers.putAll(new ReservationHandlers(bus, shared.copies().taken()).byOperation());
    handlers.putAll(new WalletHandlers(bus).byOperation());
    handlers.putAll(new AdminHandlers(bus, config.longRequestTimeoutMs()).byOperation());
    handlers.putAll(new SupportHandlers(bus, config.longRequestTimeoutMs()).byOperation());
    AccessTokens accessTokens =
        new AccessTokens(keyring, bus, clock, config.issuer(), shared.callers());
    QueueTokens queueTokens = new QueueTokens(keyring, clock, config.issuer(), shared.places());
    RateLimits rateLimits = shared.rateLimits();
    Bodies bodies = new Bodies(vertx, config.bodyTimeoutMs());
    streams = new EventStreams(vertx, config.streams(), shared.streamSlots(), clock);
    streamHandlers = new StreamHandlers(bus, admission, shared.seatTexts());
    RequestCheck requestCheck = new RequestCheck(vertx);
    hotSales =
        new HotSales(
            shared,
            hotPath,
            bodies,
            config.maxBodyBytes(),
            requestCheck,
            target(contract, handlers, "holdSeats"),
            target(contract, handlers, "payReservation"));
    new Dispatcher(
            config,
            shared.writes(),
            accessTokens,
            queueTokens,
            rateLimits,
            bodies,
            requestCheck,
            streams)
        .mount(router, contract, handlers, streamHandlers.byOperation());
    if (config.classic() != HttpConfig.Classic.OFF) {
      ClassicUsers users =
          new ClassicUsers(bus, config.classic() == HttpConfig.Classic.TRUSTING_USER_ID);
      new ClassicApi(
              config,
              shared.writes(),
              accessTokens,
              rateLimits,
              bodies,
              users,
              new ClassicHandlers(bus, clock, queueTokens, users))
          .mount(router);
    }
    Dispatcher.methodsByPath(contract)
        .forEach(
            (path, allowed) ->
                router.route(path).handler(ctx -> Dispatcher.refuseMethod(ctx, allowed)));
  }

  private static HotSales.Target target(
      Contract contract, Map<String, Function<Call, Future<Answer>>> handlers, String id) {
    return new HotSales.Target(contract.operation(id), handlers.get(id));
  }

  private Future<HttpServer> listen(Router router) {
    HotReads hotReads = new HotReads(shared, hotPath);
    HotJoins hotJoins = new HotJoins(shared, joins, clock, hotPath);
    router.route().handler(ctx -> Problems.answer(ctx, new Refusal(ErrorCode.NOT_FOUND)));
    router.route().failureHandler(ctx -> fail(ctx, ctx.statusCode()));
    for (int status : new int[] {400, 404, 405, 406, 413, 414, 415, 431, 500}) {
      router.errorHandler(status, ctx -> fail(ctx, status));
    }
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(config.host())
                    .setPort(config.port())
                    .setMaxInitialLineLength(MAX_LINE_BYTES)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setIdleTimeout(config.idleTimeoutMs())
                    .setCompressionSupported(true)
                    .setCompressors(
                        List.of(
                            StandardCompressionOptions.gzip(1, 15, 8),
                            StandardCompressionOptions.deflate(1, 15, 8)))
                    .setCompressionContentSizeThreshold(COMPRESS_FROM_BYTES)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false))
            .requestHandler(
                request -> {
                  if (hasHost(request)
                      && !hotReads.answer(request)
                      && !hotJoins.answer(request)
                      && !hotSales.answer(request)) {
                    router.handle(request);
                  }
                })
            .invalidRequestHandler(HttpVerticle::refuseInvalid);
    streams.start();
    streamHandlers.start(vertx, config.streams());
    return server.listen();
  }

  /** RFC 9112, 3.2: one Host and no more, or who answers may differ from who was asked. */
  private boolean hasHost(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll(CommonHeaders.HOST);
    if (hosts.size() == 1 && hosts.get(0).equals(lastHost)) {
      return true;
    }
    boolean mustSay = request.version() == HttpVersion.HTTP_1_1;
    if (hosts.size() > 1 || (mustSay && request.authority() == null)) {
      Problems.answerUnrouted(request, ErrorCode.VALIDATION_FAILED, RequestPhrase.NO_HOST);
      return false;
    }
    if (mustSay && hosts.size() == 1) {
      lastHost = hosts.get(0);
    }
    return true;
  }

  private void begin(RoutingContext ctx) {
    shared.meters().watch(ctx);
    Trace.begin(ctx);
    ctx.next();
  }

  /** The router gives some failures (a path that cannot be decoded) a status and no cause. */
  private static void fail(RoutingContext ctx, int status) {
    Problems.answer(ctx, ctx.failure() == null ? new HttpException(status) : ctx.failure());
    Bodies.drain(ctx.request());
  }

  private static void refuseInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      Problems.answerUnrouted(request, ErrorCode.URI_TOO_LONG, RequestPhrase.LONG_LINE);
    } else if (cause instanceof TooLongHttpHeaderException
        || cause instanceof TooLongFrameException) {
      Problems.answerUnrouted(request, ErrorCode.HEADERS_TOO_LARGE, RequestPhrase.LARGE_HEADERS);
    } else {
      Problems.answerUnrouted(request, ErrorCode.VALIDATION_FAILED, RequestPhrase.NOT_HTTP);
    }
  }
}
