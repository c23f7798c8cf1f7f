package io.boxoffice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every cell of the matrix, run after run on one cluster, each with a sale of its own.
 *
 * <p>{@code -Dfaults.runs=N}, {@code -Dfaults.cells=a,b} and {@code -Dfaults.seed=S}: run i of a
 * cell has the seed S + i, so {@code -Dfaults.runs=1} with a printed seed repeats one run.
 */
@ExtendWith(PrintsDuration.class)
class FaultMatrixFaults {
  private static final FaultOptions OPTIONS = FaultOptions.read();
  private static final Path DIRECTORY = Path.of("target", "faults").toAbsolutePath();
  private static final int NODES = 3;
  private static final int WARM_UP_MS = 2_000;
  private static final int AFTER_MS = 3_000;
  private static final int SHOWN_VIOLATIONS = 5;

  private static Vertx vertx;
  private static FaultyCluster cluster;
  private static String commit;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    commit = ResultFile.commit();
  }

  @AfterAll
  static void stop() {
    closeCluster();
    vertx.close().await();
  }

  private static void closeCluster() {
    if (cluster != null) {
      cluster.close();
      cluster = null;
    }
  }

  @ParameterizedTest
  @EnumSource
  void violatesNothing(Cell cell) throws SQLException {
    assumeTrue(OPTIONS.wants(cell.label()), "not asked for");
    assumeTrue(
        cell != Cell.WALL_CLOCK || FaultyCluster.canFakeTime(), "no libfaketime on this machine");
    List<String> violations = new ArrayList<>();
    if (cell.needsItsOwnCluster()) {
      closeCluster();
    }
    try {
      for (int i = 0; i < OPTIONS.runs(); i++) {
        long seed = OPTIONS.seed() + i;
        RunResult result = run(cell, seed);
        ResultFile.append(result);
        System.out.println(result.toJson().put("violations", result.violations().size()).encode());
        result.violations().stream()
            .limit(SHOWN_VIOLATIONS)
            .forEach(violation -> violations.add("seed " + seed + ": " + violation));
      }
    } finally {
      if (cell.needsItsOwnCluster()) {
        closeCluster();
      }
    }
    assertThat(violations).as(cell.label()).isEmpty();
  }

  private static RunResult run(Cell cell, long seed) throws SQLException {
    Random random = new Random(seed);
    if (cluster == null) {
      startCluster(cell, seed);
    }
    try (History history = History.at(DIRECTORY.resolve(cell.label() + "-" + seed + ".jsonl"))) {
      RunResult result = run(cell, seed, random, history);
      if (!result.violations().isEmpty()) {
        // What went wrong must not spoil the next run.
        closeCluster();
      }
      return result;
    } catch (RuntimeException | AssertionError broken) {
      System.out.println(cell.label() + " with seed " + seed + " broke off");
      closeCluster();
      throw broken;
    }
  }

  private static void startCluster(Cell cell, long seed) {
    Path directory = DIRECTORY.resolve("cluster-" + System.nanoTime());
    cluster = FaultyCluster.start(directory, NODES, List.of());
    if (cell == Cell.WALL_CLOCK) {
      try (History aside = History.inMemory()) {
        // A source of its own: what a run draws must not depend on who started the cluster.
        Stage stage = new Stage(vertx, cluster, new Random(seed), new Timeline(aside));
        Scripts.setClockWrong(stage);
      }
    }
  }

  private static RunResult run(Cell cell, long seed, Random random, History history)
      throws SQLException {
    List<String> baseUrls = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      baseUrls.add(cluster.baseUrl(node));
    }
    Timeline timeline = new Timeline(history);
    Stage stage = new Stage(vertx, cluster, random, timeline);
    String prefix = cell.label() + "-" + seed + "-" + System.nanoTime() + "-";
    Workload workload = Workload.start(vertx, baseUrls, cell.plan(), seed, history, prefix);
    stage.pass(WARM_UP_MS + random.nextInt(1_000));
    Scripts.play(cell, stage);
    stage.pass(AFTER_MS);
    workload.drain();

    RunFacts facts = timeline.facts(cell.plan());
    List<Attempt> attempts = workload.attempts();
    try (Connection jdbc = cluster.postgres().jdbc()) {
      Stores stores = workload.stores(jdbc, baseUrls);
      List<Violation> violations = Checker.check(attempts, stores, facts);
      return Measures.of(cell, seed, commit, attempts, timeline, facts, NODES, violations);
    }
  }
}
