package io.boxoffice.cli.bench.load;

import java.time.Duration;

/**
 * How long a load lasts.
 *
 * @param warmUp load before it counts
 * @param measured load that counts
 * @param drain how long the last answers are waited for
 */
public record Window(Duration warmUp, Duration measured, Duration drain) {
  public Window {
    if (warmUp.isNegative() || measured.isNegative() || measured.isZero() || drain.isNegative()) {
      throw new IllegalArgumentException("a window measures something");
    }
  }

  /** In milliseconds, with a second for the last answers. */
  public static Window ofMillis(long warmUp, long measured) {
    return new Window(
        Duration.ofMillis(warmUp), Duration.ofMillis(measured), Duration.ofSeconds(1));
  }

  /** The same, where it does not measure for so long anyway. */
  public Window atLeast(Duration least) {
    return measured.compareTo(least) >= 0 ? this : new Window(warmUp, least, drain);
  }
}
