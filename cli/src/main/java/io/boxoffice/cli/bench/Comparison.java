package io.boxoffice.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.cli.console.Screen;
import io.boxoffice.cli.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run beside an earlier one, by the figures that have a {@link Target}: ratios and sizes, which
 * travel from machine to machine as rates do not, and the times that are bounded.
 */
public record Comparison(List<Line> lines, double tolerance) {
  /** One figure, before and now. */
  public record Line(String group, String name, double before, double now) {
    /** What became of it, as a share of what it was; null where it was nothing. */
    Double change() {
      return before == 0 ? null : now / before - 1;
    }
  }

  public Comparison {
    lines = List.copyOf(lines);
  }

  /**
   * Compares what both runs measured.
   *
   * @param tolerance the share by which a figure may be worse
   */
  public static Comparison of(JsonNode before, JsonNode now, double tolerance) {
    List<Line> lines = new ArrayList<>();
    for (Target target : Target.ALL) {
      JsonNode earlier = target.in(before);
      JsonNode later = target.in(now);
      if (earlier.isNumber() && later.isNumber()) {
        lines.add(
            new Line(target.group(), target.name(), earlier.doubleValue(), later.doubleValue()));
      }
    }
    return new Comparison(lines, tolerance);
  }

  /** Whether nothing is worse by more than the tolerance. */
  public boolean holds() {
    return lines.stream().allMatch(this::holds);
  }

  private boolean holds(Line line) {
    return Target.of(line.group(), line.name())
        .orElseThrow()
        .kept(line.before(), line.now(), tolerance);
  }

  public void print(Screen out) {
    Table table = Table.of("GROUP", "FIGURE", ">BEFORE", ">NOW", ">CHANGE", "");
    for (Line line : lines) {
      table.row(
          group(line.group()),
          line.name(),
          number("%.2f", line.before()),
          number("%.2f", line.now()),
          line.change() == null ? null : number("%+.0f %%", line.change() * 100),
          holds(line) ? "ok" : "BROKEN");
    }
    table.print(out);
  }

  private static String group(String group) {
    return switch (group) {
      case Target.RATIOS -> "throughput";
      case Target.CPU_RATIOS -> "cpu";
      default -> group;
    };
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
