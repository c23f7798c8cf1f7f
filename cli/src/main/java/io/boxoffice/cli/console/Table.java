package io.boxoffice.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Rows under headings, never wider than a terminal of 80 columns. */
public final class Table {
  /** What every terminal has. */
  public static final int MAX_WIDTH = 80;

  private static final String GAP = "  ";
  private static final int MIN_COLUMN = 6;

  private final List<String> headings;
  private final boolean[] right;
  private final boolean[] yielding;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> headings) {
    this.headings = headings;
    this.right = new boolean[headings.size()];
    this.yielding = new boolean[headings.size()];
  }

  /**
   * A heading that starts with '>' stands over a column of numbers, set to the right; one that
   * starts with '~' over texts that may be cut where there is no room for all.
   */
  public static Table of(String... headings) {
    Table table = new Table(Arrays.stream(headings).map(h -> h.replaceFirst("^[>~]", "")).toList());
    for (int i = 0; i < headings.length; i++) {
      table.right[i] = headings[i].startsWith(">");
      table.yielding[i] = headings[i].startsWith("~");
    }
    return table;
  }

  /** Adds a row; null is shown as a dash. */
  public Table row(Object... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException("a row wants " + headings.size() + " cells");
    }
    rows.add(
        Arrays.stream(cells).map(c -> c == null ? "-" : Text.printable(c.toString())).toList());
    return this;
  }

  /** Prints headings and rows; where there are colors, headings and states stand out. */
  public void print(Screen out) {
    int[] widths = widths();
    line(out, headings, widths, column -> Style.HEADING);
    // A text that people wrote may be spelled like a state and is none.
    rows.forEach(
        row ->
            line(
                out,
                row,
                widths,
                column -> yielding[column] ? Style.PLAIN : Style.of(row.get(column))));
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              Text.width(headings.get(i)),
              rows.stream().mapToInt(row -> Text.width(row.get(column))).max().orElse(0));
    }
    int room = MAX_WIDTH - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      int widest = widest(widths, true);
      if (widest < 0) {
        widest = widest(widths, false);
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  /** The widest column that can still give way; -1 where none can. */
  private int widest(int[] widths, boolean onlyYielding) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean candidate = widths[i] > MIN_COLUMN && (yielding[i] || !onlyYielding);
      if (candidate && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private void line(
      Screen out, List<String> cells, int[] widths, IntFunction<Style> styleOfColumn) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = Text.cut(cells.get(i), widths[i]);
      String pad = " ".repeat(widths[i] - Text.width(cell));
      String shown = out.styled(styleOfColumn.apply(i), cell);
      line.append(i == 0 ? "" : GAP).append(right[i] ? pad + shown : shown + pad);
    }
    out.println(line.toString().stripTrailing());
  }
}
