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
  /** Minutes a path. */
  public static final Timing FULL =
      new Timing(10_000, Window.ofMillis(500, 2_000), Window.ofMillis(1_000, 5_000), 3);

  /** Half a minute a path: enough to see that all works, and a rough figure. */
  public static final Timing QUICK =
      new Timing(2_000, Window.ofMillis(200, 800), Window.ofMillis(200, 1_500), 3);
}
