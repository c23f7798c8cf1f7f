package io.boxoffice.cluster;

import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Asks one service for many things of a concert with one message: a message costs more than most of
 * what is asked. Who comes alone waits for nobody; what comes within a moment after that goes
 * together, in the order in which it came. Each gets its own answer, but when all of its message
 * are there: no concert waits for another one's. Confined to one context.
 */
public final class BundledRequests {
  private static final int MOST = 500;

  private record Asked<R>(Request<R> request, Promise<R> promise) {
    @SuppressWarnings("unchecked") // A service answers a request with its reply or a refusal.
    void answer(Object answer) {
      if (answer instanceof Refusal refusal) {
        promise.fail(refusal);
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
    bus.apply(requests)
        .onSuccess(
            answers -> {
              for (int i = 0; i < answers.size(); i++) {
                together.get(i).answer(answers.get(i));
              }
            })
        .onFailure(failure -> together.forEach(each -> each.promise().fail(failure)));
  }
}
