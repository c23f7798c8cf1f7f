package io.boxoffice.cli.bench;

import java.util.List;

/**
 * What is measured, and on whom.
 *
 * @param paths in the order in which they are measured
 * @param trials the same, after the paths
 * @param buyers whom the requests are spread over
 * @param connections the driver's
 * @param maxRate no rate above this is tried, per second
 * @param places how many wait in the large queue of {@link BenchTrial#MILLION}
 * @param overloadSeconds how long {@link BenchTrial#OVERLOAD} offers too much
 * @param seed the same seed gives the same arrivals
 */
public record BenchSettings(
    List<BenchPath> paths,
    List<BenchTrial> trials,
    int buyers,
    int connections,
    double maxRate,
    Timing timing,
    int places,
    int overloadSeconds,
    long seed) {
  public BenchSettings {
    paths = List.copyOf(paths);
    trials = List.copyOf(trials);
    if (buyers < 1 || connections < 1) {
      throw new IllegalArgumentException("somebody asks, over some connection");
    }
  }
}
