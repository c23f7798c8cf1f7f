package io.boxoffice.cli.bench;

/**
 * Whether a server's code is compiled: so many steps in a row needed about as much processor time
 * for each request as the cheapest before them, and next to none for compiling. Not safe for
 * several threads.
 */
final class Settling {
  /** No more steps than this are worth it. */
  static final int MAX_STEPS = 80;

  private static final int STEPS_IN_A_ROW = 4;

  /** What falls by less has not got cheaper. */
  static final double CHEAPER = 0.97;

  /** Of a server's processor time: whose compilers take no more has its code compiled. */
  static final double CALM_SHARE = 0.05;

  /** In shorter windows, which only show that all works, no compiler comes to rest. */
  private static final long TELLING_MS = 1_000;

  private final double calmShare;
  private double leastMicros = Double.MAX_VALUE;
  private int noCheaper;

  /**
   * Nothing was tried yet.
   *
   * @param timing of the windows that come afterwards
   */
  Settling(Timing timing) {
    calmShare = timing.last().measured().toMillis() < TELLING_MS ? 1 : CALM_SHARE;
  }

  /**
   * Takes a step's processor time.
   *
   * @param micros for each request, in microseconds
   * @param compilingShare how much of all of it the compilers took
   */
  void tried(double micros, double compilingShare) {
    boolean settled = micros >= CHEAPER * leastMicros && compilingShare <= calmShare;
    noCheaper = settled ? noCheaper + 1 : 0;
    leastMicros = Math.min(leastMicros, micros);
  }

  boolean done() {
    return noCheaper >= STEPS_IN_A_ROW;
  }

  /** The cheapest step's processor time for each request, in microseconds. */
  double leastMicros() {
    return leastMicros;
  }
}
