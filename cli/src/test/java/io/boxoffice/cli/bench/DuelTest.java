package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.Spent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Who is measured when, with servers that hold what a test says. */
class DuelTest {
  private static final double MOST = 10_000;
  private static final Timing TIMING = Timing.of(100);
  private static final int WINDOWS = TIMING.windows();

  private record Offer(String name, double perSecond, Window window) {}

  private final List<Offer> offers = new ArrayList<>();

  /** Holds any rate in a step, and up to this one in the longer windows. */
  private Contender contender(String name, double limit) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Load offer(double perSecond, long seed, Window window) {
        offers.add(new Offer(name, perSecond, window));
        boolean kept = !window.equals(TIMING.last()) || perSecond <= limit;
        return load(perSecond, kept ? 1_000 : 100_000);
      }

      @Override
      public Spent spent() {
        return Spent.NOTHING;
      }

      @Override
      public void close() {}
    };
  }

  private static Load load(double perSecond, long latencyMicros) {
    Histogram latency = new Histogram(3);
    latency.recordValue(latencyMicros);
    long all = (long) perSecond;
    return new Load(
        1, all, all, 0, 0, all, latency, new Histogram(3), 0.1, 1_000_000, 0, new TreeMap<>());
  }

  private PathReport fight(double ours, double yardstick) {
    BenchSettings settings = new BenchSettings(List.of(), List.of(), 1, 1, MOST, TIMING, 1, 1, 1);
    return new Duel(settings, said -> {})
        .fight(List.of(contender("ours", ours), contender("yardstick", yardstick)));
  }

  /** The windows that the rates are taken from: the last long ones before the common rate. */
  private List<Offer> confirmed(PathReport report) {
    List<Offer> longer =
        offers.stream()
            .filter(offer -> offer.window().equals(TIMING.last()))
            .filter(offer -> offer.perSecond() != report.commonRate())
            .toList();
    return longer.subList(longer.size() - 2 * WINDOWS, longer.size());
  }

  @Test
  void bothAreSeenInTurnsWhereBothHold() {
    PathReport report = fight(0.9 * MOST, MOST);

    assertThat(confirmed(report))
        .extracting(Offer::name)
        .containsExactly("ours", "yardstick", "ours", "yardstick", "ours", "yardstick");
    assertThat(confirmed(report)).allMatch(offer -> offer.window().equals(TIMING.last()));
    assertThat(report.yardstick().requestsPerSecond()).isEqualTo(MOST);
    assertThat(report.ours().requestsPerSecond()).isBetween(0.85 * MOST, 0.9 * MOST);
    assertThat(report.ours().steady()).isTrue();
    assertThat(report.yardstick().steady()).isTrue();
  }

  @Test
  void whoHoldsWaitsForTheOthersAttempts() {
    fight(0.7 * MOST, MOST);

    List<String> longer =
        offers.stream()
            .filter(offer -> offer.window().equals(TIMING.last()))
            .map(Offer::name)
            .toList();
    assertThat(longer).filteredOn("ours"::equals).hasSizeGreaterThan(8 * WINDOWS);
    // Its first windows, those in turns, and those at the common rate.
    assertThat(longer).filteredOn("yardstick"::equals).hasSize((2 + Duel.COMMON_WINDOWS) * WINDOWS);
  }

  @Test
  void whatARequestCostsIsMeasuredOnceItsRateIsUsual() {
    PathReport report = fight(MOST, MOST);

    List<Offer> common =
        offers.stream().filter(offer -> offer.perSecond() == report.commonRate()).toList();
    int before = common.size() - 2 * Duel.COMMON_WINDOWS * WINDOWS;
    List<Offer> counted = common.subList(before, common.size());
    assertThat(counted).allMatch(offer -> offer.window().equals(TIMING.last()));
    assertThat(common.subList(0, before))
        .hasSizeGreaterThan(2)
        .allMatch(offer -> offer.window().equals(TIMING.step()));
    assertThat(report.commonRate()).isEqualTo(0.6 * MOST);
  }

  @Test
  void whoNeverHoldsIsNotSteadyAndNotMeasuredForEver() {
    PathReport report = fight(0.1 * MOST, MOST);

    assertThat(report.ours().steady()).isFalse();
    assertThat(report.yardstick().steady()).isTrue();
    assertThat(offers).hasSizeLessThan(200);
  }
}
