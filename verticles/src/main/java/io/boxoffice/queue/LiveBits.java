package io.boxoffice.queue;

import java.util.Arrays;

/**
 * A set of small integers that knows how many of them lie before any one of them.
 *
 * <p>A bitmap with a Fenwick tree over the counts of its 64-bit words: {@link #set}, {@link
 * #clear}, {@link #rank} and {@link #select} take O(log n). Not safe for concurrent use.
 *
 * @see <a href="https://doi.org/10.1002/spe.4380240306">Fenwick, A new data structure for
 *     cumulative frequency tables, 1994</a>
 */
final class LiveBits {
  private long[] words;

  /** One-based; {@code tree[i]} counts the words {@code i - lowestBit(i) .. i - 1}. */
  private int[] tree;

  private int live;

  LiveBits(int capacity) {
    words = new long[wordsFor(capacity)];
    tree = new int[words.length + 1];
  }

  private static int wordsFor(int capacity) {
    return Math.max(1, (capacity + 63) >>> 6);
  }

  /** How many are set. */
  int live() {
    return live;
  }

  boolean get(int index) {
    return (words[index >>> 6] & (1L << index)) != 0;
  }

  /** Sets a bit that is not set. */
  void set(int index) {
    words[index >>> 6] |= 1L << index;
    add(index >>> 6, 1);
  }

  /** Clears a bit that is set. */
  void clear(int index) {
    words[index >>> 6] &= ~(1L << index);
    add(index >>> 6, -1);
  }

  private void add(int word, int change) {
    live += change;
    for (int i = word + 1; i < tree.length; i += i & -i) {
      tree[i] += change;
    }
  }

  /** How many lie before {@code index}. */
  int rank(int index) {
    int word = index >>> 6;
    int count = Long.bitCount(words[word] & ((1L << index) - 1));
    for (int i = word; i > 0; i -= i & -i) {
      count += tree[i];
    }
    return count;
  }

  /** The one that has {@code rank} before it, or -1 where there are not so many. */
  int select(int rank) {
    if (rank < 0 || rank >= live) {
      return -1;
    }
    int left = rank;
    int word = 0;
    for (int step = Integer.highestOneBit(tree.length); step > 0; step >>>= 1) {
      if (word + step < tree.length && tree[word + step] <= left) {
        word += step;
        left -= tree[word];
      }
    }
    long bits = words[word];
    for (; left > 0; left--) {
      bits &= bits - 1;
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** The smallest one, or -1. */
  int first() {
    return select(0);
  }

  /** The smallest one that is {@code index} or more, or -1. */
  int firstFrom(int index) {
    return index >= words.length << 6 ? -1 : select(rank(index));
  }

  /** Makes room for indices below {@code capacity}, keeping all that is set. */
  void grow(int capacity) {
    words = Arrays.copyOf(words, wordsFor(capacity));
    rebuild();
  }

  /** Leaves exactly 0 .. count - 1 set. */
  void fill(int count) {
    int full = count >>> 6;
    Arrays.fill(words, 0, full, -1L);
    Arrays.fill(words, full, words.length, 0L);
    if ((count & 63) != 0) {
      words[full] = (1L << count) - 1;
    }
    rebuild();
  }

  private void rebuild() {
    tree = new int[words.length + 1];
    live = 0;
    for (int i = 1; i < tree.length; i++) {
      int count = Long.bitCount(words[i - 1]);
      live += count;
      tree[i] += count;
      int parent = i + (i & -i);
      if (parent < tree.length) {
        tree[parent] += tree[i];
      }
    }
  }
}
