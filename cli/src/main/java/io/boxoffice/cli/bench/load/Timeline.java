package io.boxoffice.cli.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What became of a load, second by second of its measured time. The load's thread writes it; it is
 * read when the load is over.
 */
public final class Timeline {
  private static final int MAX_SECONDS = 3_600;
  private static final long HIGHEST_MICROS = 60_000_000;
  private static final int DIGITS = 2;

  private final List<Second> seconds = new ArrayList<>();

  private static final class Second {
    private long offered;
    private long served;
    private long servedInTime;
    private final Histogram latency = new Histogram(HIGHEST_MICROS, DIGITS);
    private final Histogram servedLatency = new Histogram(HIGHEST_MICROS, DIGITS);
    private final SortedMap<Integer, Long> statuses = new TreeMap<>();
  }

  /**
   * Some of its seconds together.
   *
   * @param offered requests that were due then
   * @param served how many of them were answered as expected, however late
   * @param servedInTime answers as expected that came then, whenever their requests were due
   * @param latency of all requests that were due then, in microseconds
   * @param servedLatency of those that were served
   * @param statuses answers to what was due then
   */
  public record Stretch(
      int seconds,
      long offered,
      long served,
      long servedInTime,
      Histogram latency,
      Histogram servedLatency,
      SortedMap<Integer, Long> statuses) {
    /** How many of the offered got an answer, whatever it said. */
    public long answered() {
      return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Answers as expected that came, per second. */
    public double goodput() {
      return (double) servedInTime / seconds;
    }

    public double latencyMs(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1e3;
    }

    public double servedLatencyMs(double percentile) {
      return servedLatency.getValueAtPercentile(percentile) / 1e3;
    }

    /** As {@link Load#kept(double)}; kept where nobody asked, too. */
    public boolean kept(double p99LimitMs) {
      return latencyMs(99) <= p99LimitMs && served >= Load.SERVED_SHARE * offered;
    }
  }

  private Second at(long nanos) {
    int second = (int) Math.min(Math.max(nanos, 0) / 1_000_000_000, MAX_SECONDS);
    while (seconds.size() <= second) {
      seconds.add(new Second());
    }
    return seconds.get(second);
  }

  void due(long dueNanos) {
    at(dueNanos).offered++;
  }

  void answered(long dueNanos, long nowNanos, int status, boolean good) {
    Second due = at(dueNanos);
    long micros = micros(nowNanos - dueNanos);
    due.latency.recordValue(micros);
    due.statuses.merge(status, 1L, Long::sum);
    if (good) {
      due.served++;
      due.servedLatency.recordValue(micros);
      at(nowNanos).servedInTime++;
    }
  }

  void unanswered(long dueNanos, long nowNanos) {
    at(dueNanos).latency.recordValue(micros(nowNanos - dueNanos));
  }

  private static long micros(long nanos) {
    return Math.min(Math.max(nanos, 0) / 1_000, HIGHEST_MICROS);
  }

  /**
   * Seconds together.
   *
   * @param from the first, from 0
   * @param to the one after the last
   */
  public Stretch stretch(int from, int to) {
    Histogram latency = new Histogram(HIGHEST_MICROS, DIGITS);
    Histogram servedLatency = new Histogram(HIGHEST_MICROS, DIGITS);
    SortedMap<Integer, Long> statuses = new TreeMap<>();
    long offered = 0;
    long served = 0;
    long servedInTime = 0;
    for (Second second :
        seconds.subList(Math.min(from, seconds.size()), Math.min(to, seconds.size()))) {
      offered += second.offered;
      served += second.served;
      servedInTime += second.servedInTime;
      latency.add(second.latency);
      servedLatency.add(second.servedLatency);
      second.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum));
    }
    return new Stretch(to - from, offered, served, servedInTime, latency, servedLatency, statuses);
  }

  /** Each of its seconds by itself, from the first to the one before the last. */
  public Stream<Stretch> seconds(int from, int to) {
    return IntStream.range(from, to).mapToObj(second -> stretch(second, second + 1));
  }

  /** How many of its seconds break the promise; see {@link Stretch#kept}. */
  public long secondsBroken(int from, int to, double p99LimitMs) {
    return seconds(from, to).filter(second -> !second.kept(p99LimitMs)).count();
  }

  /**
   * How many seconds pass until one in which the promise is kept, and is in the next one, too.
   *
   * @param from the second from which on it counts
   * @param to the one after the last to look at
   * @return 0 where it is kept at once, {@code to - from} where it is not in all that time
   */
  public int secondsUntilKept(int from, int to, double p99LimitMs) {
    for (int second = from; second < to; second++) {
      boolean next = second + 1 == to || stretch(second + 1, second + 2).kept(p99LimitMs);
      if (next && stretch(second, second + 1).kept(p99LimitMs)) {
        return second - from;
      }
    }
    return to - from;
  }
}
