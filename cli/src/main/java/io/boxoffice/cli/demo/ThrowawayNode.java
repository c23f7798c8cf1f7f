package io.boxoffice.cli.demo;

import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.shared.node.NodeProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A node on free ports whose data directory goes away with it, however the process ends. */
final class ThrowawayNode implements AutoCloseable {
  /**
   * These passwords are printed in the sources and live for a minute: hashing 400 times at full
   * strength would be most of the run.
   */
  private static final String FEWER_PASSWORD_ROUNDS = "--auth.password-iterations=30000";

  private final Path directory;
  private final Thread hook = new Thread(this::stop, "throwaway-node-stop");
  private DemoNode node;
  private boolean stopped;

  private ThrowawayNode(Path directory) {
    this.directory = directory;
  }

  /** Starts it; where that fails nothing is left behind. */
  static ThrowawayNode start(NodeProgram program, List<String> more) {
    ThrowawayNode throwaway = new ThrowawayNode(temporaryDirectory());
    Runtime.getRuntime().addShutdownHook(throwaway.hook);
    try {
      List<String> settings = new ArrayList<>(List.of(FEWER_PASSWORD_ROUNDS));
      settings.addAll(more);
      DemoNode started =
          DemoNode.start(program, throwaway.directory, DemoNode.freePort(), 0, settings);
      throwaway.keep(started);
      return throwaway;
    } catch (RuntimeException e) {
      throwaway.close();
      throw e;
    }
  }

  synchronized DemoNode node() {
    return node;
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook has run or finds nothing left to do.
      return;
    }
  }

  private synchronized void keep(DemoNode started) {
    node = started;
    if (stopped) {
      started.close();
    }
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    try {
      if (node != null) {
        node.close();
      }
    } finally {
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "Cannot delete " + directory, "delete it by hand");
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("boxoffice-demo-");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Cannot make a temporary directory: " + e.getMessage(),
          "make room there, or name another one with -Djava.io.tmpdir");
    }
  }
}
