package io.boxoffice.cli.bench;

/** To be written. */
final class OverloadTrial {
  private final Ground ground;

  OverloadTrial(Ground ground) {
    this.ground = ground;
  }

  OverloadReport run() {
    ground.say("Not written yet.");
    return new OverloadReport(0, 0);
  }
}
