package io.boxoffice.cli.bench;

/** To be written. */
final class NodesTrial {
  private final Ground ground;

  NodesTrial(Ground ground) {
    this.ground = ground;
  }

  NodesReport run() {
    ground.say("Not written yet.");
    return new NodesReport(0);
  }
}
