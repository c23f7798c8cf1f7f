package io.boxoffice.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseIT {
  private static final int KILLS = 10;

  @TempDir private Path directory;

  @Test
  void startsAgainWheneverItsNodeWasKilled() throws Exception {
    long seed = Long.getLong("boxoffice.seed", System.nanoTime());
    Random random = new Random(seed);
    Path dataDir = directory.resolve("data");
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Path out = directory.resolve("out-" + kill);
      Process process = startProcess(dataDir, out);
      if (kill % 3 == 2) {
        awaitLine(process, out, "committed");
        process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
      } else {
        process.waitFor(random.nextInt(3_000), TimeUnit.MILLISECONDS);
      }
      assertThat(process.isAlive()).as("seed %s: %s", seed, Files.readString(out)).isTrue();
      process.destroyForcibly().waitFor();
      acknowledged = Math.max(acknowledged, lastCommitted(out));
    }
    assertThat(acknowledged).isPositive();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(dataDir)) {
      assertThat(number(database, "select max(n) from numbers"))
          .as("seed %s", seed)
          .isBetween(acknowledged, acknowledged + 1);
      assertThat(number(database, "select count(*) from numbers"))
          .isEqualTo(number(database, "select max(n) from numbers"));
    }
    assertThat(livingServers(dataDir)).isEmpty();
  }

  @Test
  void commitsAreDurable() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(text(database, "show fsync")).isEqualTo("on");
      assertThat(text(database, "show synchronous_commit")).isEqualTo("on");
      assertThat(text(database, "show full_page_writes")).isEqualTo("on");
      assertThat(text(database, "show log_timezone")).isEqualTo("UTC");
      assertThat(text(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(text(database, "select lower('ÄÖ가')")).isEqualTo("äö가");
    }
  }

  @Test
  void keepsItsDataBetweenRuns() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      execute(database, "create table kept as select 42 as n");
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(number(database, "select n from kept")).isEqualTo(42);
    }
  }

  @Test
  void refusesASecondLiveNode() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("another node is running");
      Path out = directory.resolve("out");
      Process other = startProcess(directory, out);
      assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(out)).contains("refused: another node is running on data.dir");
      assertThat(number(database, "select 1")).isEqualTo(1);
    }
  }

  @Test
  void ignoresAPidFileThatNamesAnotherProcess() throws Exception {
    EmbeddedDatabase.start(directory).close();
    long foreign = ProcessHandle.current().pid();
    Files.writeString(
        directory.resolve("postgres/postmaster.pid"), foreign + "\n" + directory + "\n");

    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(number(database, "select 1")).isEqualTo(1);
    }
  }

  @Test
  void saysInOneLineThatTheDirectoryCannotBeUsed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> EmbeddedDatabase.start(file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("data.dir");
  }

  private static Process startProcess(Path dataDir, Path out) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EmbeddedDatabaseProcess.class.getName());
    command.add(dataDir.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  private static void awaitLine(Process process, Path out, String start) {
    Awaitility.await(start)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !process.isAlive() || Files.readString(out).contains(start));
  }

  private static long lastCommitted(Path out) throws IOException {
    String text = Files.readString(out);
    // The last line may have been cut by the kill.
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith("committed "))
        .mapToLong(line -> Long.parseLong(line.substring("committed ".length())))
        .max()
        .orElse(0);
  }

  private static List<Long> livingServers(Path dataDir) throws IOException {
    String directory = dataDir.toRealPath().resolve("postgres").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains("-D " + directory))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static long number(EmbeddedDatabase database, String sql) throws SQLException {
    return Long.parseLong(text(database, sql));
  }

  private static String text(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = EmbeddedDatabaseProcess.connect(database.server());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = EmbeddedDatabaseProcess.connect(database.server());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
