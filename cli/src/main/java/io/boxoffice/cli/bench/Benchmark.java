package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.stage.BenchConcert;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.Replies;
import io.boxoffice.cli.bench.stage.Sample;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.bench.stage.Stage;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.shared.node.NodeProgram;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One run: sets the stage, measures path after path, and strikes the stage again. */
public final class Benchmark {
  private static final int HALL = 1_000;
  private static final int FEW_ADMITTED = 10;
  private static final double BUSY = 0.5;

  private final CliContext context;
  private final NodeProgram program;
  private final BenchSettings settings;
  private final Consumer<String> progress;

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
    try (Stage stage = Stage.set(context, program, settings.seed())) {
      progress.accept(stage.cores().describe());
      ServerProcess node = stage.node();
      SaleClient operator = stage.operator(node);
      progress.accept("Node ready; signing tokens for %,d buyers.".formatted(settings.buyers()));
      Crowd crowd = stage.crowd(settings.buyers());
      Map<BenchPath, PathReport> paths = new LinkedHashMap<>();
      for (BenchPath path : settings.paths()) {
        progress.accept(path + ": " + path.about());
        paths.put(path, measure(stage, node, operator, crowd));
      }
      return new BenchReport(RunFacts.of(context, stage.cores(), settings, loadBefore), paths);
    }
  }

  private PathReport measure(Stage stage, ServerProcess node, SaleClient operator, Crowd crowd) {
    ImportedConcert concert =
        stage.open(operator, new BenchConcert("Polls", HALL, 1, FEW_ADMITTED));
    join(node, crowd, concert.concertId());
    String path = QueueRequests.path(concert.concertId());
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Bearer " + text(crowd.accessToken(crowd.size() - 1)),
            "Queue-Token",
            text(crowd.queueToken(crowd.size() - 1)));
    Sample sample = Sample.of(node.address(), "GET", path, headers, null);
    progress.accept("The answer, for the yardstick, too: " + sample.describe());
    Replies replies =
        new Replies(List.of(sample.route("GET", "/api/v1/concerts/:concertId/queue")));
    try (ServerProcess bare = stage.bareServer(replies);
        Contender ours =
            new Contender(
                node, QueueRequests.polls(crowd, concert.concertId()), settings.connections());
        Contender yardstick =
            new Contender(
                bare, QueueRequests.polls(crowd, concert.concertId()), settings.connections())) {
      return new Duel(settings, progress).fight(ours, yardstick);
    }
  }

  private void join(ServerProcess node, Crowd crowd, String concertId) {
    long began = System.nanoTime();
    try (OpenLoop loop = new OpenLoop(node.socket(), settings.connections())) {
      long joined = loop.runAll(QueueRequests.joins(crowd, concertId));
      if (joined != crowd.size()) {
        throw new CommandFailure(
            ExitCode.REFUSED,
            "Only %,d of %,d buyers could join".formatted(joined, crowd.size()),
            null);
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    progress.accept("%,d buyers joined in %.1f s.".formatted(crowd.size(), seconds));
  }

  private static String text(byte[] token) {
    return new String(token, StandardCharsets.US_ASCII);
  }
}
