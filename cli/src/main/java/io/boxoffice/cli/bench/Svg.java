package io.boxoffice.cli.bench;

import java.util.Locale;

/** Writes a picture (SVG 1.1): lines, boxes and text that light and dark pages can both show. */
final class Svg {
  static final String OURS = "#2471a3";
  static final String YARDSTICK = "#b9770e";
  static final String FAINT = "#99a3a4";
  static final String TEXT = "#7f8c8d";

  private final StringBuilder parts = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;

  Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
    text(width / 2.0, 20, "middle", title);
  }

  Svg line(double x1, double y1, double x2, double y2, String color) {
    parts.append(
        form(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x1, y1, x2, y2, color));
    return this;
  }

  Svg box(double x, double y, double boxWidth, double boxHeight, String color) {
    parts.append(
        form(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
            x, y, boxWidth, boxHeight, color));
    return this;
  }

  /** A line through points, given as x and y in turn. */
  Svg path(double[] points, String color) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      list.append(form("%.1f,%.1f ", points[i], points[i + 1]));
    }
    parts.append(
        form(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
            list.toString().strip(), color));
    return this;
  }

  /**
   * Text on one line.
   *
   * @param anchor start, middle or end
   */
  Svg text(double x, double y, String anchor, String text) {
    parts.append(
        form(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
            x, y, anchor, TEXT, escaped(text)));
    return this;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String form(String format, Object... values) {
    return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
  }

  @Override
  public String toString() {
    return form(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-size=\"12\""
                + " font-family=\"sans-serif\" role=\"img\" aria-label=\"%s\">%n",
            width, height, escaped(title).replace("\"", "&quot;"))
        + parts
        + "</svg>\n";
  }
}
