package io.boxoffice.cli.bench;

import java.util.List;

/**
 * What is measured, and on whom.
 *
 * @param paths in the order in which they are measured
 * @param buyers whom the requests are spread over
 * @param connections the driver's
 * @param maxRate no rate above this is tried, per second
 * @param seed the same seed gives the same arrivals
 */
public record BenchSettings(
    List<BenchPath> paths, int buyers, int connections, double maxRate, Timing timing, long seed) {
  public BenchSettings {
    paths = List.copyOf(paths);
    if (buyers < 1 || connections < 1) {
      throw new IllegalArgumentException("somebody asks, over some connection");
    }
  }
}
