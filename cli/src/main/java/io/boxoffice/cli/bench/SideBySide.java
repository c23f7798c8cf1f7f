package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Loads at one time, each on a thread of its own; all begin together and none disturbs another's
 * queue.
 */
final class SideBySide {
  private SideBySide() {}

  /** Runs them and gives what became of them, in their order; fails as the first that fails. */
  static List<Load> run(List<Callable<Load>> loads) {
    ExecutorService threads = Executors.newFixedThreadPool(loads.size());
    try {
      List<Load> results = new ArrayList<>();
      for (Future<Load> each : threads.invokeAll(loads)) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CommandFailure(ExitCode.REFUSED, "A load failed: " + e.getCause(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.REFUSED, "Interrupted", null);
    } finally {
      threads.shutdownNow();
    }
  }
}
