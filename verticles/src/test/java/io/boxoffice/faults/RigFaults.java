package io.boxoffice.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxoffice.support.Rest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each fault of the rig does what it says. */
@ExtendWith(PrintsDuration.class)
class RigFaults {
  private static final Path DIRECTORY = Path.of("target", "faults", "rig-" + System.nanoTime());
  private static final Duration NOTICED = Duration.ofSeconds(30);
  private static final Duration HEALED = Duration.ofSeconds(60);

  private static Vertx vertx;
  private static FaultyCluster cluster;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    cluster = FaultyCluster.start(DIRECTORY.toAbsolutePath(), 3, List.of());
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
    vertx.close().await();
  }

  @AfterEach
  void mend() {
    cluster.heal();
    cluster.postgres().clear();
    for (int node = 0; node < cluster.size(); node++) {
      if (!cluster.isRunning(node)) {
        cluster.start(node);
      }
    }
    cluster.awaitReady(0, 1, 2);
    awaitMembers(3, 0, 1, 2);
  }

  @Test
  void anIsolatedNodeAloneGoesUnreadyAndComesBack() {
    cluster.isolate(Isolation.FULL, 2);
    awaitMembers(1, 2);
    awaitMembers(2, 0, 1);

    assertThat(cluster.isReady(2)).isFalse();
    assertThat(cluster.isReady(0)).isTrue();
    assertThat(cluster.isReady(1)).isTrue();
    assertThat(cluster.health(2).encode()).as("PostgreSQL is reached").contains(databaseUp());

    cluster.heal();
    awaitMembers(3, 0, 1, 2);
  }

  @Test
  void aNodeThatCannotBeHeardIsLeftOut() {
    cluster.isolate(Isolation.ONE_WAY, 1);

    awaitMembers(2, 0, 2);
    await().atMost(NOTICED).until(() -> !cluster.isReady(1));
  }

  /** The oldest node decides who belongs to the cluster, and it sees both ends of this cut. */
  @Test
  void aPartialCutCostsTheClusterOneNode() {
    for (int younger : new int[] {1, 2}) {
      cluster.kill(younger);
      cluster.start(younger);
      cluster.awaitReady(younger);
    }

    cluster.isolate(Isolation.PARTIAL, 1);

    awaitMembers(2, 0);
    assertThat(cluster.isReady(0)).isTrue();
    await().atMost(NOTICED).until(() -> cluster.isReady(1) != cluster.isReady(2));
  }

  @Test
  void killedNodesAreGoneAndStartAgain() {
    cluster.kill(0, 1);
    assertThat(cluster.isRunning(0)).isFalse();
    await().atMost(NOTICED).until(() -> !cluster.isReady(2));

    cluster.start(0, 1);
    cluster.awaitReady(0, 1, 2);
  }

  @Test
  void aStoppedNodeLeavesInOrderAndItsClockMayBeWrong() throws IOException {
    cluster.stop(0);
    awaitMembers(2, 1, 2);
    assumeTrue(FaultyCluster.canFakeTime(), "no libfaketime on this machine");

    cluster.startWithWallClock(0, Duration.ofMinutes(10));
    cluster.awaitReady(0);

    assertThat(wallClockOf(0)).isAfter(Instant.now().plus(Duration.ofMinutes(9)));
    assertThat(wallClockOf(1)).isBefore(Instant.now().plus(Duration.ofMinutes(1)));
    cluster.stop(0);
  }

  @Test
  void aPausedNodeAnswersNobodyUntilItGoesOn() {
    cluster.pause(1);
    assertThat(cluster.isReady(1)).isFalse();
    assertThat(cluster.isRunning(1)).isTrue();

    cluster.resume(1);
    await().atMost(HEALED).until(() -> cluster.isReady(1));
  }

  @Test
  void aCutAfterCommitLeavesTheChargeDoneAndTheClientInDoubt() throws SQLException {
    Rest buyer =
        Rest.anonymous(vertx, cluster.baseUrl(0)).signUp("cut" + System.nanoTime()).await();
    cluster.postgres().cutAfterCommit(1);

    Rest.Answer lost = buyer.post("/wallet/charges", "key", amount()).await();

    assertThat(lost.status()).as(lost.outcome()).isIn(503, 504);
    assertThat(cluster.postgres().cutsLeft()).isZero();
    await().untilAsserted(() -> assertThat(count("charges")).isEqualTo(1));
    await()
        .atMost(NOTICED)
        .untilAsserted(
            () ->
                assertThat(buyer.post("/wallet/charges", "key", amount()).await().outcome())
                    .isEqualTo("201"));
    assertThat(count("charges")).isEqualTo(1);
  }

  @Test
  void delaysAndRestartsOfPostgresAreSeen() throws SQLException {
    Rest client = Rest.anonymous(vertx, cluster.baseUrl(1));
    cluster.postgres().delayMs(300);
    long began = System.nanoTime();
    client.signUp("slow" + System.nanoTime()).await();
    assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
    cluster.postgres().clear();

    cluster.postgres().stopImmediately();
    await().atMost(NOTICED).until(() -> !cluster.health(1).encode().contains(databaseUp()));
    assertThat(cluster.isReady(1)).as("a database away takes no node out").isTrue();
    cluster.postgres().start();
    await().atMost(NOTICED).until(() -> cluster.health(1).encode().contains(databaseUp()));

    cluster.postgres().restart();
    cluster.postgres().cutConnections();
    await().atMost(NOTICED).until(() -> cluster.health(1).encode().contains(databaseUp()));
    try (Connection connection = cluster.postgres().jdbc();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show fsync")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("on");
    }
  }

  /** The time of the last line that it logged. */
  private static Instant wallClockOf(int node) throws IOException {
    return Files.readAllLines(DIRECTORY.resolve("node-" + node + ".log")).stream()
        .filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*Z .*"))
        .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static JsonObject amount() {
    return new JsonObject().put("amount", 10_000);
  }

  private static long count(String table) throws SQLException {
    try (Connection connection = cluster.postgres().jdbc();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String databaseUp() {
    return "\"name\":\"database\",\"status\":\"UP\"";
  }

  private static void awaitMembers(int count, int... which) {
    long began = System.nanoTime();
    for (int node : which) {
      await("node " + node + " sees " + count)
          .atMost(HEALED)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> cluster.membersSeenBy(node) == count);
    }
    System.out.printf(
        "%d nodes seen after %d ms%n", count, (System.nanoTime() - began) / 1_000_000);
  }
}
