package io.boxoffice.node;

import io.boxoffice.node.config.DatabaseConfig.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of the node's own, in its data directory, kept between runs.
 *
 * <p>Whatever moment a node was killed at, the next start finds its way: the directory gets its
 * name only when it is complete, a server that was left running is stopped first, and a lock that
 * the operating system drops with the process keeps two live nodes apart. All commits are durable.
 * Its calls block; none belongs on an event loop.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private static final String DIRECTORY = "postgres";
  private static final String UNFINISHED = "postgres-unfinished-";
  private static final String USER = "boxoffice";
  private static final String DATABASE = "boxoffice";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int INITDB_SECONDS = 120;

  /** Recovery after a crash reads the whole log again, so the first answer may take a while. */
  private static final int START_SECONDS = 120;

  private static final int START_ATTEMPTS = 3;
  private static final int POLL_MS = 50;
  private static final long MAX_LOG_BYTES = 10_485_760;

  private final DataDirLock lock;
  private final Process process;
  private final Server server;

  private EmbeddedDatabase(DataDirLock lock, Process process, Server server) {
    this.lock = lock;
    this.process = process;
    this.server = server;
  }

  /**
   * Starts the server, making its directory where there is none.
   *
   * @throws StartException with one line that says why it cannot
   */
  static EmbeddedDatabase start(Path dataDir) throws StartException {
    try {
      Files.createDirectories(dataDir);
      Path real = dataDir.toRealPath();
      DataDirLock lock = DataDirLock.take(real);
      try {
        return start(real, lock);
      } catch (IOException | StartException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartException("cannot use data.dir " + dataDir + ": " + e.getMessage(), e);
    }
  }

  /** Where the server listens. */
  Server server() {
    return server;
  }

  /** Stops the server, all written. Idempotent. */
  @Override
  public void close() throws IOException, StartException {
    if (process.isAlive()) {
      Postmaster.stop(process.toHandle());
    }
    lock.close();
  }

  private static EmbeddedDatabase start(Path dataDir, DataDirLock lock)
      throws IOException, StartException {
    Commands commands = Commands.detect();
    Path programs = PostgresBinaries.unpack(dataDir);
    commands.give(programs);
    Path binaries = programs.resolve("bin");
    Path log = log(dataDir);
    String password = password(dataDir);
    Path directory = dataDir.resolve(DIRECTORY);
    deleteUnfinished(dataDir);
    if (!Files.isDirectory(directory)) {
      initialise(commands, binaries, dataDir, directory, log);
    }
    Postmaster postmaster = new Postmaster(directory);
    for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
      Optional<ProcessHandle> left = postmaster.find();
      if (left.isPresent()) {
        LOG.info("stopping the PostgreSQL that a killed node left behind");
        Postmaster.stop(left.get());
      }
      commands.give(directory);
      int port = freePort();
      Process process = commands.start(command(binaries, directory, port), log);
      Server server = new Server(LOOPBACK, port, DATABASE, USER, password, "disable");
      if (awaitAnswer(process, server)) {
        return new EmbeddedDatabase(lock, process, server);
      }
      if (process.isAlive()) {
        Postmaster.stop(process.toHandle());
      }
    }
    throw new StartException("the embedded PostgreSQL does not start; see " + log);
  }

  private static Path log(Path dataDir) throws IOException {
    Path log = dataDir.resolve("postgres.log");
    if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
      Files.move(log, dataDir.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  private static String password(Path dataDir) throws IOException {
    Path file = dataDir.resolve("postgres-password");
    if (!Files.isRegularFile(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Path unfinished = dataDir.resolve("postgres-password-unfinished");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, HexFormat.of().formatHex(random));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  private static void deleteUnfinished(Path dataDir) throws IOException {
    try (Stream<Path> children = Files.list(dataDir)) {
      for (Path child : children.toList()) {
        if (child.getFileName().toString().startsWith(UNFINISHED)) {
          deleteQuietly(child);
        }
      }
    }
  }

  /**
   * The initdb of a killed node may still be writing there; the start after this one tries again.
   */
  private static void deleteQuietly(Path directory) {
    try {
      PostgresBinaries.deleteTree(directory);
    } catch (IOException e) {
      LOG.debug("cannot delete {} yet", directory, e);
    }
  }

  private static void initialise(
      Commands commands, Path binaries, Path dataDir, Path directory, Path log)
      throws IOException, StartException {
    Path unfinished = Files.createTempDirectory(dataDir, UNFINISHED);
    Path cluster = Files.createDirectory(unfinished.resolve(DIRECTORY));
    Path password = Files.copy(dataDir.resolve("postgres-password"), unfinished.resolve("pw"));
    commands.give(unfinished);
    List<String> initdb =
        List.of(
            binaries.resolve("initdb").toString(),
            "--pgdata=" + cluster,
            "--username=" + USER,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    if (!commands.run(initdb, log, INITDB_SECONDS)) {
      throw new StartException("the embedded PostgreSQL cannot be set up; see " + log);
    }
    Files.move(cluster, directory, StandardCopyOption.ATOMIC_MOVE);
    deleteQuietly(unfinished);
  }

  private static List<String> command(Path binaries, Path directory, int port) {
    List<String> command = new ArrayList<>();
    command.add(binaries.resolve("postgres").toString());
    command.add("-D");
    command.add(directory.toString());
    List<String> settings =
        List.of(
            "port=" + port,
            "listen_addresses=" + LOOPBACK,
            "unix_socket_directories=",
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "max_connections=100",
            "shared_buffers=128MB",
            "timezone=UTC",
            "log_timezone=UTC",
            // Refused statements are the clients' affair; the file holds only what ends a session.
            "log_min_messages=fatal");
    settings.forEach(
        setting -> {
          command.add("-c");
          command.add(setting);
        });
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it answers; false where it ends before that or takes too long. */
  private static boolean awaitAnswer(Process process, Server server) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < deadline) {
      if (answers(server)) {
        return true;
      }
      try {
        if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static boolean answers(Server server) {
    String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres";
    try (Connection connection =
            DriverManager.getConnection(url, server.user(), server.password());
        Statement statement = connection.createStatement()) {
      boolean there;
      try (ResultSet rows =
          statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
        there = rows.next();
      }
      if (!there) {
        statement.execute("create database " + DATABASE);
      }
      return true;
    } catch (SQLException e) {
      LOG.trace("the embedded PostgreSQL does not answer yet", e);
      return false;
    }
  }
}
