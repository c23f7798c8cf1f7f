package io.boxoffice.cli.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Who runs where: servers on one core, this process and all else on another, where the system has
 * taskset and lends two cores. Closing it gives this process its cores back.
 */
public final class Cores implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";
  private static final int TASKSET_SECONDS = 10;

  private final String allowed;
  private final List<Integer> usable;
  private final boolean pins;

  private Cores(String allowed, List<Integer> usable, boolean pins) {
    this.allowed = allowed;
    this.usable = usable;
    this.pins = pins;
  }

  /** Keeps this process on its core from now on. */
  public static Cores take() {
    String allowed = allowed();
    List<Integer> usable = parse(allowed);
    boolean pins = usable.size() >= 2 && pinSelf(Integer.toString(usable.get(1)));
    return new Cores(allowed, usable, pins);
  }

  private static String allowed() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .map(line -> line.substring(ALLOWED.length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** The numbers of a list such as {@code 0-1,4}. */
  static List<Integer> parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      String[] ends = part.split("-", 2);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static boolean pinSelf(String list) {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      Process taskset =
          new ProcessBuilder("taskset", "-a", "-c", "-p", list, self)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return taskset.waitFor(TASKSET_SECONDS, TimeUnit.SECONDS) && taskset.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether each has a core of its own. */
  public boolean pins() {
    return pins;
  }

  /** Where servers run, as a person reads it. */
  public String describe() {
    return pins
        ? "servers on core %d; driver and database on core %d"
            .formatted(usable.get(0), usable.get(1))
        : "servers, driver and database share all cores: no taskset, or no second core";
  }

  /** The begin of a command line that runs on the servers' core. */
  List<String> server() {
    return pins ? List.of("taskset", "-c", Integer.toString(usable.get(0))) : List.of();
  }

  @Override
  public void close() {
    if (pins) {
      pinSelf(allowed);
    }
  }
}
