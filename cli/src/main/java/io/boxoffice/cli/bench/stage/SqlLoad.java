package io.boxoffice.cli.bench.stage;

import io.boxoffice.cli.bench.load.Arrivals;
import io.boxoffice.cli.bench.stage.SqlMessages.Offer;
import io.boxoffice.cli.bench.stage.SqlMessages.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * One load of {@link SqlServer}: statements when they are due, whether or not the database keeps
 * up, as {@link io.boxoffice.cli.bench.load.OpenLoop} does it with requests. Runs on one context.
 */
final class SqlLoad {
  /** What a node would answer: so results are read the same for both. */
  private static final int SERVED = 201;

  private static final int REFUSED = 409;
  private static final int FAILED = 500;

  private static final int LOOK_MS = 1;
  private static final int MAX_BACKLOG = 1 << 16;
  private static final int MAX_UNDER_WAY = SqlLanes.LANES * SqlLanes.PIPELINED;
  private static final long HIGHEST_MICROS = 60_000_000;
  private static final int DIGITS = 3;

  private final Vertx vertx;
  private final Supplier<Future<Boolean>> ask;
  private final Consumer<String> say;
  private final Arrivals arrivals;
  private final long warmUpNanos;
  private final long endNanos;
  private final long drainEndNanos;
  private final ArrayDeque<Long> backlog = new ArrayDeque<>();
  private final Histogram latency = new Histogram(HIGHEST_MICROS, DIGITS);
  private final SortedMap<Integer, Long> statuses = new TreeMap<>();
  private final Promise<Void> finished = Promise.promise();
  private long beginNanos;
  private long dueNanos;
  private int underWay;
  private boolean begun;
  private boolean ended;
  private boolean drained;
  private long offered;
  private long served;
  private long dropped;
  private long unanswered;
  private long answeredInTime;

  /**
   * Nothing is asked yet.
   *
   * @param ask has the next statement run, and says whether it did what it should; gives null where
   *     there is nothing left
   * @param say takes {@link SqlMessages#BEGUN} and {@link SqlMessages#ENDED} in time
   */
  SqlLoad(Vertx vertx, Offer offer, Supplier<Future<Boolean>> ask, Consumer<String> say) {
    this.vertx = vertx;
    this.ask = ask;
    this.say = say;
    arrivals = new Arrivals(offer.perSecond(), offer.seed());
    warmUpNanos = TimeUnit.MILLISECONDS.toNanos(offer.warmUpMs());
    endNanos = warmUpNanos + TimeUnit.MILLISECONDS.toNanos(offer.measuredMs());
    drainEndNanos = endNanos + TimeUnit.MILLISECONDS.toNanos(offer.drainMs());
  }

  /** Runs it; completes when nothing of it is under way any more. */
  Future<Void> run() {
    beginNanos = System.nanoTime();
    dueNanos = arrivals.next();
    Context context = vertx.getOrCreateContext();
    // A timer of the event loop would keep it busy for half of each millisecond, and that is
    // measured.
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> looks =
        clock.scheduleAtFixedRate(
            () -> context.runOnContext(due -> look()), 0, LOOK_MS, TimeUnit.MILLISECONDS);
    return finished
        .future()
        .onComplete(
            done -> {
              looks.cancel(false);
              clock.shutdown();
            });
  }

  private void look() {
    long now = System.nanoTime() - beginNanos;
    if (!begun && now >= warmUpNanos) {
      begun = true;
      say.accept(SqlMessages.BEGUN);
    }
    if (!ended && now >= endNanos) {
      ended = true;
      say.accept(SqlMessages.ENDED);
    }
    admit(now);
    dispatch();
    if (!drained && now >= drainEndNanos) {
      abandon(now);
    }
    if (ended && underWay == 0 && backlog.isEmpty()) {
      finished.tryComplete();
    }
  }

  private void admit(long now) {
    while (dueNanos <= now && dueNanos < endNanos) {
      if (dueNanos >= warmUpNanos) {
        offered++;
      }
      if (backlog.size() < MAX_BACKLOG) {
        backlog.add(dueNanos);
      } else if (dueNanos >= warmUpNanos) {
        dropped++;
      }
      dueNanos = arrivals.next();
    }
  }

  private void dispatch() {
    while (!drained && underWay < MAX_UNDER_WAY && !backlog.isEmpty()) {
      Future<Boolean> answer = ask.get();
      if (answer == null) {
        return;
      }
      long due = backlog.remove();
      underWay++;
      answer
          .map(done -> done ? SERVED : REFUSED)
          .otherwise(FAILED)
          .onSuccess(status -> answered(due, status));
    }
  }

  private void answered(long due, int status) {
    long now = System.nanoTime() - beginNanos;
    underWay--;
    if (now >= warmUpNanos && now < endNanos) {
      answeredInTime++;
    }
    if (due >= warmUpNanos) {
      latency.recordValue(micros(now - due));
      if (drained) {
        unanswered++;
      } else {
        statuses.merge(status, 1L, Long::sum);
        served += status == SERVED ? 1 : 0;
      }
    }
    dispatch();
  }

  /** What was not even asked counts with the time that it has waited. */
  private void abandon(long now) {
    drained = true;
    for (long due : backlog) {
      if (due >= warmUpNanos) {
        unanswered++;
        latency.recordValue(micros(now - due));
      }
    }
    backlog.clear();
  }

  private static long micros(long nanos) {
    return Math.min(Math.max(nanos, 0) / 1_000, HIGHEST_MICROS);
  }

  /** What became of it, once it has run. */
  Outcome outcome(long left) {
    return new Outcome(
        (endNanos - warmUpNanos) / 1e9,
        offered,
        served,
        dropped,
        unanswered,
        answeredInTime,
        SqlMessages.text(latency),
        statuses,
        left);
  }
}
