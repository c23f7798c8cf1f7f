package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.stage.Stage;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.shared.node.NodeProgram;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run: sets the stage, measures path after path and trial after trial, and strikes the stage
 * again.
 */
public final class Benchmark {
  private static final double BUSY = 0.5;

  /** Windows shorter than this give no figures worth having. */
  private static final int LEAST_WINDOW_MS = 500;

  private final CliContext context;
  private final NodeProgram program;
  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final Map<String, String> failures = new LinkedHashMap<>();

  public Benchmark(CliContext context, NodeProgram program, BenchSettings settings) {
    this.context = context;
    this.program = program;
    this.settings = settings;
    this.progress =
        line -> {
          context.err().println(line);
          context.err().flush();
        };
  }

  /** Runs all and gives the figures by path. */
  public BenchReport run() {
    double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (loadBefore > BUSY) {
      progress.accept(
          "The machine is busy (load %.1f): the rates will say little.".formatted(loadBefore));
    }
    try (Stage stage = Stage.set(context, program, settings.seed(), wantsFigures())) {
      RunFacts facts = RunFacts.of(context, stage.cores(), settings, loadBefore);
      progress.accept(stage.cores().describe());
      Ground ground = new Ground(stage, settings, progress);
      Map<BenchPath, PathReport> paths = new LinkedHashMap<>();
      for (BenchPath path : settings.paths()) {
        attempt(
            path,
            path.about(),
            () -> paths.put(path, measure(path, new ReadTrials(ground), new MoneyTrials(ground))));
      }
      Map<BenchTrial, TrialReport> trials = new LinkedHashMap<>();
      for (BenchTrial trial : settings.trials()) {
        attempt(trial, trial.about(), () -> trials.put(trial, run(trial, ground)));
      }
      return new BenchReport(facts, paths, trials, failures);
    }
  }

  /** Not where a run is to show that all works: keeping processors awake takes others' time. */
  private boolean wantsFigures() {
    return settings.timing().last().measured().toMillis() >= LEAST_WINDOW_MS;
  }

  /** What one failure leaves undone is said at the end; the rest has its figures. */
  private void attempt(Object what, String about, Runnable measurement) {
    progress.accept(what + ": " + about);
    try {
      measurement.run();
    } catch (CommandFailure e) {
      progress.accept(what + " failed: " + e.getMessage());
      failures.put(what.toString(), e.getMessage());
    }
  }

  private static PathReport measure(BenchPath path, ReadTrials reads, MoneyTrials money) {
    return switch (path) {
      case POLL -> reads.poll();
      case JOIN -> reads.join();
      case SEATS_UNCHANGED -> reads.seatsUnchanged();
      case SEATS_FULL -> reads.seatsFull();
      case HOLD_TAKEN -> reads.holdTaken();
      case HOLD -> money.hold();
      case PAYMENT -> money.payment();
    };
  }

  private static TrialReport run(BenchTrial trial, Ground ground) {
    return switch (trial) {
      case MILLION -> new MillionTrial(ground).run();
      case OVERLOAD -> new OverloadTrial(ground).run();
      case NODES2 -> new NodesTrial(ground).run();
    };
  }
}
