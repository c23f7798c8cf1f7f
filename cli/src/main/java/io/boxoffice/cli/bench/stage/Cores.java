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
 *
 * <p>Both are kept awake by work that stands back for any other, where the system has chrt: under a
 * virtual machine the host lends an idle processor to others, and whoever is to run on it again
 * waits until it is given back. The kernel groups processes by session and shares a processor among
 * groups first, whatever the priorities within them; so that work has a session of its own.
 */
public final class Cores implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";
  private static final int TASKSET_SECONDS = 10;
  private static final String STAND_BACK =
      "echo 19 >/proc/$$/autogroup; exec chrt -i 0 taskset -c %d sh -c '%s'";
  private static final String WAKER =
      "while kill -0 %d 2>/dev/null; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done";

  private final String allowed;
  private final List<Integer> usable;
  private final boolean pins;
  private final List<Process> wakers;

  private Cores(String allowed, List<Integer> usable, boolean pins, List<Process> wakers) {
    this.allowed = allowed;
    this.usable = usable;
    this.pins = pins;
    this.wakers = wakers;
  }

  /**
   * Keeps this process on its core from now on.
   *
   * @param awake whether both are kept awake, where there are two
   */
  public static Cores take(boolean awake) {
    String allowed = allowed();
    List<Integer> usable = parse(allowed);
    boolean pins = usable.size() >= 2 && pinSelf(Integer.toString(usable.get(1)));
    List<Process> wakers = pins && awake ? wakers(usable.subList(0, 2)) : List.of();
    return new Cores(allowed, usable, pins, wakers);
  }

  /** None where there is no chrt. They end with this process, whatever becomes of it. */
  private static List<Process> wakers(List<Integer> cores) {
    String loop = WAKER.formatted(ProcessHandle.current().pid());
    List<Process> wakers = new ArrayList<>();
    for (int core : cores) {
      try {
        wakers.add(
            new ProcessBuilder("setsid", "sh", "-c", STAND_BACK.formatted(core, loop))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
      } catch (IOException e) {
        return wakers;
      }
    }
    return wakers;
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

  private boolean isKeptAwake() {
    return !wakers.isEmpty() && wakers.stream().allMatch(Process::isAlive);
  }

  /** Where servers run, as a person reads it. */
  public String describe() {
    return pins
        ? "servers on core %d; driver and database on core %d%s"
            .formatted(usable.get(0), usable.get(1), isKeptAwake() ? "; both kept awake" : "")
        : "servers, driver and database share all cores: no taskset, or no second core";
  }

  /** The begin of a command line that runs on the servers' core. */
  List<String> server() {
    return pins ? List.of("taskset", "-c", Integer.toString(usable.get(0))) : List.of();
  }

  @Override
  public void close() {
    wakers.forEach(Process::destroy);
    if (pins) {
      pinSelf(allowed);
    }
  }
}
