package io.boxoffice.cli.bench;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a node's commands took that let somebody into a queue, as its metrics tell.
 *
 * @param atMostMs how many took no longer, by milliseconds; the last bound is infinite
 * @param maxMs the longest of the last two minutes
 */
record StepTimes(SortedMap<Double, Long> atMostMs, long count, double sumMs, double maxMs) {
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^boxoffice_queue_commands_seconds_(bucket|count|sum|max)\\{([^}]*)\\} (\\S+)$");
  private static final Pattern BOUND = Pattern.compile("le=\"([^\"]*)\"");

  /** From what a node's {@code /metrics} says, all commands together. */
  static StepTimes of(String metrics) {
    SortedMap<Double, Long> atMost = new TreeMap<>();
    long count = 0;
    double sum = 0;
    double max = 0;
    Matcher line = LINE.matcher(metrics);
    while (line.find()) {
      String labels = line.group(2);
      if (!labels.contains("admitted=\"true\"")) {
        continue;
      }
      double value = Double.parseDouble(line.group(3));
      switch (line.group(1)) {
        case "bucket" -> atMost.merge(boundMs(labels), (long) value, Long::sum);
        case "count" -> count += (long) value;
        case "sum" -> sum += value;
        default -> max = Math.max(max, value);
      }
    }
    return new StepTimes(atMost, count, sum * 1e3, max * 1e3);
  }

  private static double boundMs(String labels) {
    Matcher bound = BOUND.matcher(labels);
    if (!bound.find()) {
      throw new IllegalArgumentException("a bucket without a bound: " + labels);
    }
    String seconds = bound.group(1);
    return seconds.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(seconds) * 1e3;
  }

  /** Without those that an earlier reading had already; the longest may still be one of them. */
  StepTimes since(StepTimes earlier) {
    SortedMap<Double, Long> later = new TreeMap<>();
    for (Map.Entry<Double, Long> each : atMostMs.entrySet()) {
      later.put(each.getKey(), each.getValue() - earlier.atMostMs.getOrDefault(each.getKey(), 0L));
    }
    return new StepTimes(later, count - earlier.count, sumMs - earlier.sumMs, maxMs);
  }

  double meanMs() {
    return count == 0 ? 0 : sumMs / count;
  }

  /**
   * A bound that this share of the commands kept to: the next bucket's, and no more than the
   * longest.
   */
  double boundMs(double share) {
    double wanted = share * count;
    return atMostMs.entrySet().stream()
        .filter(each -> each.getValue() >= wanted)
        .mapToDouble(each -> Math.min(each.getKey(), maxMs))
        .findFirst()
        .orElse(maxMs);
  }
}
