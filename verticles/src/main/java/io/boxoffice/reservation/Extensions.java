package io.boxoffice.reservation;

import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.ExtendAdmission;
import io.boxoffice.store.ReservationStore.LiveHold;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Lets admissions last as long as the holds that were made with them.
 *
 * <p>Each hold tells the queue once. A sweep repeats what a lost message or a dead node may have
 * left undone, and leaves out what the queue has acknowledged to this node: that is in the head and
 * its backup, and a head that is made anew after a loss learns of live holds from PostgreSQL. Runs
 * on one context.
 */
final class Extensions {
  /** Longer than {@link io.boxoffice.store.ReservationStore#youngHolds} gives a hold. */
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int MOST_REMEMBERED = 100_000;

  /** So many go to the queue at one time. */
  private static final int AT_ONCE = 50;

  private final Function<ExtendAdmission, Future<?>> queue;
  private final LongSupplier nanoTime;

  /** When each reservation's extension was acknowledged, the oldest first. */
  private final Map<Long, Long> acknowledged = new LinkedHashMap<>();

  /**
   * @param queue answers once the extension is done, or says that it was refused
   * @param nanoTime a monotonic clock
   */
  Extensions(Function<ExtendAdmission, Future<?>> queue, LongSupplier nanoTime) {
    this.queue = queue;
    this.nanoTime = nanoTime;
  }

  /** Extends the admission to the hold's end; fails with the queue's refusal. Idempotent. */
  Future<Void> extend(LiveHold hold) {
    return queue
        .apply(new ExtendAdmission(hold.place(), hold.expiresAtMs()))
        .onSuccess(done -> remember(hold.reservationId()))
        .mapEmpty();
  }

  private void remember(long reservationId) {
    acknowledged.put(reservationId, nanoTime.getAsLong());
    if (acknowledged.size() > MOST_REMEMBERED) {
      acknowledged.remove(acknowledged.keySet().iterator().next());
    }
  }

  /** Extends what is not known to be. A place that is gone is no failure. */
  Future<Void> sweep(List<LiveHold> young) {
    forget();
    return sweepFrom(
        0, young.stream().filter(hold -> !acknowledged.containsKey(hold.reservationId())).toList());
  }

  private void forget() {
    long nowNanos = nanoTime.getAsLong();
    Iterator<Long> oldestFirst = acknowledged.values().iterator();
    while (oldestFirst.hasNext() && nowNanos - oldestFirst.next() > REMEMBERED_NANOS) {
      oldestFirst.remove();
    }
  }

  private Future<Void> sweepFrom(int index, List<LiveHold> holds) {
    if (index >= holds.size()) {
      return Future.succeededFuture();
    }
    int end = Math.min(index + AT_ONCE, holds.size());
    return Future.join(
            holds.subList(index, end).stream()
                .map(hold -> extend(hold).recover(Extensions::unlessGone))
                .toList())
        .compose(done -> sweepFrom(end, holds));
  }

  /**
   * A place that is admitted no longer cannot be extended; the hold that it made is its user's all
   * the same.
   */
  private static Future<Void> unlessGone(Throwable failure) {
    return failure instanceof Refusal refusal && HoldService.saysNotAdmitted(refusal)
        ? Future.succeededFuture()
        : Future.failedFuture(failure);
  }
}
