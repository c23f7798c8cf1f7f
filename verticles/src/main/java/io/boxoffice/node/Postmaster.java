package io.boxoffice.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process of one data directory, be it this node's or one that a killed node left
 * behind.
 */
final class Postmaster {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

  private static final int FAST_STOP_SECONDS = 15;
  private static final int IMMEDIATE_STOP_SECONDS = 10;
  private static final String PID_FILE = "postmaster.pid";

  private final Path directory;

  Postmaster(Path directory) {
    this.directory = directory;
  }

  /** The living server of this very directory, or empty; a stale pid file is taken away. */
  Optional<ProcessHandle> find() throws IOException {
    Path pidFile = directory.resolve(PID_FILE);
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    Optional<ProcessHandle> process = pid(pidFile).flatMap(ProcessHandle::of).filter(this::isOurs);
    if (process.isEmpty()) {
      LOG.info("removing the stale {}", pidFile);
      Files.deleteIfExists(pidFile);
    }
    return process;
  }

  /**
   * Ends the server: sessions are broken off and all is written; where that takes too long, at
   * once, and the next start recovers from the log.
   */
  static void stop(ProcessHandle server) throws IOException, StartException {
    if (signalAndWait(server, "INT", FAST_STOP_SECONDS)) {
      return;
    }
    LOG.warn("PostgreSQL {} does not stop; ending it at once", server.pid());
    if (!signalAndWait(server, "QUIT", IMMEDIATE_STOP_SECONDS)) {
      throw new StartException("PostgreSQL process " + server.pid() + " cannot be stopped");
    }
  }

  private static boolean signalAndWait(ProcessHandle server, String signal, int seconds)
      throws IOException {
    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + server.pid())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      server.onExit().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !server.isAlive();
    } catch (ExecutionException | TimeoutException e) {
      return !server.isAlive();
    }
  }

  private static Optional<Long> pid(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    return lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,10}")
        ? Optional.empty()
        : Optional.of(Long.valueOf(lines.get(0).strip()));
  }

  /** Numbers are used again: only a postgres that names our directory is ours. */
  private boolean isOurs(ProcessHandle process) {
    String[] arguments = process.info().arguments().orElse(new String[0]);
    boolean namesUs =
        Arrays.asList(arguments).contains(directory.toString())
            || process.info().commandLine().orElse("").contains(directory.toString());
    return namesUs && process.info().command().orElse("").endsWith("postgres");
  }
}
