package io.boxoffice.cli.bench;

/** To be written. */
final class NodesTrial {
  private final Ground ground;

  NodesTrial(Ground ground) {
    this.ground = ground;
  }

  NodesReport run() {
    throw new UnsupportedOperationException("on " + ground);
  }
}
