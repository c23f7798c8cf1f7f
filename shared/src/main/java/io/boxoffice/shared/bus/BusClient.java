package io.boxoffice.shared.bus;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks a service over the event bus, with a deadline.
 *
 * <p>A node that has the service's role asks itself; another sends to the cluster. A future fails
 * with a {@link Refusal}: the service's own, {@code SERVICE_UNAVAILABLE} where nobody serves the
 * address, or {@code OUTCOME_UNKNOWN} where no answer came in time (the command may have run). Safe
 * for use from any thread; the future completes on the caller's context.
 */
public final class BusClient {
  private final Vertx vertx;
  private final Set<Role> localRoles;
  private final long timeoutMs;

  /**
   * @param localRoles the roles of this node
   * @param timeoutMs how long to wait for a reply, in milliseconds, at least 1
   */
  public BusClient(Vertx vertx, Set<Role> localRoles, long timeoutMs) {
    this.vertx = vertx;
    this.localRoles = Set.copyOf(localRoles);
    this.timeoutMs = timeoutMs;
  }

  /** Sends the request and gives its reply. */
  public <R> Future<R> ask(Request<R> request) {
    return ask(request, timeoutMs);
  }

  /** Sends the request with a deadline of its own, in milliseconds. */
  public <R> Future<R> ask(Request<R> request, long deadlineMs) {
    return send(request.service(), request, deadlineMs);
  }

  /** Sends the requests with the usual deadline; see {@link #askTogether(List, long)}. */
  public Future<List<Object>> askTogether(List<Request<?>> requests) {
    return askTogether(requests, timeoutMs);
  }

  /**
   * Sends requests to one service in one message, with a deadline in milliseconds.
   *
   * @param requests at least one
   * @return the answers in the order of the requests, each what the service replies to that one or
   *     its {@link Refusal}, once all are there; may fail as a whole where the message is lost
   */
  public Future<List<Object>> askTogether(List<Request<?>> requests, long deadlineMs) {
    Service service = requests.get(0).service();
    if (requests.stream().anyMatch(request -> request.service() != service)) {
      throw new IllegalArgumentException("requests to several services");
    }
    return requests.size() == 1
        ? send(service, requests.get(0), deadlineMs).transform(BusClient::alone)
        : this.<Bundle>send(service, new Bundle(List.copyOf(requests)), deadlineMs)
            .map(Bundle::bodies);
  }

  private static Future<List<Object>> alone(AsyncResult<Object> asked) {
    if (asked.succeeded()) {
      return Future.succeededFuture(List.of(asked.result()));
    }
    return asked.cause() instanceof Refusal refusal
        ? Future.succeededFuture(List.of(refusal))
        : Future.failedFuture(asked.cause());
  }

  private <R> Future<R> send(Service service, Object body, long deadlineMs) {
    String address =
        localRoles.contains(service.role()) ? service.localAddress() : service.clusterAddress();
    DeliveryOptions options =
        new DeliveryOptions()
            .setSendTimeout(deadlineMs)
            .setLocalOnly(localRoles.contains(service.role()));
    return vertx
        .eventBus()
        .<R>request(address, body, options)
        .map(Message::body)
        .recover(failure -> Future.failedFuture(refusalOf(failure)));
  }

  /** Tells every node that listens, this one included; nobody answers, and it may get lost. */
  public void publish(Announcement announcement) {
    vertx.eventBus().publish(announcement.address(), announcement);
  }

  /**
   * Hears the announcements at an address, on the caller's context, until it is unregistered.
   *
   * @param type the one type that is published there
   */
  public <A extends Announcement> MessageConsumer<Object> listen(
      String address, Class<A> type, Consumer<A> handler) {
    return vertx.eventBus().consumer(address, message -> handler.accept(type.cast(message.body())));
  }

  /**
   * Tells one node, and completes once it has acted on it; fails where it has not in time, in
   * milliseconds.
   *
   * @param node the name that it listens by
   */
  public Future<Void> tell(String node, Announcement announcement, long deadlineMs) {
    return vertx
        .eventBus()
        .request(
            announcement.address() + "." + node,
            announcement,
            new DeliveryOptions().setSendTimeout(deadlineMs))
        .mapEmpty();
  }

  /** Hears what is told to this node alone; see {@link #tell} and {@link #listen}. */
  public <A extends Announcement> MessageConsumer<Object> listenAs(
      String node, String address, Class<A> type, Consumer<A> handler) {
    return vertx
        .eventBus()
        .consumer(
            address + "." + node,
            message -> {
              handler.accept(type.cast(message.body()));
              message.reply(Done.DONE);
            });
  }

  private static Throwable refusalOf(Throwable failure) {
    if (failure instanceof Refusal || !(failure instanceof ReplyException reply)) {
      return failure;
    }
    return switch (reply.failureType()) {
      case NO_HANDLERS ->
          new Refusal(
              ErrorCode.SERVICE_UNAVAILABLE,
              ServicePhrase.NO_NODE.sentence(),
              new JsonObject().put("retryAfterSeconds", 1));
      case TIMEOUT ->
          new Refusal(
              ErrorCode.OUTCOME_UNKNOWN,
              ServicePhrase.NO_ANSWER_REPEAT.sentence(),
              new JsonObject().put("retryAfterSeconds", 1));
      default -> failure;
    };
  }
}
