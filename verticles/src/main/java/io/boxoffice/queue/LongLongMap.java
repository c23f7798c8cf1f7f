package io.boxoffice.queue;

import java.util.Arrays;
import java.util.List;

/**
 * A map from long to positive long without boxing: 24 to 48 bytes an entry.
 *
 * <p>Extendible hashing: the hash's first bits name a small table, and one that is full is split in
 * two. So no change ever costs by all entries, as doubling one large table would. Tables shrink,
 * but are joined again only by {@link #clear}. Not safe for concurrent use.
 *
 * @see <a href="https://doi.org/10.1145/320083.320092">Fagin, Nievergelt, Pippenger and Strong,
 *     Extendible hashing, 1979</a>
 */
final class LongLongMap {
  static final long NONE = 0;

  /** One more halves what a table has; past this depth a full table just grows. */
  private static final int DEEPEST = 20;

  /** Indexed by the first {@link #depth} bits; neighbours may be the same table. */
  private Table[] tables;

  private int depth;
  private int size;

  LongLongMap() {
    clear();
  }

  /** Forgets everything. */
  void clear() {
    tables = new Table[] {new Table(0, Table.SMALLEST)};
    depth = 0;
    size = 0;
  }

  int size() {
    return size;
  }

  /** The key's value, or {@link #NONE}. */
  long get(long key) {
    long hash = hash(key);
    return tables[tableOf(hash)].get(hash, key);
  }

  /**
   * The values of many keys at once, which costs far less than one by one: no look-up waits for
   * another, so the memory answers several at a time.
   */
  long[] getAll(List<Long> keys) {
    long[] values = new long[keys.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(keys.get(i));
    }
    return values;
  }

  /** Sets the key's value, which must be positive. */
  void put(long key, long value) {
    if (value <= NONE) {
      throw new IllegalArgumentException("a value must be positive");
    }
    long hash = hash(key);
    Table table = tables[tableOf(hash)];
    size += table.put(hash, key, value) ? 1 : 0;
    if (table.isFull()) {
      if (table.slots() < Table.LARGEST || table.depth == DEEPEST) {
        table.resize(2 * table.slots());
      } else {
        split(tableOf(hash), table);
      }
    }
  }

  /** Forgets the key; nothing happens where it is not known. */
  void remove(long key) {
    long hash = hash(key);
    size -= tables[tableOf(hash)].remove(hash, key) ? 1 : 0;
  }

  private void split(int index, Table full) {
    if (full.depth == depth) {
      Table[] doubled = new Table[2 * tables.length];
      for (int i = 0; i < doubled.length; i++) {
        doubled[i] = tables[i / 2];
      }
      tables = doubled;
      depth++;
      split(2 * index, full);
      return;
    }
    Table low = new Table(full.depth + 1, full.slots());
    Table high = new Table(full.depth + 1, full.slots());
    full.moveTo(low, high);
    int both = 1 << (depth - full.depth);
    int from = index & -both;
    Arrays.fill(tables, from, from + both / 2, low);
    Arrays.fill(tables, from + both / 2, from + both, high);
  }

  static long hash(long key) {
    return key * 0x9E3779B97F4A7C15L;
  }

  private int tableOf(long hash) {
    return (int) (hash >>> 1 >>> (63 - depth));
  }

  /** About how many bytes the tables take. */
  long bytes() {
    long bytes = 4L * tables.length;
    Table before = null;
    for (Table table : tables) {
      bytes += table == before ? 0 : table.bytes();
      before = table;
    }
    return bytes;
  }

  /**
   * Open addressing with linear probing, at most two thirds full; a removal moves the followers
   * back, so there are no tombstones. A key and its value lie side by side.
   */
  private static final class Table {
    static final int SMALLEST = 16;
    static final int LARGEST = 4_096;
    private static final int HEADER_BYTES = 48;

    /** How many of the hash's first bits all keys here have in common. */
    final int depth;

    /** Keys at even indices, each with its value behind; the value {@link #NONE} is a free slot. */
    private long[] cells;

    private int used;

    Table(int depth, int slots) {
      this.depth = depth;
      cells = new long[2 * slots];
    }

    int slots() {
      return cells.length / 2;
    }

    boolean isFull() {
      return used * 3 > cells.length;
    }

    private int home(long hash) {
      return ((int) (hash ^ (hash >>> 32)) << 1) & (cells.length - 1);
    }

    private int cellOf(long hash, long key) {
      int cell = home(hash);
      while (cells[cell + 1] != NONE && cells[cell] != key) {
        cell = (cell + 2) & (cells.length - 1);
      }
      return cell;
    }

    long get(long hash, long key) {
      return cells[cellOf(hash, key) + 1];
    }

    /** Says whether the key is new. */
    boolean put(long hash, long key, long value) {
      int cell = cellOf(hash, key);
      boolean added = cells[cell + 1] == NONE;
      used += added ? 1 : 0;
      cells[cell] = key;
      cells[cell + 1] = value;
      return added;
    }

    /** Says whether the key was there. */
    boolean remove(long hash, long key) {
      int hole = cellOf(hash, key);
      if (cells[hole + 1] == NONE) {
        return false;
      }
      used--;
      int mask = cells.length - 1;
      for (int cell = (hole + 2) & mask; cells[cell + 1] != NONE; cell = (cell + 2) & mask) {
        int home = home(hash(cells[cell]));
        if (((cell - home) & mask) >= ((cell - hole) & mask)) {
          cells[hole] = cells[cell];
          cells[hole + 1] = cells[cell + 1];
          hole = cell;
        }
      }
      cells[hole + 1] = NONE;
      if (slots() > SMALLEST && used * 8 < slots()) {
        resize(slots() / 2);
      }
      return true;
    }

    void resize(int slots) {
      long[] old = cells;
      cells = new long[2 * slots];
      used = 0;
      for (int cell = 0; cell < old.length; cell += 2) {
        if (old[cell + 1] != NONE) {
          put(hash(old[cell]), old[cell], old[cell + 1]);
        }
      }
    }

    /** Copies every entry by the first bit that the keys have not in common. */
    void moveTo(Table low, Table high) {
      for (int cell = 0; cell < cells.length; cell += 2) {
        if (cells[cell + 1] != NONE) {
          long hash = hash(cells[cell]);
          Table half = (hash << depth) < 0 ? high : low;
          half.put(hash, cells[cell], cells[cell + 1]);
        }
      }
    }

    long bytes() {
      return HEADER_BYTES + 8L * cells.length;
    }
  }
}
