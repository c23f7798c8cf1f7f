package io.boxoffice.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@link NodesTrial} showed.
 *
 * @param cpuRatio processor time a request of two nodes together, of that of one: what one needs
 *     before the second comes and after it has gone, on average; null where windows were too short
 *     to tell
 * @param mix each kind's share of the requests
 * @param perSecond how many were offered, in all three cases
 */
public record NodesReport(
    Double cpuRatio, Map<String, Double> mix, double perSecond, Case before, Case both, Case after)
    implements TrialReport {
  /**
   * One case.
   *
   * @param cpuMicros processor time of all nodes for each request, their compilers' left out; the
   *     median of its windows
   * @param p99Ms of the slowest node, in that window
   * @param servedShare of all requests, in all windows
   * @param compilingShare of all the nodes' processor time around that window, which is left out
   * @param idleCpu share of a core that all nodes use when nobody asks
   */
  public record Case(
      double cpuMicros, double p99Ms, double servedShare, double compilingShare, double idleCpu) {
    private String line(String name) {
      return String.format(
          Locale.ROOT,
          "%s: %.1f us a request, p99 %.1f ms, %.2f %% served; compilers %.0f %%; %.1f %% of a core when idle",
          name,
          cpuMicros,
          p99Ms,
          servedShare * 100,
          compilingShare * 100,
          idleCpu * 100);
    }
  }

  public NodesReport {
    mix = Map.copyOf(mix);
  }

  static NodesReport of(
      Map<String, Double> mix, double perSecond, Case before, Case both, Case after) {
    double one = (before.cpuMicros() + after.cpuMicros()) / 2;
    return new NodesReport(
        PathReport.share(both.cpuMicros(), one), mix, perSecond, before, both, after);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "two nodes need %s times the processor time of one; %,.0f requests/s",
            cpuRatio == null
                ? "an unknown number of"
                : String.format(Locale.ROOT, "%.2f", cpuRatio),
            perSecond));
    lines.add(before.line("one"));
    lines.add(both.line("two"));
    lines.add(after.line("one again"));
    lines.add("mix: " + String.join(", ", shares()));
    return lines;
  }

  private List<String> shares() {
    return mix.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(each -> String.format(Locale.ROOT, "%s %.0f %%", each.getKey(), each.getValue() * 100))
        .toList();
  }
}
