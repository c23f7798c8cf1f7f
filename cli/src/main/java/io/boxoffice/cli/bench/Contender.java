package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Arrivals;
import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.ServerProcess;

/** A server, what it is asked, and the connections to it. */
final class Contender implements AutoCloseable {
  private final ServerProcess server;
  private final Requests requests;
  private final OpenLoop loop;

  Contender(ServerProcess server, Requests requests, int connections) {
    this.server = server;
    this.requests = requests;
    this.loop = new OpenLoop(server.socket(), connections);
  }

  /** Offers so many requests a second. */
  Load offer(double perSecond, long seed, Window window) {
    return loop.run(requests, new Arrivals(perSecond, seed), window, server::cpuNanos);
  }

  @Override
  public void close() {
    loop.close();
  }
}
