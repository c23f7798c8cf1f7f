package io.boxoffice.cluster;

import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The database's clock, carried on this node.
 *
 * <p>A round trip tells the offset between the database's clock and this node's {@code nanoTime},
 * to within half of its duration (Cristian's algorithm); of several the shortest is taken. Between
 * round trips {@code nanoTime} advances the clock, so that it goes on while the database is away.
 * It never goes back: where the database's clock was set back, it stands still until that has
 * caught up.
 *
 * <p>A new sample replaces the old one where it is at least as exact as that has become by drift,
 * or where the two cannot both be right, since then the database's own clock has changed.
 */
public final class DatabaseClock implements Clock {
  private static final int SAMPLES = 5;

  /** How far two crystals may part: 200 parts in a million. */
  private static final long DRIFT_DIVISOR = 5_000;

  private static final long NANOS_PER_MS = 1_000_000;

  /**
   * What one round trip told.
   *
   * @param offsetNanos the database's time minus this node's {@code nanoTime}
   * @param errorNanos how far the offset may be off, at the moment of the sample
   * @param takenNanos {@code nanoTime} of the sample
   */
  private record Sample(long offsetNanos, long errorNanos, long takenNanos) {}

  private final Supplier<Future<Long>> databaseTimeMs;
  private final LongSupplier nanoTime;
  private final AtomicReference<Sample> current = new AtomicReference<>();
  private final AtomicLong lastMs = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param databaseTimeMs asks the database for its time, in milliseconds since 1970
   */
  public DatabaseClock(Supplier<Future<Long>> databaseTimeMs) {
    this(databaseTimeMs, System::nanoTime);
  }

  DatabaseClock(Supplier<Future<Long>> databaseTimeMs, LongSupplier nanoTime) {
    this.databaseTimeMs = databaseTimeMs;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a few samples and keeps the best. Fails where the database does not answer; the clock
   * then goes on from the last sample. Calls must not overlap.
   */
  public Future<Void> synchronise() {
    return sample(SAMPLES, null).onSuccess(this::consider).mapEmpty();
  }

  /**
   * The database's time.
   *
   * @throws IllegalStateException where no sample has ever been taken
   */
  @Override
  public long nowMs() {
    Sample sample = current.get();
    if (sample == null) {
      throw new IllegalStateException("the clock was never synchronised with the database");
    }
    long now = Math.floorDiv(nanoTime.getAsLong() + sample.offsetNanos, NANOS_PER_MS);
    long last = lastMs.get();
    while (now > last) {
      if (lastMs.compareAndSet(last, now)) {
        return now;
      }
      last = lastMs.get();
    }
    return last;
  }

  private Future<Sample> sample(int left, Sample best) {
    if (left == 0) {
      return Future.succeededFuture(best);
    }
    long sentNanos = nanoTime.getAsLong();
    return databaseTimeMs
        .get()
        .compose(
            timeMs -> {
              Sample taken = sampleOf(sentNanos, nanoTime.getAsLong(), timeMs);
              boolean better = best == null || taken.errorNanos < best.errorNanos;
              return sample(left - 1, better ? taken : best);
            });
  }

  private static Sample sampleOf(long sentNanos, long receivedNanos, long timeMs) {
    long halfTrip = (receivedNanos - sentNanos) / 2;
    // The database cuts its time to the millisecond; on average half of one is lost.
    long timeNanos = TimeUnit.MILLISECONDS.toNanos(timeMs) + NANOS_PER_MS / 2;
    return new Sample(
        timeNanos - (sentNanos + halfTrip), halfTrip + NANOS_PER_MS / 2, receivedNanos);
  }

  private void consider(Sample taken) {
    Sample old = current.get();
    if (old == null) {
      current.set(taken);
      return;
    }
    long oldError = old.errorNanos + (taken.takenNanos - old.takenNanos) / DRIFT_DIVISOR;
    boolean asExact = taken.errorNanos <= oldError;
    boolean contradicts =
        Math.abs(taken.offsetNanos - old.offsetNanos) > taken.errorNanos + oldError;
    if (asExact || contradicts) {
      current.set(taken);
    }
  }
}
