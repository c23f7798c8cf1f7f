package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Window;

/**
 * How long things are measured.
 *
 * @param warmUpMs load before the first measurement, so that the code is compiled
 * @param step one step of a search
 * @param last a window of those that figures are taken from
 * @param windows how many of these; the median counts
 */
public record Timing(int warmUpMs, Window step, Window last, int windows) {
  private static final int WINDOWS = 3;

  /**
   * All in proportion.
   *
   * @param windowMs of the windows that figures are taken from; 10 or more
   */
  public static Timing of(int windowMs) {
    if (windowMs < 10) {
      throw new IllegalArgumentException("nothing is measured in " + windowMs + " ms");
    }
    return new Timing(
        2 * windowMs,
        Window.ofMillis(windowMs / 10, windowMs * 2L / 5),
        Window.ofMillis(windowMs / 5, windowMs),
        WINDOWS);
  }
}
