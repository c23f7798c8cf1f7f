package io.boxoffice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short programs of the operating system. */
final class IpCommand {
  private static final int PATIENCE_SECONDS = 20;

  private IpCommand() {}

  /** Runs {@code ip} with these arguments; gives its output. */
  static String ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    return run(command, "");
  }

  /** Runs lines of {@code ip} commands in one process, so that they take effect together. */
  static void batch(String namespace, List<String> lines) {
    run(List.of("ip", "-n", namespace, "-batch", "-"), String.join("\n", lines) + "\n");
  }

  /**
   * Runs a program and gives its output.
   *
   * @throws UncheckedIOException where it is not there, takes too long or ends with another code
   *     than 0
   */
  static String run(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output.strip());
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
