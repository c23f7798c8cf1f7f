package io.boxoffice.queue;

import java.util.Arrays;

/**
 * Places in the order of their sequences, with exact positions.
 *
 * <p>They lie densely in parallel arrays; a {@link LiveBits} counts the living ones before any one.
 * Where the arrays are full and mostly dead they are packed, otherwise doubled: the cost of a place
 * at the end stays constant on average, and the arrays stay below four times the most that ever
 * lived at one time. Not safe for concurrent use.
 */
class PlaceTable {
  static final int SMALLEST = 8;

  private long[] sequences = new long[SMALLEST];
  private long[] users = new long[SMALLEST];
  private long[] joinedAtMs = new long[SMALLEST];
  private int size;
  private final LiveBits bits = new LiveBits(SMALLEST);
  private long fingerprint;

  /** How many live. */
  int count() {
    return bits.live();
  }

  /** The same number for the same living places, whatever happened before; else hardly ever. */
  long fingerprint() {
    return fingerprint;
  }

  /**
   * Appends a place; its sequence must be above every one before.
   *
   * @return its index
   */
  final int append(long sequence, long userId, long joinedMs) {
    if (size > 0 && sequence <= sequences[size - 1]) {
      throw new IllegalArgumentException("sequences must ascend");
    }
    if (size == sequences.length) {
      makeRoom();
    }
    int index = size++;
    set(index, sequence, userId, joinedMs);
    bits.set(index);
    fingerprint += mark(sequence, userId);
    return index;
  }

  /**
   * Puts places in at their sequences, at a cost that goes by all places: for the few moments in
   * which places come out of order.
   *
   * @param places by ascending sequence, none of which lives here
   */
  final void merge(Row[] places) {
    pack();
    int from = size;
    size += places.length;
    if (size > sequences.length) {
      resize(Math.max(size, 2 * from));
    }
    int next = places.length;
    for (int to = size; next > 0; ) {
      Row place = places[next - 1];
      if (from > 0 && sequences[from - 1] > place.sequence) {
        move(--from, --to);
      } else {
        next--;
        set(--to, place.sequence, place.userId, place.joinedMs);
        merged(to);
        fingerprint += mark(place.sequence, place.userId);
      }
    }
    bits.fill(size);
    packed();
  }

  /** A place that is put in. */
  record Row(long sequence, long userId, long joinedMs) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return Long.compare(sequence, other.sequence);
    }
  }

  private void set(int index, long sequence, long userId, long joinedMs) {
    sequences[index] = sequence;
    users[index] = userId;
    joinedAtMs[index] = joinedMs;
  }

  /** The index of a living place, or -1; good until a place is put in. */
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

  /** The greatest sequence that has ever been here and was not packed away; 0 for none. */
  long lastSequence() {
    return size == 0 ? 0 : sequences[size - 1];
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

  /** All of a place. */
  Row row(int index) {
    return new Row(sequences[index], users[index], joinedAtMs[index]);
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

  public boolean isLive(int index) {
    return bits.get(index);
  }

  /** Ends a place. */
  void remove(int index) {
    bits.clear(index);
    fingerprint -= mark(sequences[index], users[index]);
  }

  int capacity() {
    return sequences.length;
  }

  private void makeRoom() {
    if (bits.live() <= size / 2) {
      pack();
      packed();
    } else {
      resize(Math.multiplyExact(size, 2));
    }
  }

  private void pack() {
    int to = 0;
    for (int from = bits.first(); from >= 0; from = bits.firstFrom(from + 1)) {
      move(from, to++);
    }
    size = to;
    bits.fill(to);
  }

  /** Makes room for indices below {@code capacity}. */
  void resize(int capacity) {
    sequences = Arrays.copyOf(sequences, capacity);
    users = Arrays.copyOf(users, capacity);
    joinedAtMs = Arrays.copyOf(joinedAtMs, capacity);
    bits.grow(capacity);
  }

  /** A place gets another index. */
  void move(int from, int to) {
    set(to, sequences[from], users[from], joinedAtMs[from]);
  }

  /** A place was put in out of order. */
  void merged(int index) {}

  /** Every place may have another index now. */
  void packed() {}

  /** About how many bytes the arrays take. */
  long bytes() {
    return 24L * sequences.length + sequences.length / 8 + sequences.length / 16;
  }

  /**
   * A place's share in a fingerprint: a well mixed number, so that sums collide by chance alone.
   *
   * @see <a href="https://doi.org/10.1145/2714064.2660195">SplitMix64's finalizer</a>
   */
  static long mark(long sequence, long value) {
    long mixed = sequence * 0x9E3779B97F4A7C15L + value;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
