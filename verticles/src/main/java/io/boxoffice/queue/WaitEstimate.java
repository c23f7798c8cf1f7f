package io.boxoffice.queue;

/** What a waiter is told about how long it may take, and when to ask again. Pure functions. */
final class WaitEstimate {
  /** Past a week nothing sensible can be said. */
  private static final double LONGEST_SECONDS = 7 * 86_400.0;

  /** Below the time for which a head that was lost waits for its places to come back. */
  private static final int LONGEST_REFRESH_SECONDS = 20;

  private WaitEstimate() {}

  /**
   * The expected seconds until a position is admitted if admissions go on as they did within the
   * last minute, or -1 where nothing can be said.
   *
   * @param admissions how many were admitted within the last {@code overMs}
   */
  static double seconds(long position, long admissions, long overMs) {
    if (position <= 0 || admissions <= 0) {
      return -1;
    }
    double seconds = position * (overMs / 1_000.0) / admissions;
    return seconds > LONGEST_SECONDS ? -1 : seconds;
  }

  /** The range's lower end for an expectation, or -1. */
  static int low(double seconds) {
    return seconds < 0 ? -1 : (int) Math.floor(seconds * 0.75);
  }

  /** The range's upper end for an expectation, or -1. */
  static int high(double seconds) {
    return seconds < 0 ? -1 : (int) Math.ceil(seconds * 1.5);
  }

  /**
   * After how many seconds a client should ask again: soon near the front, seldom far behind, and
   * at least four times within the time that a silent waiter has.
   *
   * @param position 0 once admitted
   */
  static int refreshAfterSeconds(long position, long waitingTtlMs) {
    long bySize = position == 0 ? 5 : 1 + (long) Math.sqrt(position / 100.0);
    long byTtl = Math.min(LONGEST_REFRESH_SECONDS, waitingTtlMs / 4_000);
    return (int) Math.max(1, Math.min(bySize, byTtl));
  }
}
