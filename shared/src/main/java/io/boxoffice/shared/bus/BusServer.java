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
 */
public final class BusServer {
  private static final Logger LOG = LoggerFactory.getLogger(BusServer.class);

  private final Vertx vertx;
  private final Service service;
  private final Map<Class<?>, Function<Object, Future<?>>> handlers = new HashMap<>();
  private MessageConsumer<Object> cluster;
  private MessageConsumer<Object> local;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Promise<Void> drained = Promise.promise();
  private volatile boolean closed;

  public BusServer(Vertx vertx, Service service) {
    this.vertx = vertx;
    this.service = service;
  }

  /** Registers the one handler of a request type. */
  public <R, Q extends Request<R>> BusServer on(Class<Q> type, Function<Q, Future<R>> handler) {
    if (handlers.put(type, request -> handler.apply(type.cast(request))) != null) {
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

  private void ended() {
    underWay.decrementAndGet();
    completeIfDrained();
  }

  private void completeIfDrained() {
    if (closed && underWay.get() == 0) {
      drained.tryComplete();
    }
  }

  private void handle(Message<Object> message) {
    Object request = message.body();
    Function<Object, Future<?>> handler = handlers.get(request.getClass());
    Future<?> reply;
    underWay.incrementAndGet();
    try {
      reply =
          handler == null
              ? Future.failedFuture(
                  new IllegalStateException("no handler for " + request.getClass()))
              : handler.apply(request);
    } catch (RuntimeException e) {
      reply = Future.failedFuture(e);
    }
    reply
        .onSuccess(message::reply)
        .onFailure(failure -> message.reply(refusalOf(request, failure)))
        .onComplete(done -> ended());
  }

  private static Refusal refusalOf(Object request, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    LOG.error("defect while serving " + request.getClass().getSimpleName(), failure);
    return new Refusal(ErrorCode.INTERNAL_ERROR, ServicePhrase.NOT_SERVED.sentence());
  }
}
