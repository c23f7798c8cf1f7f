package io.boxoffice.cli.bench;

/**
 * Whether requests have stopped getting cheaper, so that a server's code is compiled: so many steps
 * in a row needed about as much processor time as the cheapest before them. Not safe for several
 * threads.
 */
final class Settling {
  /** No more steps than this are worth it. */
  static final int MAX_STEPS = 40;

  private static final int STEPS_IN_A_ROW = 4;

  /** What falls by less has not got cheaper. */
  static final double CHEAPER = 0.97;

  private double leastMicros = Double.MAX_VALUE;
  private int noCheaper;

  /** Takes a step's processor time for each request, in microseconds. */
  void tried(double micros) {
    noCheaper = micros < CHEAPER * leastMicros ? 0 : noCheaper + 1;
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
