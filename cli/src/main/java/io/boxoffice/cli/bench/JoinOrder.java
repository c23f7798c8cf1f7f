package io.boxoffice.cli.bench;

import java.util.Arrays;

/** Who came before whom in a queue, as the places' sequences tell: a model of its positions. */
final class JoinOrder {
  private long[] sequences;
  private int count;
  private boolean sorted;

  /**
   * @param most how many will join
   */
  JoinOrder(int most) {
    sequences = new long[most];
  }

  /** Somebody joined; in any order, each sequence once. */
  void joined(long sequence) {
    if (sorted) {
      throw new IllegalStateException("ranks were asked for already");
    }
    sequences[count++] = sequence;
  }

  int count() {
    return count;
  }

  /**
   * The place's rank among all that joined, from 1.
   *
   * @throws IllegalArgumentException where two have one sequence, or nobody has it
   */
  int rank(long sequence) {
    if (!sorted) {
      sort();
    }
    int index = Arrays.binarySearch(sequences, sequence);
    if (index < 0) {
      throw new IllegalArgumentException("nobody joined with sequence " + sequence);
    }
    return index + 1;
  }

  private void sort() {
    sequences = Arrays.copyOf(sequences, count);
    Arrays.sort(sequences);
    for (int i = 1; i < count; i++) {
      if (sequences[i] == sequences[i - 1]) {
        throw new IllegalArgumentException("two places have sequence " + sequences[i]);
      }
    }
    sorted = true;
  }
}
