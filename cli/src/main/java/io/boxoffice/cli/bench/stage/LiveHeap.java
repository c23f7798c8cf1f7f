package io.boxoffice.cli.bench.stage;

import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the JDK's {@code jcmd} what the live objects of another Java process take. */
final class LiveHeap {
  /** The histogram's last line: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

  private LiveHeap() {}

  /** The histogram counts what a full collection left; empty where there is no jcmd. */
  static OptionalLong bytes(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalLong.empty();
    }
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return OptionalLong.of(total(said));
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "jcmd does not run: " + e.getMessage(), null);
    }
  }

  static long total(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new CommandFailure(
          ExitCode.REFUSED, "jcmd gives no histogram: " + firstLines(histogram), null);
    }
    return Long.parseLong(total.group(1));
  }

  private static String firstLines(String text) {
    return text.substring(0, Math.min(text.length(), 200)).strip();
  }
}
