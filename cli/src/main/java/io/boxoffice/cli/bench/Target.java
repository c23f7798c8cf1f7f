package io.boxoffice.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a figure of a run must come up to.
 *
 * @param group the member of the run's JSON that the figure is in
 * @param name of the figure there
 * @param bound in the figure's own unit
 * @param travels whether it is a ratio or a size, which another machine shows as well; times are
 *     not
 */
record Target(String group, String name, Sense sense, double bound, boolean travels) {
  /** On which side of the bound it is well. */
  enum Sense {
    AT_LEAST,
    AT_MOST,
    BELOW
  }

  static final String RATIOS = "ratios";
  static final String CPU_RATIOS = "cpuRatios";

  /** All there are, in the order in which they are shown. */
  static final List<Target> ALL = all();

  private static List<Target> all() {
    List<Target> all = new ArrayList<>();
    for (String group : List.of(RATIOS, CPU_RATIOS)) {
      for (BenchPath path : BenchPath.values()) {
        share(path.label()).ifPresent(bound -> all.add(atLeast(group, path.label(), bound)));
      }
    }
    String million = BenchTrial.MILLION.label();
    all.add(new Target(million, "heapBytesPerPlace", Sense.AT_MOST, 400, true));
    all.add(atLeast(million, "joinRatio", 0.9));
    all.add(atLeast(million, "pollRatio", 0.9));
    all.add(new Target(million, "admissionStepMs", Sense.BELOW, 5, false));
    String overload = BenchTrial.OVERLOAD.label();
    all.add(atLeast(overload, "goodputRatio", 0.8));
    all.add(atLeast(overload, "pollRatio", 0.8));
    all.add(new Target(overload, "recoverySeconds", Sense.AT_MOST, 5, false));
    all.add(new Target(BenchTrial.NODES2.label(), "cpuRatio", Sense.AT_MOST, 1.3, true));
    return List.copyOf(all);
  }

  /** What share of its yardstick a path must reach, in throughput and in processor time alike. */
  private static Optional<Double> share(String path) {
    return Optional.ofNullable(
        switch (path) {
          case "poll" -> 0.80;
          case "join" -> 0.45;
          case "seatsUnchanged" -> 0.75;
          case "seatsFull" -> 0.50;
          case "holdTaken" -> 0.40;
          case "hold", "payment" -> 0.60;
          default -> null;
        });
  }

  private static Target atLeast(String group, String name, double bound) {
    return new Target(group, name, Sense.AT_LEAST, bound, true);
  }

  static Optional<Target> of(String group, String name) {
    return ALL.stream().filter(t -> t.group.equals(group) && t.name.equals(name)).findFirst();
  }

  /** The figure in a run's JSON; no number where the run did not measure it. */
  JsonNode in(JsonNode run) {
    return run.path(group).path(name);
  }

  boolean met(double value) {
    return switch (sense) {
      case AT_LEAST -> value >= bound;
      case AT_MOST -> value <= bound;
      case BELOW -> value < bound;
    };
  }

  /**
   * Whether the figure is as good as an earlier one. A time is held against its bound first: it
   * depends on the machine, and where it is short, on chance.
   *
   * @param tolerance by which share it may be worse
   */
  boolean kept(double before, double now, double tolerance) {
    if (!travels && met(now)) {
      return true;
    }
    return sense == Sense.AT_LEAST
        ? now >= before * (1 - tolerance)
        : now <= before * (1 + tolerance);
  }

  /** The bound as a person reads it. */
  String text() {
    String number = String.format(Locale.ROOT, bound >= 5 ? "%.0f" : "%.2f", bound);
    return sense.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + number;
  }
}
