package io.boxoffice.faults;

import io.boxoffice.faults.RelayFilter.Verdict;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL of its own, durable, that the nodes reach through a proxy.
 *
 * <p>The proxy delays, breaks connections off, and cuts them between a COMMIT and its answer. The
 * checks' own connections do not go through it.
 */
final class FaultyPostgres implements AutoCloseable {
  private static final int STOP_SECONDS = 30;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Path directory;
  private final int serverPort;
  private final AtomicInteger cutsLeft = new AtomicInteger();
  private volatile int delayMs;
  private EmbeddedPostgres server;
  private final Relay proxy;

  private FaultyPostgres(Path directory, EmbeddedPostgres server) {
    this.directory = directory;
    this.server = server;
    this.serverPort = server.getPort();
    this.proxy = Relay.start(loopback(0), loopback(serverPort), client -> new Filter());
  }

  /** Starts a server on that directory, which is made where it is not there. */
  static FaultyPostgres start(Path directory) {
    return new FaultyPostgres(directory, startServer(directory, 0));
  }

  private static EmbeddedPostgres startServer(Path directory, int port) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(directory)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("max_connections", "200")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** An orderly restart ({@code -m fast}); returns when it serves again. */
  void restart() {
    stop();
    start();
  }

  /** {@code -m immediate}: as if the machine lost its power; the next start recovers. */
  void stopImmediately() {
    try {
      long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
      IpCommand.run(List.of("kill", "-QUIT", "" + pid), "");
      ProcessHandle.of(pid)
          .ifPresent(
              postmaster -> postmaster.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stop();
  }

  private void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again; returns when it serves. */
  void start() {
    server = startServer(directory, serverPort);
  }

  /** Holds what clients send for so many milliseconds, up to twice as long under load; 0: no. */
  void delayMs(int ms) {
    delayMs = ms;
  }

  /** Breaks off every connection that is open now. */
  void cutConnections() {
    proxy.cut();
  }

  /**
   * Of the next statements that change a sale and commit, lets so many reach the server, but no
   * answer the client: their connections are cut.
   */
  void cutAfterCommit(int howMany) {
    cutsLeft.set(howMany);
  }

  /** How many of those cuts are still to come. */
  int cutsLeft() {
    return cutsLeft.get();
  }

  /** Ends delays and cuts; a stopped server stays stopped. */
  void clear() {
    delayMs = 0;
    cutsLeft.set(0);
  }

  /** A connection past the proxy; the caller closes it. */
  Connection jdbc() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + serverPort + "/postgres", "postgres", "postgres");
  }

  /** {@code database.url} through the proxy. */
  String url() {
    return "postgresql://postgres:postgres@127.0.0.1:" + port() + "/postgres";
  }

  int port() {
    return proxy.port();
  }

  @Override
  public void close() {
    proxy.close();
    stop();
  }

  /** One connection's. */
  private final class Filter implements RelayFilter {
    private final PostgresStatements statements = new PostgresStatements();

    @Override
    public Verdict toTarget(ByteBuffer bytes) {
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(delayMs)) {
        LockSupport.parkNanos(STEP_NANOS);
      }
      boolean cut = statements.commits(bytes) && takeCut();
      return cut ? Verdict.FORWARD_AND_CUT : Verdict.FORWARD;
    }

    private boolean takeCut() {
      return cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
  }
}
