package io.boxoffice.queue;

/** Counts what happened within the last 60 whole or begun seconds. Not safe for concurrent use. */
final class MinuteCount {
  static final int SECONDS = 60;

  private final int[] counts;
  private long second;
  private long total;

  MinuteCount(long nowMs) {
    this(new int[SECONDS], nowMs / 1_000);
  }

  /** Continues from {@link #counts} and {@link #second}. */
  MinuteCount(int[] counts, long second) {
    this.counts = counts;
    this.second = second;
    for (int count : counts) {
      total += count;
    }
  }

  /** By second modulo 60; not a copy. */
  int[] counts() {
    return counts;
  }

  /** The second up to which the counts go. */
  long second() {
    return second;
  }

  void add(long nowMs, int count) {
    forget(nowMs);
    counts[(int) (second % SECONDS)] += count;
    total += count;
  }

  /** The count at that time, which must not be before the last one added. */
  long within(long nowMs) {
    long elapsed = Math.max(0, nowMs / 1_000 - second);
    long gone = 0;
    for (long back = 0; back < SECONDS && back < elapsed; back++) {
      gone += counts[(int) ((second + 1 + back) % SECONDS)];
    }
    return total - gone;
  }

  private void forget(long nowMs) {
    long now = nowMs / 1_000;
    for (long steps = 0; second < now && steps < SECONDS; steps++) {
      second++;
      int slot = (int) (second % SECONDS);
      total -= counts[slot];
      counts[slot] = 0;
    }
    second = Math.max(second, now);
  }
}
