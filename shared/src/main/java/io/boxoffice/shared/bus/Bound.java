package io.boxoffice.shared.bus;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How many requests of some kinds may be under way at one time; past it they are refused at once,
 * with nothing done. Safe for use from any thread.
 *
 * <p>By Little's law so many requests, served at a rate, take their number over the rate: the bound
 * is what keeps the time of those that are served from growing with what is offered.
 *
 * @see <a href="https://doi.org/10.1287/opre.9.3.383">Little, A Proof for the Queuing Formula</a>
 */
public final class Bound {
  private static final int RETRY_SECONDS = 1;

  private final int most;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param most at least 1
   */
  public Bound(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a bound must let something pass");
    }
    this.most = most;
  }

  /** One of the same size, for what must not wait for what this one counts. */
  public Bound another() {
    return new Bound(most);
  }

  /** Whether {@link #enter} would refuse just now. */
  public boolean isFull() {
    return underWay.get() >= most;
  }

  /** Counts a request in; false, and counted as refused, where as many as may be are under way. */
  public boolean enter() {
    if (underWay.incrementAndGet() <= most) {
      return true;
    }
    underWay.decrementAndGet();
    refused.incrementAndGet();
    return false;
  }

  /** Counts a request out that had entered. */
  public void leave() {
    underWay.decrementAndGet();
  }

  /** Does the work if it may enter, and counts it out when it ends; else fails at once. */
  public <T> Future<T> run(Supplier<Future<T>> work) {
    return enter() ? work.get().onComplete(done -> leave()) : Future.failedFuture(refusal());
  }

  /** What a request hears that does not enter: SERVICE_UNAVAILABLE, nothing was done. */
  public static Refusal refusal() {
    return new Refusal(
        ErrorCode.SERVICE_UNAVAILABLE,
        ServicePhrase.SERVICE_BUSY.sentence(),
        new JsonObject().put("retryAfterSeconds", RETRY_SECONDS));
  }

  /** How many are under way. */
  public int underWay() {
    return underWay.get();
  }

  /** How many were ever refused. */
  public long refused() {
    return refused.get();
  }
}
