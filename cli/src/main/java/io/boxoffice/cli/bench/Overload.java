package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Arrivals;
import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Timeline;
import io.boxoffice.cli.bench.load.Timeline.Stretch;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.bench.stage.Spent;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures what a node sustains of holds and payments with polls beside, offers a multiple of that,
 * and goes back to it at once.
 */
final class Overload {
  /** So many times what is sustained. */
  static final double FACTOR = 5;

  private static final double POLLS_PER_SECOND = 2_000;

  /**
   * More than a node has holds and payments under way, 256 of each by default: with fewer, those
   * whom it should turn away would wait here.
   */
  private static final int CONNECTIONS = 1_000;

  private static final double WARM_UP_RATE = 600;
  private static final double START = 1_000;
  private static final double STEP = 1.5;
  private static final double PRECISION = 1.1;
  private static final double BACK_OFF = 0.9;
  private static final int MAX_BACK_OFFS = 10;

  /**
   * Recovery is told in seconds, so the rate to which it leads must be one at which seconds do not
   * break the promise by themselves: of ten, one may. Its windows have this share of the overload's
   * time at least.
   */
  private static final int BREAKING = 10;

  private static final int SHARE_OF_OVERLOAD = 15;

  /** Twice what recovery may take. */
  private static final int WATCHED_SECONDS = 10;

  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** Random arrivals and turns that fall to holds, when none waits for its payment. */
  private static final double SEATS_MARGIN = 1.3;

  private static final int LEAST_SEATS = 200;

  private final Ground ground;
  private final BenchSettings settings;
  private final Sales sales;
  private final BuyerRequests polls;
  private final double pollRate;
  private long seed;

  /**
   * @param waiting whose places are polled
   */
  Overload(Ground ground, Sales sales, Places waiting) {
    this.ground = ground;
    this.settings = ground.settings();
    this.sales = sales;
    polls = BuyerRequests.polls(ground.crowd(), waiting);
    pollRate = Math.min(POLLS_PER_SECOND, settings.maxRate());
    seed = settings.seed();
  }

  double pollsPerSecond() {
    return pollRate;
  }

  /** Holds and payments, and the polls beside them, over one window. */
  private record Pair(Load sale, Load polls, Timeline saleTimeline, Timeline pollTimeline) {}

  /** What is sustained: the windows that show it. */
  private record Best(double rate, boolean steady, List<Pair> windows) {
    double median(ToDoubleFunction<Pair> figure) {
      double[] sorted = windows.stream().mapToDouble(figure).sorted().toArray();
      return sorted[sorted.length / 2];
    }

    double goodput() {
      return median(each -> each.sale.served() / each.sale.seconds());
    }
  }

  /**
   * Measures all with the database as it is just now.
   *
   * @param name of that database, for the progress
   * @param p99LimitMs within which 99 of 100 are promised
   */
  OverloadReport.Side on(String name, double p99LimitMs) {
    ground.say("Holds and payments, database " + name + ":");
    warmUp();
    Best best = confirmed(sustained(p99LimitMs), p99LimitMs);
    int overload = settings.overloadSeconds();
    int watched = Math.min(WATCHED_SECONDS, Math.max(3, overload));
    double offered = FACTOR * best.rate();
    Window window = new Window(Duration.ZERO, Duration.ofSeconds(overload + watched), DRAIN);
    // Half of the successes are holds; room for twice the best.
    long seats = (long) (best.rate() * (overload + watched)) + CONNECTIONS;
    Arrivals arrivals =
        Arrivals.changing(offered, Duration.ofSeconds(overload), best.rate(), ++seed);
    Pair pair = offer(arrivals, seats, window);
    Stretch sale = pair.saleTimeline().stretch(0, overload);
    Stretch polled = pair.pollTimeline().stretch(0, overload);
    int recovery = pair.saleTimeline().secondsUntilKept(overload, overload + watched, p99LimitMs);
    ground.say(
        "  %,.0f/s offered for %d s: %,.0f/s of %,.0f/s succeed, recovered after %d s"
            .formatted(offered, overload, sale.goodput(), best.goodput(), recovery));
    ground.say("  seconds after it: " + seconds(pair.saleTimeline(), overload, watched));
    return new OverloadReport.Side(
        p99LimitMs,
        best.rate(),
        best.steady(),
        best.goodput(),
        best.median(each -> each.sale().latencyMs(99)),
        best.median(each -> each.polls().latencyMs(99)),
        (double) sale.offered() / overload,
        sale.goodput(),
        sale.goodput() / best.goodput(),
        sale.servedLatencyMs(99),
        sale.latencyMs(99),
        sale.statuses(),
        sale.offered() - sale.answered(),
        (double) polled.servedInTime() / polled.offered(),
        polled.latencyMs(99),
        recovery,
        pair.sale().driverCpu(),
        pair.sale().serverCpuNanos() / 1e9 / pair.sale().seconds());
  }

  /**
   * The 99th percentile and what was served of each, for whoever asks why recovery took so long.
   */
  private static String seconds(Timeline timeline, int from, int count) {
    return timeline
        .seconds(from, from + count)
        .map(
            each ->
                "%.0f ms %.1f %%"
                    .formatted(each.latencyMs(99), 100.0 * each.served() / each.offered()))
        .collect(Collectors.joining(", "));
  }

  /** Until it gets no cheaper: what is sustained is what all else is held against. */
  private void warmUp() {
    double rate = Math.min(WARM_UP_RATE, settings.maxRate());
    Settling settling = new Settling(settings.timing());
    for (int i = 0; i < Settling.MAX_STEPS && !settling.done(); i++) {
      Spent before = ground.node().spent();
      double micros = offer(rate, settings.timing().last()).sale().serverCpuMicros();
      settling.tried(micros, ground.node().spent().compilingShareSince(before));
    }
  }

  private double sustained(double p99LimitMs) {
    RateSearch search = new RateSearch(START, STEP, PRECISION, Math.max(1, settings.maxRate()));
    while (!search.done()) {
      Pair pair = offer(search.next(), settings.timing().step());
      search.tried(pair.sale().kept(p99LimitMs));
    }
    if (search.best() == 0) {
      throw new CommandFailure(
          ExitCode.REFUSED, "The node serves not even one hold a second as promised", null);
    }
    return search.best();
  }

  /** Lowers the rate until it holds over the longer windows; not for ever. */
  private Best confirmed(double rate, double p99LimitMs) {
    Best best = windows(rate, p99LimitMs);
    for (int attempt = 0; attempt < MAX_BACK_OFFS && !best.steady(); attempt++) {
      best = windows(best.rate() * BACK_OFF, p99LimitMs);
    }
    return best;
  }

  private Best windows(double rate, double p99LimitMs) {
    Window window =
        settings
            .timing()
            .last()
            .atLeast(Duration.ofSeconds(settings.overloadSeconds()).dividedBy(SHARE_OF_OVERLOAD));
    List<Pair> windows = new ArrayList<>();
    for (int i = 0; i < settings.timing().windows(); i++) {
      windows.add(offer(rate, window));
    }
    Best best = new Best(rate, true, windows);
    int seconds = (int) window.measured().toSeconds();
    long broken =
        windows.stream()
            .mapToLong(each -> each.saleTimeline().secondsBroken(0, seconds, p99LimitMs))
            .sum();
    ground.say("  %d of %d seconds broke the promise".formatted(broken, seconds * windows.size()));
    boolean steady =
        best.median(each -> each.sale().latencyMs(99)) <= p99LimitMs
            && best.median(each -> each.sale().servedShare()) >= Load.SERVED_SHARE
            && broken * BREAKING <= (long) seconds * windows.size();
    return new Best(rate, steady, windows);
  }

  private Pair offer(double perSecond, Window window) {
    double seconds = window.warmUp().plus(window.measured()).toNanos() / 1e9;
    // Half of the requests are payments.
    long seats = (long) (perSecond * seconds / 2 * SEATS_MARGIN) + LEAST_SEATS;
    Pair pair = offer(new Arrivals(perSecond, ++seed), seats, window);
    ground.say(
        "  %,6.0f/s offered: %,.0f/s answered, p99 %.1f ms, %.1f %% served; polls p99 %.1f ms, driver %.0f %%"
            .formatted(
                perSecond,
                pair.sale().answeredPerSecond(),
                pair.sale().latencyMs(99),
                pair.sale().servedShare() * 100,
                pair.polls().latencyMs(99),
                pair.sale().driverCpu() * 100));
    return pair;
  }

  private Pair offer(Arrivals arrivals, long seats, Window window) {
    HoldsAndPayments requests = sales.prepare(seats);
    // The last load's rows are many more: plans for what there was would read all of them.
    ground.stage().analyze();
    ground.settle();
    ServerProcess node = ground.node();
    Timeline saleTimeline = new Timeline();
    Timeline pollTimeline = new Timeline();
    try (OpenLoop buying = new OpenLoop(node.socket(), CONNECTIONS);
        OpenLoop polling = new OpenLoop(node.socket(), settings.connections())) {
      Arrivals pollArrivals = new Arrivals(pollRate, ++seed);
      List<Load> loads =
          SideBySide.run(
              List.of(
                  () -> buying.run(requests, arrivals, window, node::cpuNanos, saleTimeline),
                  () -> polling.run(polls, pollArrivals, window, node::cpuNanos, pollTimeline)));
      if (requests.ranOut()) {
        throw new CommandFailure(
            ExitCode.REFUSED, "More holds succeeded than there were seats for", null);
      }
      return new Pair(loads.get(0), loads.get(1), saleTimeline, pollTimeline);
    }
  }
}
