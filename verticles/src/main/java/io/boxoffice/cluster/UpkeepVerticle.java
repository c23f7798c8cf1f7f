package io.boxoffice.cluster;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the clock near the database's and the node number leased.
 *
 * <p>Deploy it before everything that asks for the time or for an id: it fails where the database
 * cannot be asked.
 */
public final class UpkeepVerticle extends VerticleBase {
  private static final long CLOCK_PAUSE_MS = TimeUnit.SECONDS.toMillis(5);
  private static final long LEASE_PAUSE_MS = TimeUnit.SECONDS.toMillis(NodeLease.RENEW_SECONDS);

  private final DatabaseClock clock;
  private final NodeLease lease;
  private Periodic clockSweep;
  private Periodic leaseSweep;

  public UpkeepVerticle(DatabaseClock clock, NodeLease lease) {
    this.clock = clock;
    this.lease = lease;
  }

  @Override
  public Future<?> start() {
    return clock
        .synchronise()
        .compose(synced -> lease.acquire())
        .onSuccess(
            number -> {
              clockSweep =
                  Periodic.start(vertx, "reading the clock", CLOCK_PAUSE_MS, clock::synchronise);
              leaseSweep =
                  Periodic.start(vertx, "lease of the node number", LEASE_PAUSE_MS, lease::renew);
            });
  }

  @Override
  public Future<?> stop() {
    return Future.join(clockSweep.stop(), leaseSweep.stop())
        .transform(stopped -> lease.release())
        // An unreachable database frees the number by itself when the lease ends.
        .otherwiseEmpty();
  }
}
