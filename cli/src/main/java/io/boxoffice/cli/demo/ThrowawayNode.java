package io.boxoffice.cli.demo;

import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.shared.node.NodeProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A node on free ports whose data directory goes away with it, however the process ends. */
final class ThrowawayNode implements AutoCloseable {
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
      DemoNode started =
          DemoNode.start(
              program, throwaway.directory, DemoNode.freePort(), DemoNode.freePort(), more);
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
