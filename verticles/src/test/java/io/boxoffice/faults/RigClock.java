package io.boxoffice.faults;

import java.time.Instant;

/** Microseconds since the epoch that only ever go forward: the wall clock once, then nanoTime. */
final class RigClock {
  private final long startNanos = System.nanoTime();
  private final long startUs = ofInstant(Instant.now());

  long nowUs() {
    return startUs + (System.nanoTime() - startNanos) / 1_000;
  }

  static long ofInstant(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  /** Microseconds of a time as the contract writes it. */
  static long parse(String iso) {
    return ofInstant(Instant.parse(iso));
  }
}
