package io.boxoffice.cli.bench.load;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When requests are due: a Poisson process, as independent buyers make one. The same seed gives the
 * same times, so that two servers are asked alike.
 */
public final class Arrivals {
  private final SplittableRandom random;
  private final double changeNanos;
  private final double laterGapNanos;
  private double meanGapNanos;
  private double atNanos;

  /**
   * @param perSecond above 0
   */
  public Arrivals(double perSecond, long seed) {
    this(perSecond, Double.POSITIVE_INFINITY, perSecond, seed);
  }

  private Arrivals(double perSecond, double changeNanos, double later, long seed) {
    if (!(perSecond > 0) || !(later > 0)) {
      throw new IllegalArgumentException("a rate is above 0, not " + Math.min(perSecond, later));
    }
    random = new SplittableRandom(seed);
    meanGapNanos = 1e9 / perSecond;
    laterGapNanos = 1e9 / later;
    this.changeNanos = changeNanos;
  }

  /**
   * At one rate for a while, and at another from then on.
   *
   * @param perSecond above 0
   * @param later above 0
   */
  public static Arrivals changing(double perSecond, Duration first, double later, long seed) {
    return new Arrivals(perSecond, first.toNanos(), later, seed);
  }

  /** The next due time, in nanoseconds since the begin; never earlier than the one before. */
  public long next() {
    double next = atNanos - Math.log1p(-random.nextDouble()) * meanGapNanos;
    if (atNanos < changeNanos && next >= changeNanos) {
      // Such a process has no memory: it may begin anew where the rate changes.
      meanGapNanos = laterGapNanos;
      next = changeNanos - Math.log1p(-random.nextDouble()) * meanGapNanos;
    }
    atNanos = next;
    return (long) atNanos;
  }
}
