package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.Spent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Measures a server and its yardstick under the same rule in turns, so that whatever disturbs the
 * machine disturbs both.
 */
final class Duel {
  private static final double START = 1_000;
  private static final double LOWEST_RATE = 10;
  private static final double FACTOR = 1.5;
  private static final double PRECISION = 1.03;
  private static final double BACK_OFF = 0.95;
  private static final int MAX_BACK_OFFS = 10;

  private static final double WARM_UP_RATE = 5_000;
  private static final double SETTLING_RATE = 10_000;

  /** What PostgreSQL on the driver's core serves of holds or payments. */
  private static final double FEW = 1_000;

  /** How often a load is offered again where the host took the processors, and all of them. */
  private static final int MOST_REPEATS = 3;

  private static final int MOST_REPEATS_IN_ALL = 30;

  /**
   * Times as many windows as at the highest rate: collections and compilers make what a request
   * costs vary by a half from one to the next.
   */
  static final int COMMON_WINDOWS = 3;

  /** Both can serve this share of what the slower one can, without a queue to speak of. */
  private static final double COMMON_SHARE = 0.6;

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private long seed;
  private int repeats;

  Duel(Ground ground) {
    this(ground.settings(), ground::say);
  }

  Duel(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.seed = settings.seed();
  }

  /** One of the two and what is known of it. */
  private final class Side {
    private final Contender contender;
    private final RateSearch search = new RateSearch(START, FACTOR, PRECISION, settings.maxRate());
    private boolean driverLimited;
    private double rate;
    private Settling settling;
    private final List<Load> top = new ArrayList<>();
    private final List<Load> common = new ArrayList<>();

    Side(Contender contender) {
      this.contender = contender;
    }

    /**
     * A load in which the host took nothing to speak of, or the one of several in which it took
     * least: which one counts is never decided by what the server did.
     */
    Load undisturbed(double perSecond, Window window) {
      Load best = offer(perSecond, window);
      for (int i = 0; i < MOST_REPEATS && best.disturbed() && repeats < MOST_REPEATS_IN_ALL; i++) {
        repeats++;
        Load again = offer(perSecond, window);
        best = again.stolenNanos() < best.stolenNanos() ? again : best;
      }
      return best;
    }

    Load offer(double perSecond, Window window) {
      Load load = contender.offer(perSecond, seed, window);
      progress.accept(
          "%-9s %,8.0f/s offered: %,8.0f/s, p99 %.1f ms, %.1f %% served, %.1f us, driver %.0f %%, stolen %.1f %%%s"
              .formatted(
                  contender.name(),
                  perSecond,
                  load.answeredPerSecond(),
                  load.latencyMs(99),
                  load.servedShare() * 100,
                  load.serverCpuMicros(),
                  load.driverCpu() * 100,
                  load.stolenShare() * 100,
                  load.kept() ? "" : load.driverLimited() ? " (driver)" : " (broken)"));
      return load;
    }

    void settle(double perSecond, Window step) {
      Spent before = contender.spent();
      Load load = offer(perSecond, step);
      settling.tried(load.serverCpuMicros(), contender.spent().compilingShareSince(before));
    }

    void step() {
      if (!search.done()) {
        Load load = undisturbed(search.next(), settings.timing().step());
        driverLimited = load.kept() ? driverLimited : load.driverLimited();
        search.tried(load.kept());
        rate = Math.max(LOWEST_RATE, search.best());
      }
    }

    boolean holds() {
      return !top.isEmpty()
          && median(top, each -> each.latencyMs(99)) <= Load.P99_LIMIT_MS
          && median(top, Load::servedShare) >= Load.SERVED_SHARE;
    }

    /** Forgets the windows that were, and takes a lower rate where they did not hold. */
    void backOffOrForget() {
      if (!top.isEmpty() && !holds()) {
        driverLimited |= top.stream().anyMatch(each -> !each.kept() && each.driverLimited());
        rate = Math.max(LOWEST_RATE, rate * BACK_OFF);
      }
      top.clear();
    }

    Figures figures() {
      Histogram all = new Histogram(top.get(0).latency());
      top.stream().skip(1).forEach(each -> all.add(each.latency()));
      return new Figures(
          median(top, Load::answeredPerSecond),
          all.getValueAtPercentile(50) / 1e3,
          all.getValueAtPercentile(99) / 1e3,
          all.getValueAtPercentile(99.9) / 1e3,
          median(common, Load::serverCpuMicros),
          median(top, Load::serverCpuMicros),
          holds(),
          driverLimited,
          median(top, Load::driverCpu),
          median(top, each -> each.latenessMs(99)),
          Stream.concat(top.stream(), common.stream())
              .mapToDouble(Load::stolenShare)
              .max()
              .orElse(0),
          middle(top).statuses(),
          curve(all));
    }
  }

  private static List<Figures.Point> curve(Histogram latency) {
    List<Figures.Point> points = new ArrayList<>();
    for (double percentile : new double[] {0, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99}) {
      points.add(new Figures.Point(percentile, latency.getValueAtPercentile(percentile) / 1e3));
    }
    return points;
  }

  /** The load whose rate is the middle one. */
  private static Load middle(List<Load> loads) {
    return loads.stream()
        .sorted(Comparator.comparingDouble(Load::answeredPerSecond))
        .skip(loads.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  static double median(List<Load> loads, ToDoubleFunction<Load> figure) {
    double[] sorted = loads.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * Measures all, from warming up to the last window. Warming up goes on for as long as any gets
   * cheaper or compiles, since on one core the compiler's work counts as the requests'; once more
   * at the lower rate at which processor times are compared.
   *
   * @param contenders ours, its yardstick, and perhaps another one to look at
   */
  PathReport fight(List<Contender> contenders) {
    return fight(contenders, WARM_UP_RATE, SETTLING_RATE, settings.timing().step());
  }

  /** The same for those whose requests use something up, and of which a database serves few. */
  PathReport fightForFew(List<Contender> contenders) {
    return fight(contenders, FEW, FEW, settings.timing().last());
  }

  private PathReport fight(
      List<Contender> contenders, double warmUpRate, double settlingRate, Window settlingStep) {
    List<Side> sides = sides(contenders);
    double warm = Math.min(settings.maxRate(), warmUpRate);
    sides.forEach(side -> side.offer(warm, Window.ofMillis(0, settings.timing().warmUpMs())));
    settle(sides, Math.min(settings.maxRate(), settlingRate), settlingStep);
    return measure(sides, settlingStep);
  }

  /** At each rate anew: other code runs where more requests come together. */
  private void settle(List<Side> sides, double rate, Window step) {
    sides.forEach(side -> side.settling = new Settling(settings.timing()));
    for (int i = 0; i < Settling.MAX_STEPS && !settled(sides); i++) {
      seed++;
      sides.forEach(side -> side.settle(rate, step));
    }
  }

  private List<Side> sides(List<Contender> contenders) {
    return contenders.stream().map(each -> new Side(each)).toList();
  }

  private static boolean settled(List<Side> sides) {
    return sides.stream().allMatch(side -> side.settling.done());
  }

  private PathReport measure(List<Side> sides, Window settlingStep) {
    while (sides.stream().anyMatch(side -> !side.search.done())) {
      seed++;
      sides.forEach(Side::step);
    }
    confirm(sides);
    double common =
        COMMON_SHARE * sides.stream().mapToDouble(side -> side.rate).min().orElseThrow();
    settle(sides, common, settlingStep);
    for (int i = 0; i < COMMON_WINDOWS * settings.timing().windows(); i++) {
      seed++;
      sides.forEach(side -> side.common.add(side.undisturbed(common, settings.timing().last())));
    }
    return new PathReport(
        sides.get(0).figures(),
        sides.get(1).figures(),
        sides.size() > 2 ? sides.get(2).figures() : null,
        common);
  }

  /**
   * Lowers a rate until it holds over the longer windows, too; not for ever. Whose rate holds waits
   * for the others: measured again with each of their attempts it would break by chance some time,
   * and be lowered for what another's search had missed. What counts is seen side by side.
   */
  private void confirm(List<Side> sides) {
    for (int attempt = 0; attempt <= MAX_BACK_OFFS; attempt++) {
      List<Side> open = sides.stream().filter(side -> !side.holds()).toList();
      if (open.isEmpty()) {
        break;
      }
      measureTop(open);
      if (open.size() == sides.size() && allHold(sides)) {
        return;
      }
    }
    // Who has not held alone will not in turns: one round says so.
    int last = allHold(sides) ? MAX_BACK_OFFS : 0;
    for (int round = 0; round <= last; round++) {
      measureTop(sides);
      if (allHold(sides)) {
        return;
      }
    }
  }

  private static boolean allHold(List<Side> sides) {
    return sides.stream().allMatch(Side::holds);
  }

  private void measureTop(List<Side> sides) {
    sides.forEach(Side::backOffOrForget);
    for (int i = 0; i < settings.timing().windows(); i++) {
      seed++;
      sides.forEach(side -> side.top.add(side.undisturbed(side.rate, settings.timing().last())));
    }
  }
}
