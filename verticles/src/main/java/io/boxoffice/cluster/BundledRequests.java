package io.boxoffice.cluster;

import io.boxoffice.shared.bus.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one service for many things of a concert with one message: a message costs more than most of
 * what is asked. What comes while the last one was sent a moment ago goes together, in the order in
 * which it came. Each gets its own answer, but when all of its message are there: no concert waits
 * for the answers of another one's. Confined to one context.
 */
public final class BundledRequests {
  private static final Logger LOG = LoggerFactory.getLogger(BundledRequests.class);

  /** So many may hear that their outcome is unknown where one message is lost. */
  private static final int MOST = 64;

  private record Asked<R>(Request<R> request, Promise<R> promise) {
    @SuppressWarnings("unchecked") // A service answers a request with its reply or a refusal.
    void answer(Object answer) {
      if (answer instanceof Throwable failure) {
        promise.fail(failure);
      } else {
        promise.complete((R) answer);
      }
    }
  }

  private final Executor spacing;
  private final Function<List<Request<?>>, Future<List<Object>>> bus;

  /** Who waits, by concert. */
  private Map<Long, List<Asked<?>>> waiting = new LinkedHashMap<>();

  /**
   * Nothing was asked yet.
   *
   * @param spacing does what it is given on this context, soon; see {@link Spacing}
   * @param bus sends a message, and gives one answer a request in their order
   */
  public BundledRequests(Executor spacing, Function<List<Request<?>>, Future<List<Object>>> bus) {
    this.spacing = spacing;
    this.bus = bus;
  }

  /**
   * The service's reply; fails with its refusal, or as the message did.
   *
   * @param concertId the one concert that the request is about
   */
  public <R> Future<R> ask(long concertId, Request<R> request) {
    Asked<R> asked = new Asked<>(request, Promise.promise());
    if (waiting.isEmpty()) {
      spacing.execute(this::send);
    }
    waiting.computeIfAbsent(concertId, key -> new ArrayList<>()).add(asked);
    return asked.promise().future();
  }

  private void send() {
    Map<Long, List<Asked<?>>> now = waiting;
    waiting = new LinkedHashMap<>();
    for (List<Asked<?>> ofOne : now.values()) {
      for (int from = 0; from < ofOne.size(); from += MOST) {
        send(ofOne.subList(from, Math.min(from + MOST, ofOne.size())));
      }
    }
  }

  private void send(List<Asked<?>> together) {
    List<Request<?>> requests = new ArrayList<>(together.size());
    together.forEach(each -> requests.add(each.request()));
    Future<List<Object>> asked;
    try {
      asked = bus.apply(requests);
    } catch (RuntimeException e) {
      asked = Future.failedFuture(e);
    }
    asked.onComplete(
        done -> {
          for (int i = 0; i < together.size(); i++) {
            tell(together.get(i), done.succeeded() ? done.result().get(i) : done.cause());
          }
        });
  }

  /** The others must not suffer from one who cannot bear its answer. */
  private static void tell(Asked<?> asked, Object answer) {
    try {
      asked.answer(answer);
    } catch (RuntimeException e) {
      LOG.error("defect after " + asked.request().getClass().getSimpleName(), e);
    }
  }
}
