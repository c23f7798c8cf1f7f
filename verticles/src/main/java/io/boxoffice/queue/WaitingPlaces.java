package io.boxoffice.queue;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The waiting places of one concert, and when each was heard of last (about 37 bytes a place).
 *
 * <p>A {@link LapseWheel} finds the silent ones. Not safe for concurrent use.
 */
final class WaitingPlaces extends PlaceTable implements LapseWheel.Places {
  private long[] heardAtMs = new long[SMALLEST];
  private final LapseWheel wheel = new LapseWheel(this);
  private IntConsumer onLapse = index -> {};
  private long ttlMs;
  private long noLapseBeforeMs;

  /** When places that are put in out of order were heard of. */
  private long mergedAtMs;

  WaitingPlaces(long nowMs, long ttlMs, long noLapseBeforeMs) {
    this.ttlMs = ttlMs;
    this.noLapseBeforeMs = noLapseBeforeMs;
    wheel.restart(nowMs, longestMs(nowMs), SMALLEST);
  }

  /** Whom to tell the index of each place that lapses, while it still has it. */
  void onLapse(IntConsumer listener) {
    onLapse = listener;
  }

  private long longestMs(long nowMs) {
    return Math.max(ttlMs, noLapseBeforeMs - nowMs);
  }

  /** Appends a place; its sequence must be above every one before. */
  void add(long sequence, long userId, long joinedMs, long heardMs) {
    int index = append(sequence, userId, joinedMs);
    heardAtMs[index] = heardMs;
    wheel.put(index, deadlineMs(index));
  }

  /** Puts places in at their sequences; see {@link #merge}. */
  void insert(Row[] places, long nowMs) {
    mergedAtMs = nowMs;
    merge(places);
  }

  long heardAtMs(int index) {
    return heardAtMs[index];
  }

  /** A sign of life. */
  void heard(int index, long nowMs) {
    heardAtMs[index] = Math.max(heardAtMs[index], nowMs);
  }

  /** Lapses every place whose deadline is {@code nowMs} or earlier. */
  void advance(long nowMs) {
    wheel.advance(nowMs);
  }

  /** Lets nobody lapse before this time. */
  void graceUntil(long untilMs) {
    noLapseBeforeMs = Math.max(noLapseBeforeMs, untilMs);
  }

  long noLapseBeforeMs() {
    return noLapseBeforeMs;
  }

  /** Sets another time to live and lapses what is then over; a grace shrinks with it. */
  void changeTtl(long newTtlMs, long nowMs) {
    ttlMs = newTtlMs;
    noLapseBeforeMs = Math.min(noLapseBeforeMs, nowMs + newTtlMs);
    rebuildWheel(nowMs);
  }

  @Override
  public long deadlineMs(int index) {
    return Math.max(heardAtMs[index] + ttlMs, noLapseBeforeMs);
  }

  @Override
  public void lapse(int index) {
    onLapse.accept(index);
    remove(index);
  }

  @Override
  void resize(int capacity) {
    super.resize(capacity);
    heardAtMs = Arrays.copyOf(heardAtMs, capacity);
    wheel.grow(capacity);
  }

  @Override
  void move(int from, int to) {
    super.move(from, to);
    heardAtMs[to] = heardAtMs[from];
  }

  @Override
  void merged(int index) {
    heardAtMs[index] = mergedAtMs;
  }

  @Override
  void packed() {
    rebuildWheel(wheel.doneMs());
  }

  private void rebuildWheel(long nowMs) {
    wheel.restart(nowMs, longestMs(nowMs), capacity());
    for (int index = first(); index >= 0; index = after(index)) {
      if (deadlineMs(index) <= nowMs) {
        lapse(index);
      } else {
        wheel.put(index, deadlineMs(index));
      }
    }
  }

  @Override
  long bytes() {
    return super.bytes() + 8L * capacity() + wheel.bytes();
  }
}
