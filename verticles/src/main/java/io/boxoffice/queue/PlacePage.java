package io.boxoffice.queue;

import java.util.Arrays;

/**
 * A run of neighbouring places in the order of their sequences, at most {@value #MOST} of them.
 *
 * <p>A place's four numbers lie side by side, so that reading one place touches one or two cache
 * lines however many there are. A place that ended keeps its row until the page is compacted. Not
 * safe for concurrent use.
 */
final class PlacePage {
  static final int BITS = 10;
  static final int MOST = 1 << BITS;

  private static final int SMALLEST = 8;
  private static final int SEQUENCE = 0;
  private static final int USER = 1;
  private static final int JOINED = 2;
  private static final int STAMP = 3;
  private static final int COLUMN_BITS = 2;
  private static final int HEADER_BYTES = 72;

  private long[] cells;
  private long[] living;
  private int size;
  private int live;
  private long stampFloor = Long.MAX_VALUE;

  PlacePage() {
    this(SMALLEST);
  }

  private PlacePage(int capacity) {
    cells = new long[capacity << COLUMN_BITS];
    living = new long[words(capacity)];
  }

  /** A page that follows full ones, and will be full itself. */
  static PlacePage large() {
    return new PlacePage(MOST);
  }

  private static int words(int capacity) {
    return (capacity + 63) >>> 6;
  }

  /** How many rows there are, those of ended places included. */
  int size() {
    return size;
  }

  int live() {
    return live;
  }

  /** No living place's stamp is below; the least one itself right after {@link #setStampFloor}. */
  long stampFloor() {
    return stampFloor;
  }

  void setStampFloor(long floor) {
    stampFloor = floor;
  }

  long sequence(int row) {
    return cells[(row << COLUMN_BITS) + SEQUENCE];
  }

  long userId(int row) {
    return cells[(row << COLUMN_BITS) + USER];
  }

  long joinedAtMs(int row) {
    return cells[(row << COLUMN_BITS) + JOINED];
  }

  long stamp(int row) {
    return cells[(row << COLUMN_BITS) + STAMP];
  }

  /** Sets a stamp that is not below the place's present one. */
  void raiseStamp(int row, long stamp) {
    cells[(row << COLUMN_BITS) + STAMP] = stamp;
  }

  boolean isLive(int row) {
    return (living[row >>> 6] & (1L << row)) != 0;
  }

  /** How many live before the row. */
  int rank(int row) {
    int word = row >>> 6;
    int count = Long.bitCount(living[word] & ((1L << row) - 1));
    for (int i = 0; i < word; i++) {
      count += Long.bitCount(living[i]);
    }
    return count;
  }

  /** The first living row that is this one or later, or -1. */
  int liveFrom(int row) {
    int word = row >>> 6;
    if (word >= living.length) {
      return -1;
    }
    long bits = living[word] & (-1L << row);
    while (bits == 0 && ++word < living.length) {
      bits = living[word];
    }
    return bits == 0 ? -1 : (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** The row of a sequence, living or not, or -(the row where it belongs) - 1. */
  int rowOf(long sequence) {
    if (size == 0 || sequence < sequence(0)) {
      return -1;
    }
    // Without gaps the row is exactly so far from the first; gaps only bring it nearer.
    long furthest = sequence - sequence(0);
    if (furthest < size && sequence((int) furthest) == sequence) {
      return (int) furthest;
    }
    int low = 0;
    int high = (int) Math.min(size - 1, furthest);
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = sequence(middle);
      if (found == sequence) {
        return middle;
      }
      if (found < sequence) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** Appends a place behind all rows; there must be room. */
  void append(long sequence, long userId, long joinedMs, long stamp) {
    if (size == cells.length >> COLUMN_BITS) {
      int capacity = Math.min(MOST, 2 * size);
      cells = Arrays.copyOf(cells, capacity << COLUMN_BITS);
      living = Arrays.copyOf(living, words(capacity));
    }
    set(size, sequence, userId, joinedMs, stamp);
    size++;
  }

  /** Puts a place in where it belongs; there must be room once the ended ones are gone. */
  void insert(long sequence, long userId, long joinedMs, long stamp) {
    compact();
    int row = -rowOf(sequence) - 1;
    append(0, 0, 0, Long.MAX_VALUE);
    System.arraycopy(
        cells,
        row << COLUMN_BITS,
        cells,
        (row + 1) << COLUMN_BITS,
        (size - 1 - row) << COLUMN_BITS);
    live--;
    set(row, sequence, userId, joinedMs, stamp);
  }

  private void set(int row, long sequence, long userId, long joinedMs, long stamp) {
    int cell = row << COLUMN_BITS;
    cells[cell + SEQUENCE] = sequence;
    cells[cell + USER] = userId;
    cells[cell + JOINED] = joinedMs;
    cells[cell + STAMP] = stamp;
    living[row >>> 6] |= 1L << row;
    live++;
    stampFloor = Math.min(stampFloor, stamp);
  }

  /** Ends a living place. */
  void remove(int row) {
    living[row >>> 6] &= ~(1L << row);
    live--;
  }

  /** Takes the rows of ended places out. */
  void compact() {
    if (live == size) {
      return;
    }
    int to = 0;
    for (int from = liveFrom(0); from >= 0; from = liveFrom(from + 1)) {
      System.arraycopy(cells, from << COLUMN_BITS, cells, to << COLUMN_BITS, 1 << COLUMN_BITS);
      to++;
    }
    fill(to);
  }

  private void fill(int count) {
    size = count;
    live = count;
    Arrays.fill(living, 0L);
    Arrays.fill(living, 0, count >>> 6, -1L);
    if ((count & 63) != 0) {
      living[count >>> 6] = (1L << count) - 1;
    }
  }

  /** Appends the living places of a page that follows; there must be room. */
  void appendAll(PlacePage next) {
    compact();
    for (int row = next.liveFrom(0); row >= 0; row = next.liveFrom(row + 1)) {
      append(next.sequence(row), next.userId(row), next.joinedAtMs(row), next.stamp(row));
    }
  }

  /** Gives the later half of the places away to a new page. */
  PlacePage split() {
    compact();
    PlacePage later = large();
    int kept = size / 2;
    for (int row = kept; row < size; row++) {
      later.append(sequence(row), userId(row), joinedAtMs(row), stamp(row));
    }
    fill(kept);
    return later;
  }

  /** About how many bytes it takes. */
  long bytes() {
    return HEADER_BYTES + 8L * (cells.length + living.length);
  }
}
