package io.boxoffice.cli.bench.load;

import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/**
 * What became of a load.
 *
 * <p>Latency is counted from the time at which a request was due, sent then or not: a server that
 * stalls delays all that were due meanwhile (coordinated omission, Gil Tene).
 *
 * @param offered requests due in the measured time
 * @param served how many of them were answered as expected
 * @param dropped how many found the driver's backlog full
 * @param unanswered how many were not answered before the drain's end, or whose connection broke
 * @param answeredInTime answers that came within the measured time, whenever their requests were
 *     due
 * @param latency of all answers, in microseconds
 * @param lateness how long after its due time the driver looked at an arrival, in microseconds
 * @param driverCpu share of a core that the driver's thread used
 * @param serverCpuNanos the server's processor time within the measured time
 * @param stolenNanos what the machine's host took of its processors meanwhile
 * @param statuses how many answers had which status
 */
public record Load(
    double seconds,
    long offered,
    long served,
    long dropped,
    long unanswered,
    long answeredInTime,
    Histogram latency,
    Histogram lateness,
    double driverCpu,
    long serverCpuNanos,
    long stolenNanos,
    SortedMap<Integer, Long> statuses) {
  /** A path's promise: 99 of 100 within this. */
  public static final double P99_LIMIT_MS = 50;

  /** And so many answered as expected. */
  public static final double SERVED_SHARE = 0.995;

  private static final double DRIVER_CPU_LIMIT = 0.9;
  private static final double LATENESS_LIMIT_MS = 10;

  /** More than this, in one piece, is what one in a hundred may wait for. */
  private static final double STOLEN_LIMIT = 0.01;

  /** The system tells it in pieces of so much; one of them may be anything up to that. */
  private static final long STOLEN_PIECE_NANOS = 10_000_000;

  public double servedShare() {
    return offered == 0 ? 0 : (double) served / offered;
  }

  public double answeredPerSecond() {
    return answeredInTime / seconds;
  }

  /** The latency in milliseconds that this percentage of the answers kept to. */
  public double latencyMs(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e3;
  }

  public double latenessMs(double percentile) {
    return lateness.getValueAtPercentile(percentile) / 1e3;
  }

  /** The server's processor time for each answer; 0 where there was none. */
  public double serverCpuMicros() {
    return answeredInTime == 0 ? 0 : serverCpuNanos / 1e3 / answeredInTime;
  }

  /** How much of one processor the host took, of the measured time. */
  public double stolenShare() {
    return stolenNanos / 1e9 / seconds;
  }

  /** Whether the host took so much that the load says little of the server. */
  public boolean disturbed() {
    return stolenShare() > STOLEN_LIMIT && stolenNanos > STOLEN_PIECE_NANOS;
  }

  /** Whether the server kept the promise at this rate. */
  public boolean kept() {
    return kept(P99_LIMIT_MS);
  }

  /** The same with another limit for 99 of 100, in milliseconds. */
  public boolean kept(double p99LimitMs) {
    return latencyMs(99) <= p99LimitMs && servedShare() >= SERVED_SHARE;
  }

  /** Whether the driver was at its own end: then a broken promise says nothing of the server. */
  public boolean driverLimited() {
    return driverCpu > DRIVER_CPU_LIMIT || latenessMs(99) > LATENESS_LIMIT_MS;
  }
}
