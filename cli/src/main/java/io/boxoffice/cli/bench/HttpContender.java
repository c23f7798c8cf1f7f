package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Arrivals;
import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.bench.stage.Spent;

/** A server, what it is asked, and the connections to it. */
final class HttpContender implements Contender {
  private final String name;
  private final ServerProcess server;
  private final Supply supply;
  private final OpenLoop loop;

  HttpContender(String name, ServerProcess server, Supply supply, int connections) {
    this.name = name;
    this.server = server;
    this.supply = supply;
    this.loop = new OpenLoop(server.socket(), connections);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Load offer(double perSecond, long seed, Window window) {
    return loop.run(
        supply.prepare(Contender.most(perSecond, window)),
        new Arrivals(perSecond, seed),
        window,
        server::cpuNanos);
  }

  @Override
  public Spent spent() {
    return server.spent();
  }

  @Override
  public void close() {
    loop.close();
  }
}
