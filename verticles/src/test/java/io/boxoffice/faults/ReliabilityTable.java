package io.boxoffice.faults;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final int RUNS = COLUMNS.indexOf("runs");
  private static final Pattern LAST_LINE = Pattern.compile("\\d+ runs, at (.+)\\.");

  private ReliabilityTable() {}

  /** Markdown: a row a cell, in the order of the matrix; ends in a line break. */
  static String render(List<RunResult> results) {
    return render(results, "");
  }

  /**
   * The same; a cell without results keeps the row that it has.
   *
   * @param before the table that is there
   */
  static String render(List<RunResult> results, String before) {
    StringBuilder text = new StringBuilder(row(COLUMNS));
    text.append("|---".repeat(COLUMNS.size())).append("|\n");
    long runs = 0;
    for (Cell cell : Cell.values()) {
      List<RunResult> own =
          results.stream().filter(run -> run.cell().equals(cell.label())).toList();
      String kept = own.isEmpty() ? rowOf(cell, before) : null;
      String row = kept == null ? row(cells(cell, own)) : kept;
      text.append(row);
      runs += Long.parseLong(row.split(" \\| ", -1)[RUNS]);
    }
    Set<String> commits = commitsOf(before);
    results.forEach(run -> commits.add(run.commit()));
    text.append(
        "\n%d runs, at %s.\n"
            .formatted(runs, commits.isEmpty() ? "none" : String.join(", ", commits)));
    return text.toString();
  }

  /** The cell's row with its line break; null where there is none. */
  private static String rowOf(Cell cell, String table) {
    return table
        .lines()
        .filter(line -> line.startsWith("| `" + cell.label() + "` |"))
        .map(line -> line + "\n")
        .findFirst()
        .orElse(null);
  }

  private static Set<String> commitsOf(String table) {
    Matcher last = LAST_LINE.matcher(table);
    return last.find() && !last.group(1).equals("none")
        ? new LinkedHashSet<>(List.of(last.group(1).split(", ", -1)))
        : new LinkedHashSet<>();
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
