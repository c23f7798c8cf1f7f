package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.BenchConcert;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A queue with a million waiting, beside one with a thousand on the same node.
 *
 * <p>The node is the trial's own and believes users' ids on {@code /api}: a million access tokens
 * would take longer to sign and verify than their places to fill, and would be counted as heap.
 * What is measured goes over {@code /api/v1} with tokens, to both queues alike.
 */
final class MillionTrial {
  private static final int SMALL = 1_000;
  private static final int FEW_SEATS = 50;

  /** So many are admitted from the start, in each queue, and wait no more. */
  private static final int ADMITTED = 10;

  /** No node takes more joins a second on one core; visitors are made for so many. */
  private static final int MOST_JOINS_PER_SECOND = 60_000;

  /** What a duel warms up with, or a little more. */
  private static final int WARM_UP_JOINS_PER_SECOND = 5_500;

  private static final int SPARE_VISITORS = 1_000;
  private static final int WARM_UP_STEPS = 5;
  private static final int MOST_STEPS = 40;
  private static final int SAMPLE = 1_000;
  private static final long COPY_PATIENCE_MS = 60_000;
  private static final long YOUNG_MS = 1_000;
  private static final Map<String, String> BELIEVING =
      Map.of("classic.enabled", "true", "classic.trust-user-id", "true");

  private final Ground ground;
  private final BenchSettings settings;
  private final ServerProcess node;
  private final SaleClient operator;
  private final Capacity capacity = new Capacity(ADMITTED, AdmissionSteps.STEP);
  private long checked;

  MillionTrial(Ground ground) {
    this.ground = ground;
    settings = ground.settings();
    node = ground.stage().loneNode(BELIEVING);
    operator = ground.stage().operator(node);
  }

  MillionReport run() {
    try (node;
        OpenLoop loop = new OpenLoop(node.socket(), settings.connections())) {
      Crowd crowd = ground.crowd().first(settings.places());
      WaitingLine small = line(crowd.first(SMALL), SMALL);
      small.fill(loop);
      awaitCopy(loop, small);
      check(loop, small, small.crowd().size());
      WaitingLine large = line(crowd, settings.places());
      OptionalLong before = node.liveHeapBytes();
      double fillSeconds = fill(loop, large);
      awaitCopy(loop, large);
      Long heapBytes = grown(before);
      check(loop, large, crowd.size());
      PathReport polls = duelOfPolls(small, large);
      check(loop, large, SAMPLE);
      PathReport joins = duelOfJoins(loop, large);
      check(loop, large, SAMPLE);
      AdmissionSteps admissions = new AdmissionSteps(node, operator.operations(), large, capacity);
      int steps = Math.min(MOST_STEPS, Math.max(5, settings.timing().warmUpMs() / 250));
      StepTimes times = admissions.run(loop, WARM_UP_STEPS, steps, settings.seed());
      checked += admissions.checked();
      check(loop, large, crowd.size());
      return report(fillSeconds, heapBytes, joins, polls, times);
    }
  }

  /** A new queue with so many waiting once it is filled. */
  private WaitingLine line(Crowd crowd, int waiting) {
    int size = waiting + ADMITTED;
    long firstOther = ground.stage().users(size - crowd.size());
    return line(crowd, firstOther, size);
  }

  private WaitingLine line(Crowd crowd, long firstOther, int size) {
    BenchConcert concert = new BenchConcert("Million", FEW_SEATS, 1, ADMITTED);
    String concertId = ground.stage().open(operator, concert).concertId();
    return new WaitingLine(concertId, crowd, firstOther, size, settings.seed());
  }

  private double fill(OpenLoop loop, WaitingLine line) {
    long began = System.nanoTime();
    line.fill(loop);
    double seconds = (System.nanoTime() - began) / 1e9;
    ground.say("%,d places filled in %.0f s.".formatted(settings.places(), seconds));
    return seconds;
  }

  /**
   * Asks for one place until the node has its own copy of the queue. One that is not made yet is
   * told to be as old as the first asking, so that nothing before {@link #YOUNG_MS} says that it is
   * there.
   */
  private void awaitCopy(OpenLoop loop, WaitingLine line) {
    long began = System.nanoTime();
    long waited;
    do {
      waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      if (waited > COPY_PATIENCE_MS) {
        throw new CommandFailure(ExitCode.REFUSED, "The node makes no copy of the queue", null);
      }
      loop.runAll(new Few(line.polls(), 1));
    } while (waited < 2 * YOUNG_MS || !isCopied(line.concertId()));
  }

  private boolean isCopied(String concertId) {
    return operator.operations().cluster().nodes().stream()
        .filter(each -> each.self() && each.answered())
        .flatMap(each -> each.views().stream())
        .anyMatch(view -> view.concertId().equals(concertId) && view.ageMs() < YOUNG_MS);
  }

  private Long grown(OptionalLong before) {
    OptionalLong now = node.liveHeapBytes();
    if (before.isEmpty() || now.isEmpty()) {
      return null;
    }
    long grown = now.getAsLong() - before.getAsLong();
    ground.say("Live heap: %,d bytes more than before.".formatted(grown));
    return grown;
  }

  private void check(OpenLoop loop, WaitingLine line, int polls) {
    CheckedPolls checks = new CheckedPolls(line, capacity, polls);
    loop.runAll(checks);
    long right = checks.requireExact();
    if (right != polls) {
      throw new CommandFailure(
          ExitCode.REFUSED, "Only %,d of %,d polls were answered".formatted(right, polls), null);
    }
    checked += right;
    ground.say("%,d positions are exact.".formatted(right));
  }

  private PathReport duelOfPolls(WaitingLine small, WaitingLine large) {
    ground.say("Polls.");
    try (Contender ours = contender("large", Supply.endless(large.polls()));
        Contender yardstick = contender("small", Supply.endless(small.polls()));
        Contender few = contender("few", Supply.endless(large.pollsOfFirst(SMALL)))) {
      return new Duel(ground).fight(List.of(ours, yardstick, few));
    }
  }

  private PathReport duelOfJoins(OpenLoop loop, WaitingLine large) {
    Crowd visitors = visitors();
    ground.say("Joins by %,d visitors.".formatted(visitors.size()));
    SmallLines smallLines = new SmallLines(loop, large.crowd().first(SMALL));
    QueueJoins toLarge = new QueueJoins(loop, visitors, () -> large);
    QueueJoins toSmall = new QueueJoins(loop, visitors, smallLines::next);
    // Their tokens are verified here, and not within a measurement.
    loop.runAll(new Visits(visitors, smallLines.next().concertId()));
    try (Contender ours = contender("large", toLarge);
        Contender yardstick = contender("small", toSmall)) {
      PathReport report = new Duel(ground).fight(List.of(ours, yardstick));
      toLarge.end();
      return report;
    }
  }

  /** As many as one load has joins, at most. */
  private Crowd visitors() {
    Window last = settings.timing().last();
    double seconds = last.warmUp().plus(last.measured()).toMillis() / 1e3;
    double warmUp = settings.timing().warmUpMs() / 1e3 * WARM_UP_JOINS_PER_SECOND;
    double perSecond = Math.min(settings.maxRate() * 1.05, MOST_JOINS_PER_SECOND);
    return ground.stage().crowd((int) Math.max(warmUp, seconds * perSecond) + SPARE_VISITORS);
  }

  /** Small queues, one after the other; the one before is closed. */
  private final class SmallLines {
    private final OpenLoop loop;
    private final Crowd crowd;
    private final long firstOther;
    private WaitingLine line;

    SmallLines(OpenLoop loop, Crowd crowd) {
      this.loop = loop;
      this.crowd = crowd;
      firstOther = ground.stage().users(SMALL + ADMITTED - crowd.size());
    }

    WaitingLine next() {
      if (line != null) {
        operator.operations().changeConcert(line.concertId(), Map.of("state", "CLOSED"));
      }
      line = line(crowd, firstOther, SMALL + ADMITTED);
      line.fill(loop);
      return line;
    }
  }

  private Contender contender(String name, Supply supply) {
    return new HttpContender(name, node, supply, settings.connections());
  }

  private MillionReport report(
      double fillSeconds, Long heapBytes, PathReport joins, PathReport polls, StepTimes times) {
    double few = polls.prepared().requestsPerSecond() / polls.yardstick().requestsPerSecond();
    return new MillionReport(
        settings.places(),
        fillSeconds,
        heapBytes,
        heapBytes == null ? null : (double) heapBytes / settings.places(),
        joins.comparable() ? joins.ratio() : null,
        joins.cpuRatio(),
        polls.comparable() ? polls.ratio() : null,
        polls.cpuRatio(),
        polls.comparable() && polls.prepared().steady() ? few : null,
        PathReport.share(polls.yardstick().cpuMicros(), polls.prepared().cpuMicros()),
        times.boundMs(0.99),
        times.meanMs(),
        times.maxMs(),
        times.count(),
        checked,
        joins,
        polls);
  }
}
