package io.boxoffice.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.boxoffice.support.EventCrowd;
import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.Rest;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand open streams on one node; the clients are in another process. */
class ManyStreamsIT {
  private static final int USERS = 5_000;
  private static final int STREAMS_OF_USER = 2;
  private static final int STREAMS = USERS * STREAMS_OF_USER;
  private static final int OTHER_FILES = 1_000;
  private static final int LOGINS_AT_ONCE = 100;

  /** Both with room for a machine that does other work, too; see what is printed. */
  private static final Duration FIRST_EVENT_LIMIT = Duration.ofSeconds(60);

  private static final Duration CHANGE_LIMIT = Duration.ofSeconds(10);
  private static final long HEAP_LIMIT_BYTES = STREAMS * 32L * 1024;

  @TempDir Path directory;

  @Test
  void allGetTheirFirstEventAndAChange() throws Exception {
    assumeThat(maxFiles())
        .as("open files that a process may have")
        .isGreaterThan(STREAMS + OTHER_FILES);
    Vertx vertx = Vertx.vertx();
    String database = TestPostgres.newDatabase();
    try (TestNode node = TestNode.start(database)) {
      JsonObject one = new JsonObject().put("capacity", 1).put("waitingTtlSeconds", 600);
      TestSale sale = TestSale.open(vertx, node.baseUrl(), 5, new JsonObject().put("queue", one));
      List<Rest> early = sale.buyers("early", 2, 0);
      early.get(0).joined(sale.concertId()).await();
      Rest before = early.get(1).joined(sale.concertId()).await();
      Path crowd = Files.write(directory.resolve("crowd"), crowd(vertx, node, sale, database));
      long heapBefore = usedHeap();

      Process clients = start(node, crowd);
      try (BufferedReader said = clients.inputReader(StandardCharsets.UTF_8)) {
        long openMs = await(said, "all have the first", FIRST_EVENT_LIMIT, clients);
        long heap = usedHeap() - heapBefore;
        assertThat(new PlainHttp(node.managementUrl()).get("/metrics").body())
            .contains("boxoffice_http_streams_open " + (double) STREAMS);
        before.delete("/concerts/" + sale.concertId() + "/queue").await().expect(204);
        long changeMs = await(said, "all have a change", CHANGE_LIMIT, clients);
        String events = said.readLine();
        System.out.printf(
            "%,d streams: all open after %,d ms, a change at all after %,d ms, %,d KiB of heap, %s%n",
            STREAMS, openMs, changeMs, heap / 1024, events);
        assertThat(heap).isLessThan(HEAP_LIMIT_BYTES);
      } finally {
        clients.destroyForcibly();
      }
    } finally {
      vertx.close().await();
    }
  }

  private static long maxFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : 0;
  }

  private static long usedHeap() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Users with one password, made at once; each logs in and joins. */
  private static List<String> crowd(Vertx vertx, TestNode node, TestSale sale, String database)
      throws SQLException {
    sale.anonymous().signUp("template").await();
    try (Connection connection = TestPostgres.jdbc(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into users (id, name, password_hash) select n, 'crowd-' || n, u.password_hash"
              + " from users u, generate_series(1, "
              + USERS
              + ") n where u.name = 'template'");
    }
    String path = "/api/v1/concerts/" + sale.concertId() + "/queue/events";
    Rest anonymous = Rest.anonymous(vertx, node.baseUrl());
    List<String> lines = new ArrayList<>();
    for (int first = 1; first <= USERS; first += LOGINS_AT_ONCE) {
      List<Future<Rest>> joined =
          IntStream.range(first, first + LOGINS_AT_ONCE)
              .mapToObj(n -> anonymous.logIn("crowd-" + n, "a-password-of-template"))
              .map(login -> login.compose(user -> user.joined(sale.concertId())))
              .toList();
      Future.all(joined).await();
      for (Future<Rest> user : joined) {
        String line = path + " " + user.result().accessToken() + " " + user.result().queueToken();
        IntStream.range(0, STREAMS_OF_USER).forEach(n -> lines.add(line));
      }
    }
    return lines;
  }

  private static Process start(TestNode node, Path crowd) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            EventCrowd.class.getName(),
            Integer.toString(URI.create(node.baseUrl()).getPort()),
            crowd.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** How long it took until the clients said so, in milliseconds. */
  private static long await(BufferedReader said, String line, Duration limit, Process clients) {
    long sinceNanos = System.nanoTime();
    CompletableFuture<String> next =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return said.readLine();
              } catch (IOException e) {
                return e.toString();
              }
            });
    String heard =
        next.completeOnTimeout("nothing in " + limit, limit.toMillis(), TimeUnit.MILLISECONDS)
            .join();
    assertThat(heard).as("from %s", clients).isEqualTo(line);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
  }
}
