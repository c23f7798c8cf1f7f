package io.boxoffice.queue;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The waiting places of one concert in sequence order, with exact positions.
 *
 * <p>Places lie densely in parallel arrays in the order of their sequences (about 37 bytes each); a
 * {@link LiveBits} counts the living ones before any one, a {@link LapseWheel} finds the silent
 * ones. Where the arrays are full and mostly dead they are packed, otherwise doubled: the cost of a
 * join stays constant on average, and the arrays stay below four times the most that ever waited at
 * one time. Not safe for concurrent use.
 */
final class WaitingPlaces implements LapseWheel.Places {
  private static final int SMALLEST = 8;

  private long[] sequences = new long[SMALLEST];
  private long[] users = new long[SMALLEST];
  private long[] joinedAtMs = new long[SMALLEST];
  private long[] heardAtMs = new long[SMALLEST];
  private int size;
  private final LiveBits bits = new LiveBits(SMALLEST);
  private final LapseWheel wheel = new LapseWheel(this);
  private LongConsumer onLapse = userId -> {};
  private long ttlMs;
  private long noLapseBeforeMs;

  WaitingPlaces(long nowMs, long ttlMs, long noLapseBeforeMs) {
    this.ttlMs = ttlMs;
    this.noLapseBeforeMs = noLapseBeforeMs;
    wheel.restart(nowMs, longestMs(nowMs), SMALLEST);
  }

  /** Whom to tell the user of each place that lapses. */
  void onLapse(LongConsumer listener) {
    onLapse = listener;
  }

  private long longestMs(long nowMs) {
    return Math.max(ttlMs, noLapseBeforeMs - nowMs);
  }

  /** How many wait. */
  int count() {
    return bits.live();
  }

  /** Appends a place; its sequence must be above every one before. */
  void add(long sequence, long userId, long joinedMs, long heardMs) {
    if (size > 0 && sequence <= sequences[size - 1]) {
      throw new IllegalArgumentException("sequences must ascend");
    }
    if (size == sequences.length) {
      makeRoom();
    }
    int index = size++;
    sequences[index] = sequence;
    users[index] = userId;
    joinedAtMs[index] = joinedMs;
    heardAtMs[index] = heardMs;
    bits.set(index);
    wheel.put(index, deadlineMs(index));
  }

  /** The index of a living place, or -1; good until the next {@link #add}. */
  int indexOf(long sequence) {
    if (size == 0 || sequence < sequences[0]) {
      return -1;
    }
    // Without gaps the place is exactly so far from the first; gaps only bring it nearer.
    long furthest = sequence - sequences[0];
    int index =
        furthest < size && sequences[(int) furthest] == sequence
            ? (int) furthest
            : Arrays.binarySearch(sequences, 0, (int) Math.min(size, furthest + 1), sequence);
    return index >= 0 && bits.get(index) ? index : -1;
  }

  /** 1 + the number of living places before this one. */
  int position(int index) {
    return bits.rank(index) + 1;
  }

  /** The index of the next in line, or -1. */
  int first() {
    return bits.first();
  }

  /** The index of the first living place at or after the sequence, or -1. */
  int firstFrom(long sequence) {
    int found = Arrays.binarySearch(sequences, 0, size, sequence);
    int index = found >= 0 ? found : -found - 1;
    return index >= size ? -1 : bits.firstFrom(index);
  }

  /** The index of the next living place after this one, or -1. */
  int after(int index) {
    return bits.firstFrom(index + 1);
  }

  long sequence(int index) {
    return sequences[index];
  }

  long userId(int index) {
    return users[index];
  }

  long joinedAtMs(int index) {
    return joinedAtMs[index];
  }

  long heardAtMs(int index) {
    return heardAtMs[index];
  }

  /** A sign of life. */
  void heard(int index, long nowMs) {
    heardAtMs[index] = Math.max(heardAtMs[index], nowMs);
  }

  /** Ends a place. */
  void remove(int index) {
    bits.clear(index);
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
  public boolean isLive(int index) {
    return bits.get(index);
  }

  @Override
  public long deadlineMs(int index) {
    return Math.max(heardAtMs[index] + ttlMs, noLapseBeforeMs);
  }

  @Override
  public void lapse(int index) {
    bits.clear(index);
    onLapse.accept(users[index]);
  }

  private void makeRoom() {
    if (bits.live() <= size / 2) {
      pack();
    } else {
      int capacity = Math.multiplyExact(size, 2);
      sequences = Arrays.copyOf(sequences, capacity);
      users = Arrays.copyOf(users, capacity);
      joinedAtMs = Arrays.copyOf(joinedAtMs, capacity);
      heardAtMs = Arrays.copyOf(heardAtMs, capacity);
      bits.grow(capacity);
      wheel.grow(capacity);
    }
  }

  private void pack() {
    int to = 0;
    for (int from = bits.first(); from >= 0; from = bits.firstFrom(from + 1)) {
      sequences[to] = sequences[from];
      users[to] = users[from];
      joinedAtMs[to] = joinedAtMs[from];
      heardAtMs[to] = heardAtMs[from];
      to++;
    }
    size = to;
    bits.fill(to);
    rebuildWheel(wheel.doneMs());
  }

  private void rebuildWheel(long nowMs) {
    wheel.restart(nowMs, longestMs(nowMs), sequences.length);
    for (int index = bits.first(); index >= 0; index = bits.firstFrom(index + 1)) {
      if (deadlineMs(index) <= nowMs) {
        lapse(index);
      } else {
        wheel.put(index, deadlineMs(index));
      }
    }
  }

  /** About how many bytes the arrays take. */
  long bytes() {
    return 32L * sequences.length + sequences.length / 8 + sequences.length / 16 + wheel.bytes();
  }
}
