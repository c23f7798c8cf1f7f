package io.boxoffice.cli.bench;

/**
 * How many a queue may have let in by now: what the operator was told, and what it has asked for.
 * One thread raises it, others read.
 */
final class Capacity {
  private final int step;
  private volatile int sure;
  private volatile int asked;

  /**
   * @param step by how much it is raised each time
   */
  Capacity(int initial, int step) {
    this.step = step;
    sure = initial;
    asked = initial;
  }

  /** The next one is asked for from now on. */
  int ask() {
    asked = sure + step;
    return asked;
  }

  /** What was asked for is in force. */
  void answered() {
    sure = asked;
  }

  int sure() {
    return sure;
  }

  /**
   * Whether a position is right in an answer that comes now.
   *
   * @param rank the place's among all that joined, from 1
   * @param sureThen what was in force when the request was sent
   */
  boolean allows(long position, int rank, int sureThen) {
    int most = asked;
    for (int admitted = sureThen; admitted <= most; admitted += step) {
      if (position == Math.max(0, rank - admitted)) {
        return true;
      }
    }
    return false;
  }
}
