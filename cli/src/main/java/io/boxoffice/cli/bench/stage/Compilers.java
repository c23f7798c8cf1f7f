package io.boxoffice.cli.bench.stage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a JVM's compilers have done, as Linux counts it for their threads. */
final class Compilers {
  private Compilers() {}

  /** Nanoseconds so far; 0 where there is no such process, or no Linux. */
  static long cpuNanos(long pid) {
    long sum = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        sum += cpuNanos(task);
      }
    } catch (IOException e) {
      return 0;
    }
    return sum;
  }

  /** A thread may end while its files are read. */
  private static long cpuNanos(Path task) {
    try {
      String name = Files.readString(task.resolve("comm"));
      return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")
          ? Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0])
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
