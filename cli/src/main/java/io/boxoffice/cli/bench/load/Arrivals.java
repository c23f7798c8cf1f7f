package io.boxoffice.cli.bench.load;

import java.util.SplittableRandom;

/**
 * When requests are due: a Poisson process, as independent buyers make one. The same seed gives the
 * same times, so that two servers are asked alike.
 */
public final class Arrivals {
  private final SplittableRandom random;
  private final double meanGapNanos;
  private double atNanos;

  /**
   * @param perSecond above 0
   */
  public Arrivals(double perSecond, long seed) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("a rate is above 0, not " + perSecond);
    }
    random = new SplittableRandom(seed);
    meanGapNanos = 1e9 / perSecond;
  }

  /** The next due time, in nanoseconds since the begin; never earlier than the one before. */
  public long next() {
    atNanos -= Math.log1p(-random.nextDouble()) * meanGapNanos;
    return (long) atNanos;
  }
}
