package io.boxoffice.cli.bench;

/**
 * Looks for the highest rate at which a promise is kept: geometric steps up to the first that is
 * broken, then bisection. A rate counts as broken where it was twice, since one disturbed window
 * says little.
 */
final class RateSearch {
  private static final double LOWEST = 1;

  private final double start;
  private final double factor;
  private final double precision;
  private final double highest;
  private double kept;
  private double broken = Double.POSITIVE_INFINITY;
  private boolean again;

  /**
   * @param start the first rate, per second
   * @param factor from one step to the next, above 1
   * @param precision of the result, above 1: the broken rate's ratio to the kept one
   * @param highest no rate above this is tried
   */
  RateSearch(double start, double factor, double precision, double highest) {
    if (!(start >= LOWEST) || !(factor > 1) || !(precision > 1) || !(highest >= LOWEST)) {
      throw new IllegalArgumentException("a search needs steps");
    }
    this.start = Math.min(start, highest);
    this.factor = factor;
    this.precision = precision;
    this.highest = highest;
  }

  boolean done() {
    return kept >= highest || broken <= LOWEST || (kept > 0 && broken / kept <= precision);
  }

  /** The rate to try next. */
  double next() {
    if (kept == 0) {
      return broken == Double.POSITIVE_INFINITY ? start : Math.max(LOWEST, broken / factor);
    }
    return broken == Double.POSITIVE_INFINITY
        ? Math.min(highest, kept * factor)
        : Math.sqrt(kept * broken);
  }

  /** Takes the outcome of {@link #next}. */
  void tried(boolean promiseKept) {
    double rate = next();
    if (promiseKept) {
      kept = rate;
      again = false;
    } else if (again) {
      broken = rate;
      again = false;
    } else {
      again = true;
    }
  }

  /** The highest rate that was kept; 0 where none was. */
  double best() {
    return kept;
  }
}
