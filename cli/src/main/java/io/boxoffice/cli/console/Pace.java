package io.boxoffice.cli.console;

import java.time.Duration;

/** How a command waits between two looks. Tests hand over one that takes no time. */
@FunctionalInterface
public interface Pace {
  /** As long as it says. */
  Pace REAL = wait -> Thread.sleep(wait.toMillis());

  /** Waits. An interrupt ends the looking. */
  void pause(Duration wait) throws InterruptedException;
}
