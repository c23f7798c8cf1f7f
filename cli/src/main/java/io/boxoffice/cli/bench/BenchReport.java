package io.boxoffice.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.console.Screen;
import io.boxoffice.cli.console.Table;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a run showed.
 *
 * @param failures what could not be measured, and why
 */
public record BenchReport(
    RunFacts facts,
    Map<BenchPath, PathReport> paths,
    Map<BenchTrial, TrialReport> trials,
    Map<String, String> failures) {
  public BenchReport {
    paths = new LinkedHashMap<>(paths);
    trials = new LinkedHashMap<>(trials);
    failures = new LinkedHashMap<>(failures);
  }

  /** As it is written to a file. */
  public ObjectNode json() {
    ObjectNode json = RestChannel.JSON.createObjectNode();
    json.set("facts", RestChannel.JSON.valueToTree(facts));
    ObjectNode ratios = json.putObject("ratios");
    ObjectNode cpuRatios = json.putObject("cpuRatios");
    ObjectNode all = json.putObject("paths");
    paths.forEach(
        (path, report) -> {
          ratios.put(path.label(), report.comparable() ? rounded(report.ratio()) : null);
          cpuRatios.put(path.label(), rounded(report.cpuRatio()));
          all.set(path.label(), RestChannel.JSON.valueToTree(report));
        });
    trials.forEach(
        (trial, report) -> json.set(trial.label(), RestChannel.JSON.valueToTree(report)));
    if (!failures.isEmpty()) {
      json.set("failures", RestChannel.JSON.valueToTree(failures));
    }
    return json;
  }

  private static Double rounded(Double value) {
    return value == null ? null : Math.round(value * 1e3) / 1e3;
  }

  /** Tables for a person. */
  public void print(Screen out) {
    Table table =
        Table.of(
            "PATH", "", ">REQUESTS/S", ">P50 MS", ">P99 MS", ">P99.9 MS", ">CPU US", ">AT TOP");
    paths.forEach(
        (path, report) -> {
          row(table, path.label(), "ours", report.ours());
          row(table, "", "yardstick", report.yardstick());
          if (report.prepared() != null) {
            row(table, "", "prepared", report.prepared());
          }
        });
    table.print(out);
    out.println();
    Table ratios = Table.of("PATH", ">THROUGHPUT RATIO", ">CPU RATIO", "");
    paths.forEach(
        (path, report) -> {
          ratios.row(
              path.label(),
              report.comparable() ? number("%.2f", report.ratio()) : null,
              report.cpuRatio() == null ? null : number("%.2f", report.cpuRatio()),
              report.caution());
        });
    ratios.print(out);
    trials.forEach(
        (trial, report) -> {
          out.println();
          out.println(trial + ": " + trial.about());
          report.lines().forEach(line -> out.println("  " + line));
        });
    failures.forEach((what, why) -> out.println("\nNot measured: " + what + ": " + why));
  }

  private static void row(Table table, String path, String who, Figures figures) {
    table.row(
        path,
        who,
        (figures.driverLimited() ? ">= " : "") + number("%,.0f", figures.requestsPerSecond()),
        number("%.2f", figures.p50Ms()),
        number("%.1f", figures.p99Ms()),
        number("%.1f", figures.p999Ms()),
        number("%.1f", figures.cpuMicros()),
        number("%.1f", figures.cpuMicrosAtTop()));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
