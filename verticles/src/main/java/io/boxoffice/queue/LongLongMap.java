package io.boxoffice.queue;

import java.util.Arrays;

/**
 * A map from long to positive long without boxing: 16 bytes a slot, at most two thirds of them
 * used.
 *
 * <p>Open addressing with linear probing; a removal moves the followers back, so there are no
 * tombstones. Not safe for concurrent use.
 */
final class LongLongMap {
  static final long NONE = 0;
  private static final int SMALLEST = 16;

  private long[] keys = new long[SMALLEST];

  /** {@link #NONE} marks a free slot. */
  private long[] values = new long[SMALLEST];

  private int size;

  int size() {
    return size;
  }

  /** The key's value, or {@link #NONE}. */
  long get(long key) {
    return values[slotOf(key)];
  }

  /** Sets the key's value, which must be positive. */
  void put(long key, long value) {
    if (value <= NONE) {
      throw new IllegalArgumentException("a value must be positive");
    }
    int slot = slotOf(key);
    if (values[slot] == NONE) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value;
    if (size * 3L > keys.length * 2L) {
      resize(keys.length * 2);
    }
  }

  /** Forgets the key; nothing happens where it is not known. */
  void remove(long key) {
    int hole = slotOf(key);
    if (values[hole] == NONE) {
      return;
    }
    size--;
    int mask = keys.length - 1;
    for (int slot = (hole + 1) & mask; values[slot] != NONE; slot = (slot + 1) & mask) {
      int home = homeOf(keys[slot]);
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        keys[hole] = keys[slot];
        values[hole] = values[slot];
        hole = slot;
      }
    }
    values[hole] = NONE;
    if (keys.length > SMALLEST && size * 8L < keys.length) {
      resize(keys.length / 2);
    }
  }

  private int homeOf(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash ^ (hash >>> 32)) & (keys.length - 1);
  }

  private int slotOf(long key) {
    int slot = homeOf(key);
    while (values[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void resize(int capacity) {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[capacity];
    values = new long[capacity];
    Arrays.fill(values, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != NONE) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  /** About how many bytes the arrays take. */
  long bytes() {
    return 16L * keys.length;
  }
}
