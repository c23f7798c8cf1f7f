package io.boxoffice.admin;

import io.boxoffice.cluster.Periodic;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.messages.AdminMessages.AdmitPlaces;
import io.boxoffice.shared.messages.AdminMessages.ChangeConcert;
import io.boxoffice.shared.messages.AdminMessages.ChangePerformance;
import io.boxoffice.shared.messages.AdminMessages.ChangeQueue;
import io.boxoffice.shared.messages.AdminMessages.ChargeUserWallet;
import io.boxoffice.shared.messages.AdminMessages.CheckImport;
import io.boxoffice.shared.messages.AdminMessages.ClusterReport;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.AdminMessages.ListAudit;
import io.boxoffice.shared.messages.AdminMessages.ReadCluster;
import io.boxoffice.shared.messages.AdminMessages.RemoveUserPlace;
import io.boxoffice.shared.messages.AdminMessages.Verify;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.AuditStore;
import io.boxoffice.store.Database;
import io.boxoffice.store.IdempotencyStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Serves the operators' calls on the bus. */
public final class AdminVerticle extends VerticleBase {
  private static final long JANITOR_PERIOD_MS = 10 * 60_000;

  private final Database database;
  private final Clock clock;
  private final BusClient bus;
  private final LongSupplier ids;
  private final Supplier<Future<ClusterReport>> cluster;
  private BusServer server;
  private Periodic keys;

  /**
   * @param ids gives a new TSID at each call, from any thread
   * @param cluster tells of the cluster; called on the verticle's context
   */
  public AdminVerticle(
      Database database,
      Clock clock,
      BusClient bus,
      LongSupplier ids,
      Supplier<Future<ClusterReport>> cluster) {
    this.database = database;
    this.clock = clock;
    this.bus = bus;
    this.ids = ids;
    this.cluster = cluster;
  }

  @Override
  public Future<?> start() {
    ConcertImportService imports = new ConcertImportService(vertx, database, clock, bus, ids);
    ConcertChangeService changes = new ConcertChangeService(database, clock, bus, ids);
    SupportService support = new SupportService(database, bus, ids);
    VerifyService verify = new VerifyService(database, bus);
    AuditStore audit = new AuditStore(database);
    KeyJanitor janitor = new KeyJanitor(new IdempotencyStore(database));
    keys = Periodic.start(vertx, "deletion of old keys", JANITOR_PERIOD_MS, janitor::run);
    server =
        new BusServer(vertx, Service.ADMIN)
            .on(ImportConcert.class, imports::importConcert)
            .on(CheckImport.class, imports::check)
            .on(ChangeConcert.class, changes::changeConcert)
            .on(ChangePerformance.class, changes::changePerformance)
            .on(ChangeQueue.class, changes::changeQueue)
            .on(RemoveUserPlace.class, support::removePlace)
            .on(AdmitPlaces.class, support::admit)
            .on(ChargeUserWallet.class, support::charge)
            .on(ListAudit.class, audit::list)
            .on(ReadCluster.class, request -> cluster.get())
            .on(Verify.class, request -> verify.verify());
    return server.listen();
  }

  @Override
  public Future<?> stop() {
    return server.close().eventually(keys::stop);
  }
}
