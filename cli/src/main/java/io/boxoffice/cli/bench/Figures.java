package io.boxoffice.cli.bench;

import java.util.List;
import java.util.Map;

/**
 * What one server showed on one path.
 *
 * @param requestsPerSecond the highest rate at which the promise was kept
 * @param cpuMicros the server's processor time for a request at the rate that both served
 * @param cpuMicrosAtTop the same at its own highest rate
 * @param steady whether that rate held in the median of its last windows; where not, something else
 *     used the machine
 * @param driverLimited whether the driver was at its end before the server: the rate is then at
 *     least this
 * @param driverCpu share of a core that the driver used at the highest rate
 * @param driverLatenessMs how late the driver was for 99 of 100 requests there
 * @param stolenShare of one processor, what the machine's host took in the worst window that counts
 * @param statuses answers by status at the highest rate
 * @param curve percentile and milliseconds, for a plot
 */
public record Figures(
    double requestsPerSecond,
    double p50Ms,
    double p99Ms,
    double p999Ms,
    double cpuMicros,
    double cpuMicrosAtTop,
    boolean steady,
    boolean driverLimited,
    double driverCpu,
    double driverLatenessMs,
    double stolenShare,
    Map<Integer, Long> statuses,
    List<Point> curve) {
  /** A point of a latency curve. */
  public record Point(double percentile, double ms) {}

  public Figures {
    statuses = Map.copyOf(statuses);
    curve = List.copyOf(curve);
  }
}
