package io.boxoffice.shared.bus;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one service's requests on the event bus.
 *
 * <p>Handlers are registered by request type, then {@link #listen()} opens both addresses. A
 * handler that fails with a {@link Refusal} answers it; any other failure is a defect: it is logged
 * here and answered as an opaque {@code INTERNAL_ERROR}. Handlers run on the context that called
 * {@link #listen()}.
 *
 * <p>A request past a bound is answered SERVICE_UNAVAILABLE at once, so that nothing piles up
 * behind a database that is slow. Requests that come in one message count as if each came alone,
 * and their answers go back together.
 */
public final class BusServer {
  private static final Logger LOG = LoggerFactory.getLogger(BusServer.class);

  private static final int MOST_REQUESTS = 2_000;

  /** A handler and the bound of its own, which may be null. */
  private record Served(Bound own, Function<Object, Future<?>> handler) {}

  private final Vertx vertx;
  private final Service service;
  private final Bound all;
  private final Map<Class<?>, Served> handlers = new HashMap<>();
  private MessageConsumer<Object> cluster;
  private MessageConsumer<Object> local;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Promise<Void> drained = Promise.promise();
  private volatile boolean closed;

  /** Serves at most {@value #MOST_REQUESTS} requests at one time. */
  public BusServer(Vertx vertx, Service service) {
    this(vertx, service, new Bound(MOST_REQUESTS));
  }

  /**
   * Serves requests within a bound.
   *
   * @param all of all requests together
   */
  public BusServer(Vertx vertx, Service service, Bound all) {
    this.vertx = vertx;
    this.service = service;
    this.all = all;
  }

  /** Registers the one handler of a request type. */
  public <R, Q extends Request<R>> BusServer on(Class<Q> type, Function<Q, Future<R>> handler) {
    return on(type, null, handler);
  }

  /**
   * The same within a bound of its own.
   *
   * @param own may be shared by several types; null where there is none
   */
  public <R, Q extends Request<R>> BusServer on(
      Class<Q> type, Bound own, Function<Q, Future<R>> handler) {
    if (handlers.put(type, new Served(own, request -> handler.apply(type.cast(request)))) != null) {
      throw new IllegalArgumentException("two handlers for " + type.getSimpleName());
    }
    return this;
  }

  /** Opens the addresses; completes when the cluster knows the subscription. */
  public Future<Void> listen() {
    local = vertx.eventBus().localConsumer(service.localAddress(), this::handle);
    cluster = vertx.eventBus().consumer(service.clusterAddress(), this::handle);
    return cluster.completion();
  }

  /** Closes the addresses; completes once the requests under way have got their reply. */
  public Future<Void> close() {
    return Future.join(cluster.unregister(), local.unregister())
        .compose(
            unregistered -> {
              closed = true;
              completeIfDrained();
              return drained.future();
            });
  }

  private void completeIfDrained() {
    if (closed && underWay.get() == 0) {
      drained.tryComplete();
    }
  }

  private void handle(Message<Object> message) {
    // What another node has sent is decoded here, which may fail.
    Object body = message.body();
    underWay.incrementAndGet();
    reply(body)
        .otherwise(failure -> refusalOf(body, failure))
        .onSuccess(message::reply)
        .onComplete(done -> ended());
  }

  private Future<Object> reply(Object body) {
    return body instanceof Bundle bundle
        ? Future.all(bundle.bodies().stream().map(this::answer).toList())
            .map(all -> new Bundle(all.list()))
        : answer(body);
  }

  private void ended() {
    underWay.decrementAndGet();
    completeIfDrained();
  }

  /** What the handler gives, or the refusal: it never fails. */
  private Future<Object> answer(Object request) {
    Served served = handlers.get(request.getClass());
    if (!enter(served)) {
      return Future.succeededFuture(Bound.refusal());
    }
    return handled(served, request)
        .<Object>map(answer -> answer)
        .otherwise(failure -> refusalOf(request, failure))
        .onComplete(done -> leave(served));
  }

  private static Future<?> handled(Served served, Object request) {
    if (served == null) {
      return Future.failedFuture(new IllegalStateException("no handler for " + request.getClass()));
    }
    try {
      return Objects.requireNonNull(served.handler().apply(request), "no answer");
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private boolean enter(Served served) {
    if (!all.enter()) {
      return false;
    }
    if (served != null && served.own() != null && !served.own().enter()) {
      all.leave();
      return false;
    }
    return true;
  }

  private void leave(Served served) {
    all.leave();
    if (served != null && served.own() != null) {
      served.own().leave();
    }
  }

  private static Refusal refusalOf(Object request, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    LOG.error("defect while serving " + request.getClass().getSimpleName(), failure);
    return new Refusal(ErrorCode.INTERNAL_ERROR, ServicePhrase.NOT_SERVED.sentence());
  }
}
