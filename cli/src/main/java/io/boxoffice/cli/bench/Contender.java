package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Arrivals;
import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.ServerProcess;

/** A server, what it is asked, and the connections to it. */
final class Contender implements AutoCloseable {
  /** Random arrivals are sometimes more than their mean. */
  private static final double MARGIN = 1.05;

  private static final int LEAST = 200;

  private final String name;
  private final ServerProcess server;
  private final Supply supply;
  private final OpenLoop loop;

  Contender(String name, ServerProcess server, Supply supply, int connections) {
    this.name = name;
    this.server = server;
    this.supply = supply;
    this.loop = new OpenLoop(server.socket(), connections);
  }

  String name() {
    return name;
  }

  /** Offers so many requests a second. */
  Load offer(double perSecond, long seed, Window window) {
    double seconds = window.warmUp().plus(window.measured()).toNanos() / 1e9;
    long most = (long) (perSecond * seconds * MARGIN) + LEAST;
    return loop.run(supply.prepare(most), new Arrivals(perSecond, seed), window, server::cpuNanos);
  }

  @Override
  public void close() {
    loop.close();
  }
}
