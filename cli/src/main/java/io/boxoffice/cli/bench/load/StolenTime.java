package io.boxoffice.cli.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a virtual machine's host took for others while a process of this machine wanted to run.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
 */
public final class StolenTime {
  private static final Path STAT = Path.of("/proc/stat");

  /** The word before it counts: name, user, nice, system, idle, iowait, irq, softirq, steal. */
  private static final int STEAL = 8;

  /** The kernel tells times to programs in hundredths of a second. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private StolenTime() {}

  /** Of all processors together since the machine began; 0 where the system does not tell. */
  public static long nanos() {
    try (BufferedReader stat = Files.newBufferedReader(STAT, StandardCharsets.US_ASCII)) {
      return parse(stat.readLine());
    } catch (IOException e) {
      return 0;
    }
  }

  static long parse(String line) {
    String[] words = line == null ? new String[0] : line.strip().split("\\s+", -1);
    return words.length > STEAL ? Long.parseLong(words[STEAL]) * TICK_NANOS : 0;
  }
}
