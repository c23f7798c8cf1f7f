package io.boxoffice.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The table of docs/reliability.md, drawn from the results of runs: the same lines, the same text.
 */
final class ReliabilityTable {
  static final List<String> COLUMNS =
      List.of(
          "cell",
          "what happens",
          "runs",
          "violations",
          "acknowledged",
          "unknown",
          "sells again, s",
          "longest stall, s",
          "whole again, s",
          "minority");

  private ReliabilityTable() {}

  /** Markdown: a row a cell, in the order of the matrix; ends in a line break. */
  static String render(List<RunResult> results) {
    StringBuilder text = new StringBuilder(row(COLUMNS));
    text.append("|---".repeat(COLUMNS.size())).append("|\n");
    for (Cell cell : Cell.values()) {
      text.append(
          row(
              cells(
                  cell, results.stream().filter(run -> run.cell().equals(cell.label())).toList())));
    }
    String commits =
        results.stream().map(RunResult::commit).distinct().collect(Collectors.joining(", "));
    text.append(
        "\n%d runs, at %s.\n".formatted(results.size(), commits.isEmpty() ? "none" : commits));
    return text.toString();
  }

  private static List<String> cells(Cell cell, List<RunResult> runs) {
    return List.of(
        "`" + cell.label() + "`",
        cell.meaning(),
        "" + runs.size(),
        "" + runs.stream().mapToLong(run -> run.violations().size()).sum(),
        "" + runs.stream().mapToLong(RunResult::acknowledged).sum(),
        "" + runs.stream().mapToLong(RunResult::unknown).sum(),
        seconds(runs, RunResult::sellsAgainMs),
        seconds(runs, RunResult::stallMs),
        seconds(runs, RunResult::recoveryMs),
        runs.stream().mapToLong(RunResult::minorityQueue).sum()
            + " / "
            + runs.stream().mapToLong(RunResult::minorityAny).sum());
  }

  /** p50 / p99 / most, by nearest rank, of the runs that have the time. */
  private static String seconds(List<RunResult> runs, ToLongFunction<RunResult> timeMs) {
    long[] sorted = runs.stream().mapToLong(timeMs).filter(ms -> ms >= 0).sorted().toArray();
    if (sorted.length == 0) {
      return "";
    }
    return Arrays.stream(new int[] {50, 99, 100})
        .mapToObj(percent -> sorted[(sorted.length * percent + 99) / 100 - 1])
        .map(ms -> String.format(Locale.ROOT, "%.1f", ms / 1_000.0))
        .collect(Collectors.joining(" / "));
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
