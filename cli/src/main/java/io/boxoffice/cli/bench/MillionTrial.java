package io.boxoffice.cli.bench;

/** To be written. */
final class MillionTrial {
  private final Ground ground;

  MillionTrial(Ground ground) {
    this.ground = ground;
  }

  MillionReport run() {
    throw new UnsupportedOperationException("on " + ground);
  }
}
