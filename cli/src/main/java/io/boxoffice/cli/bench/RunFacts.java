package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.stage.Cores;
import io.boxoffice.cli.console.CliContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Where and when a run was, as it begins: whoever works on meanwhile changes none of it.
 *
 * @param loadBefore how many processes wanted to run just before, over the last minute
 * @param commit of the working directory; null where it is no checkout
 */
public record RunFacts(
    String measuredAt,
    String commit,
    String system,
    String processor,
    String cores,
    String java,
    double loadBefore,
    int buyers,
    int connections,
    int windowMs,
    int windows,
    long seed) {
  private static final int GIT_SECONDS = 10;

  static RunFacts of(CliContext context, Cores cores, BenchSettings settings, double loadBefore) {
    return new RunFacts(
        context.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        headCommit(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        processorName(),
        cores.describe(),
        ManagementFactory.getRuntimeMXBean().getVmName() + " " + System.getProperty("java.version"),
        loadBefore,
        settings.buyers(),
        settings.connections(),
        (int) settings.timing().last().measured().toMillis(),
        settings.timing().windows(),
        settings.seed());
  }

  private static String processorName() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String headCommit() {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean well = git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0;
      return well ? said.strip() : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
