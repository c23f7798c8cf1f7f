package io.boxoffice.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.cli.console.Screen;
import io.boxoffice.cli.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run beside an earlier one, by the ratios, which travel from machine to machine as rates do not.
 * More is better in each of them.
 */
public record Comparison(List<Line> lines, double tolerance) {
  private static final List<String> GROUPS = List.of("ratios", "cpuRatios");

  /** One ratio, before and now. */
  public record Line(String group, String path, double before, double now) {
    /** What became of it, as a share of what it was. */
    double change() {
      return now / before - 1;
    }
  }

  public Comparison {
    lines = List.copyOf(lines);
  }

  /**
   * Compares what both runs measured.
   *
   * @param tolerance the share by which a ratio may fall
   */
  public static Comparison of(JsonNode before, JsonNode now, double tolerance) {
    List<Line> lines = new ArrayList<>();
    for (String group : GROUPS) {
      now.path(group)
          .fields()
          .forEachRemaining(
              each -> {
                JsonNode earlier = before.path(group).path(each.getKey());
                if (earlier.isNumber() && each.getValue().isNumber()) {
                  lines.add(
                      new Line(
                          group,
                          each.getKey(),
                          earlier.doubleValue(),
                          each.getValue().doubleValue()));
                }
              });
    }
    return new Comparison(lines, tolerance);
  }

  /** Whether nothing fell by more than the tolerance. */
  public boolean holds() {
    return lines.stream().allMatch(this::holds);
  }

  private boolean holds(Line line) {
    return line.change() >= -tolerance;
  }

  public void print(Screen out) {
    Table table = Table.of("RATIO", "PATH", ">BEFORE", ">NOW", ">CHANGE", "");
    for (Line line : lines) {
      table.row(
          line.group().equals("ratios") ? "throughput" : "cpu",
          line.path(),
          number("%.2f", line.before()),
          number("%.2f", line.now()),
          number("%+.0f %%", line.change() * 100),
          holds(line) ? "ok" : "BROKEN");
    }
    table.print(out);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
