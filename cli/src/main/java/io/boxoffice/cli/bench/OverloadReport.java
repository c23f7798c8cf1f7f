package io.boxoffice.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@link OverloadTrial} showed.
 *
 * @param goodputRatio the worse of the two databases' figures; so are the next two
 * @param recoverySeconds as many as were watched where it did not recover
 * @param delayMs how much later the slow database's answers came
 * @param slowShareOfBest the slow database's best goodput of the other one's
 * @param pollsPerSecond how many were offered beside, all the time
 * @param reservationsChecked all of which were in the database as told, and nothing else
 */
public record OverloadReport(
    double goodputRatio,
    double recoverySeconds,
    double pollRatio,
    int overloadSeconds,
    double overloadFactor,
    long delayMs,
    double slowShareOfBest,
    double pollsPerSecond,
    long reservationsChecked,
    Side normal,
    Side slow)
    implements TrialReport {
  /**
   * One database's figures; holds and payments together, unless they are polls.
   *
   * @param p99LimitMs of the promise: that of all paths, and the delay
   * @param sustainablePerSecond the highest rate at which it was kept
   * @param steady whether that rate held in the median of its last windows
   * @param bestGoodput successes a second there
   * @param offeredPerSecond in the overload
   * @param goodput successes that came in that time, a second
   * @param servedP99Ms of the successes in the overload
   * @param answeredP99Ms of all, the refusals included
   * @param statuses answers by status to what was offered in the overload
   * @param noAnswer how many of the offered got none
   * @param pollRatio polls answered in the overload of those offered then
   * @param recoverySeconds until the promise was kept again, in whole seconds
   * @param driverCpu share of a core that the driver of holds and payments used in the overload
   * @param serverCpu the same of the node, over overload and recovery
   */
  public record Side(
      double p99LimitMs,
      double sustainablePerSecond,
      boolean steady,
      double bestGoodput,
      double bestP99Ms,
      double bestPollP99Ms,
      double offeredPerSecond,
      double goodput,
      double goodputRatio,
      double servedP99Ms,
      double answeredP99Ms,
      Map<Integer, Long> statuses,
      long noAnswer,
      double pollRatio,
      double pollP99Ms,
      double recoverySeconds,
      double driverCpu,
      double serverCpu) {
    public Side {
      statuses = Map.copyOf(statuses);
    }

    private List<String> lines(String name) {
      return List.of(
          text(
              "%s: %,.0f holds and payments/s sustained (p99 %.1f ms, of polls %.1f ms)%s",
              name, bestGoodput, bestP99Ms, bestPollP99Ms, steady ? "" : "; not steady"),
          text(
              "  %,.0f/s offered: %,.0f/s succeed, %.2f of the best; p99 %.0f ms, with refusals %.0f ms",
              offeredPerSecond, goodput, goodputRatio, servedP99Ms, answeredP99Ms),
          text(
              "  answers %s, none %,d; polls %.3f answered, p99 %.1f ms; recovered in %.0f s",
              statuses.entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .map(each -> each.getKey() + ": " + text("%,d", each.getValue()))
                  .collect(Collectors.joining(", ")),
              noAnswer,
              pollRatio,
              pollP99Ms,
              recoverySeconds),
          text("  driver %.0f %% of a core, node %.0f %%", driverCpu * 100, serverCpu * 100));
    }
  }

  static OverloadReport of(
      int overloadSeconds,
      double overloadFactor,
      long delayMs,
      double pollsPerSecond,
      long reservationsChecked,
      Side normal,
      Side slow) {
    return new OverloadReport(
        Math.min(normal.goodputRatio(), slow.goodputRatio()),
        Math.max(normal.recoverySeconds(), slow.recoverySeconds()),
        Math.min(normal.pollRatio(), slow.pollRatio()),
        overloadSeconds,
        overloadFactor,
        delayMs,
        slow.bestGoodput() / normal.bestGoodput(),
        pollsPerSecond,
        reservationsChecked,
        normal,
        slow);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "goodput ratio %.2f, recovery %.0f s, poll ratio %.3f; %,.0f polls/s beside",
            goodputRatio, recoverySeconds, pollRatio, pollsPerSecond));
    lines.addAll(normal.lines("database as it is"));
    lines.addAll(slow.lines("database slower by " + delayMs + " ms"));
    lines.add(text("%.2f of the best is sustained with the slow database", slowShareOfBest));
    lines.add(text("%,d reservations read back: each as told, none lost", reservationsChecked));
    return lines;
  }
}
