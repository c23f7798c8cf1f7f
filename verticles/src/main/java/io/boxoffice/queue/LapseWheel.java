package io.boxoffice.queue;

import java.util.Arrays;

/**
 * Finds the places whose time is over, exact to the millisecond, at a cost that goes by what comes
 * due and not by how many wait.
 *
 * <p>A hashed timing wheel of two levels: seconds of {@value #TICK_MS} ms, and the milliseconds of
 * the present one. Each place is in one bucket, linked through {@code next}. A deadline that moves
 * later is not moved here: when the old bucket comes due, the true deadline is asked and the place
 * goes to the bucket of that. A place that ended is dropped the same way. A deadline that moves
 * earlier needs {@link #restart} and all places put in again. Not safe for concurrent use.
 *
 * @see <a href="https://doi.org/10.1109/90.650142">Varghese and Lauck, Hashed and hierarchical
 *     timing wheels, 1997</a>
 */
final class LapseWheel {
  private static final int TICK_BITS = 10;
  private static final int TICK_MS = 1 << TICK_BITS;

  /** What the wheel asks about a place. */
  interface Places {
    boolean isLive(int index);

    long deadlineMs(int index);

    /** Told once about each live place whose deadline is at or before the time given. */
    void lapse(int index);
  }

  private final Places places;

  /** Index + 1 of the first place of each bucket; 0 where it is empty. */
  private int[] ticks = new int[1];

  private final int[] fine = new int[TICK_MS];
  private int[] next = new int[0];

  /** How many places the present tick's milliseconds hold. */
  private int fineCount;

  /** The tick whose places are in {@link #fine}. */
  private long tick;

  /** Everything due at or before this was handled. */
  private long doneMs;

  LapseWheel(Places places) {
    this.places = places;
  }

  /**
   * Empties the wheel.
   *
   * @param nowMs from here on
   * @param longestMs no deadline is put further ahead than this
   * @param capacity place indices stay below this
   */
  void restart(long nowMs, long longestMs, int capacity) {
    int needed = (int) Math.min(1 << 20, (longestMs >> TICK_BITS) + 3);
    ticks = new int[Integer.highestOneBit(needed - 1) << 1];
    Arrays.fill(fine, 0);
    fineCount = 0;
    next = new int[capacity];
    tick = nowMs >> TICK_BITS;
    doneMs = nowMs;
  }

  /** Makes room for place indices below {@code capacity}. */
  void grow(int capacity) {
    next = Arrays.copyOf(next, capacity);
  }

  /** Puts a place in whose deadline is after the wheel's time. */
  void put(int index, long deadlineMs) {
    long due = deadlineMs >> TICK_BITS;
    if (due == tick) {
      int slot = (int) (deadlineMs & (TICK_MS - 1));
      next[index] = fine[slot];
      fine[slot] = index + 1;
      fineCount++;
      return;
    }
    // Further than the wheel reaches: the furthest bucket, which will ask again.
    int slot = (int) (Math.min(due, tick + ticks.length - 1) & (ticks.length - 1));
    next[index] = ticks[slot];
    ticks[slot] = index + 1;
  }

  /** Lapses every place whose deadline is {@code nowMs} or earlier. */
  void advance(long nowMs) {
    long nowTick = nowMs >> TICK_BITS;
    if (nowTick - tick > ticks.length) {
      advanceAround(nowMs);
      return;
    }
    while (doneMs < nowMs) {
      long tickEndMs = ((tick + 1) << TICK_BITS) - 1;
      long toMs = Math.min(nowMs, tickEndMs);
      for (long ms = doneMs + 1; ms <= toMs && fineCount > 0; ms++) {
        drain(fine, (int) (ms & (TICK_MS - 1)), nowMs, true);
      }
      doneMs = toMs;
      if (toMs < nowMs) {
        tick++;
        drain(ticks, (int) (tick & (ticks.length - 1)), nowMs, false);
      }
    }
  }

  /** A jump further than the wheel is long: every bucket comes due. */
  private void advanceAround(long nowMs) {
    int[] all = new int[ticks.length + TICK_MS];
    System.arraycopy(ticks, 0, all, 0, ticks.length);
    System.arraycopy(fine, 0, all, ticks.length, TICK_MS);
    Arrays.fill(ticks, 0);
    Arrays.fill(fine, 0);
    fineCount = 0;
    tick = nowMs >> TICK_BITS;
    doneMs = nowMs;
    for (int slot = 0; slot < all.length; slot++) {
      drain(all, slot, nowMs, false);
    }
  }

  private void drain(int[] buckets, int slot, long nowMs, boolean counted) {
    int link = buckets[slot];
    buckets[slot] = 0;
    while (link != 0) {
      int index = link - 1;
      link = next[index];
      if (counted) {
        fineCount--;
      }
      if (!places.isLive(index)) {
        continue;
      }
      long deadlineMs = places.deadlineMs(index);
      if (deadlineMs <= nowMs) {
        places.lapse(index);
      } else {
        put(index, deadlineMs);
      }
    }
  }

  /** Everything due at or before this was handled. */
  long doneMs() {
    return doneMs;
  }

  /** About how many bytes the arrays take. */
  long bytes() {
    return 4L * (ticks.length + fine.length + next.length);
  }
}
