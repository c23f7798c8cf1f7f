package io.boxoffice.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.cli.bench.load.Load;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a run's figures, from the JSON that was written of it. */
public final class Plots {
  private static final int WIDTH = 720;
  private static final int LEFT = 130;
  private static final int RIGHT = 40;
  private static final int TOP = 44;
  private static final int ROW = 46;
  private static final int BAR = 14;
  private static final int CURVE_HEIGHT = 320;
  private static final int BOTTOM = 40;
  private static final double LEAST_MS = 0.1;
  private static final double MOST_MS = 100;
  private static final double TAIL = 0.01;

  private static final double STEP = 0.25;
  private static final int MOST_TICKS = 12;

  /** A bar for more ends here; the number on it says how much. */
  private static final double LONGEST = 25;

  private Plots() {}

  /** Every picture by its file's name. */
  public static Map<String, String> draw(JsonNode run) {
    Map<String, String> pictures = new LinkedHashMap<>();
    pictures.put("ratios.svg", ratios(run));
    run.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                pictures.put(
                    "latency-" + path.getKey() + ".svg", latency(path.getKey(), path.getValue())));
    return pictures;
  }

  /** Bars: what share of its yardstick a path serves, and of its processor time it needs. */
  private static String ratios(JsonNode run) {
    List<String> names = new ArrayList<>();
    run.path("cpuRatios").fieldNames().forEachRemaining(names::add);
    double most = 1;
    for (String name : names) {
      most = Math.max(most, run.path("ratios").path(name).asDouble());
      most = Math.max(most, run.path("cpuRatios").path(name).asDouble());
    }
    most = Math.min(most, LONGEST);
    int height = TOP + names.size() * ROW + BOTTOM;
    double unit = (WIDTH - LEFT - RIGHT) / most;
    Svg svg = new Svg(WIDTH, height, "Ours beside the yardstick (1 = as good)");
    double step = STEP * Math.ceil(most / STEP / MOST_TICKS);
    for (double tick = 0; tick <= most; tick += step) {
      double x = LEFT + tick * unit;
      svg.line(x, TOP - 8, x, height - BOTTOM, Svg.FAINT);
      svg.text(x, height - BOTTOM + 16, "middle", number("%.2f", tick));
    }
    for (int i = 0; i < names.size(); i++) {
      double y = TOP + i * ROW;
      svg.text(LEFT - 8, y + BAR + 6, "end", names.get(i));
      bar(svg, run.path("ratios").path(names.get(i)), y, unit, Svg.OURS, "throughput");
      bar(svg, run.path("cpuRatios").path(names.get(i)), y + BAR + 3, unit, Svg.YARDSTICK, "cpu");
    }
    return svg.toString();
  }

  private static void bar(
      Svg svg, JsonNode value, double y, double unit, String color, String what) {
    if (value.isNumber()) {
      svg.box(LEFT, y, Math.min(value.doubleValue(), LONGEST) * unit, BAR, color);
      svg.text(LEFT + 6, y + BAR - 3, "start", number("%.2f", value.doubleValue()) + " " + what);
    }
  }

  /** Latency over the percentile, both on scales of powers of ten. */
  private static String latency(String name, JsonNode path) {
    int height = TOP + CURVE_HEIGHT + BOTTOM;
    Svg svg = new Svg(WIDTH, height, name + ": latency at the highest rate, ms over percentile");
    for (double ms = LEAST_MS; ms <= MOST_MS * 1.01; ms *= 10) {
      svg.line(LEFT, y(ms), WIDTH - RIGHT, y(ms), Svg.FAINT);
      svg.text(LEFT - 8, y(ms) + 4, "end", ms < 1 ? "0.1" : number("%.0f", ms));
    }
    svg.line(LEFT, y(Load.P99_LIMIT_MS), WIDTH - RIGHT, y(Load.P99_LIMIT_MS), Svg.TEXT);
    for (double percentile : new double[] {50, 90, 99, 99.9, 99.99}) {
      svg.line(x(percentile), TOP, x(percentile), TOP + CURVE_HEIGHT, Svg.FAINT);
      String label = String.valueOf(percentile).replaceFirst("\\.0$", "");
      svg.text(x(percentile), TOP + CURVE_HEIGHT + 16, "middle", label);
    }
    curve(svg, path.path("ours"), Svg.OURS, "ours", 0);
    curve(svg, path.path("yardstick"), Svg.YARDSTICK, "yardstick", 1);
    return svg.toString();
  }

  private static void curve(Svg svg, JsonNode figures, String color, String who, int line) {
    if (!figures.isObject()) {
      return;
    }
    JsonNode points = figures.path("curve");
    double[] flat = new double[points.size() * 2];
    for (int i = 0; i < points.size(); i++) {
      flat[2 * i] = x(points.get(i).path("percentile").doubleValue());
      flat[2 * i + 1] = y(points.get(i).path("ms").doubleValue());
    }
    svg.path(flat, color);
    double rate = figures.path("requestsPerSecond").doubleValue();
    double at = TOP + 16 + line * 18;
    svg.box(LEFT + 12, at - 10, 12, 12, color);
    svg.text(LEFT + 30, at, "start", who + ", " + number("%,.0f", rate) + "/s");
  }

  /** Equal steps from 0 to 90, to 99, to 99.9, to 99.99 per cent. */
  private static double x(double percentile) {
    double left = Math.max(100 - percentile, TAIL);
    return LEFT + (WIDTH - LEFT - RIGHT) * (2 - Math.log10(left)) / 4;
  }

  private static double y(double ms) {
    double cut = Math.min(Math.max(ms, LEAST_MS), MOST_MS * 10);
    double share = Math.log10(cut / LEAST_MS) / Math.log10(MOST_MS * 10 / LEAST_MS);
    return TOP + CURVE_HEIGHT * (1 - share);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
