package io.boxoffice.wallet;

import io.boxoffice.cluster.Periodic;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.shared.messages.WalletMessages.FindCharge;
import io.boxoffice.shared.messages.WalletMessages.ListEntries;
import io.boxoffice.shared.messages.WalletMessages.ReadWallet;
import io.boxoffice.store.Database;
import io.boxoffice.store.WalletStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Serves wallets, charges and ledgers, and sweeps up charges without an outcome. One a node. */
public final class WalletVerticle extends VerticleBase {
  private static final long SWEEP_PAUSE_MS = 1_000;

  private final Database database;
  private final PaymentGateway gateway;
  private final String currency;
  private final LongSupplier ids;
  private BusServer server;
  private Periodic sweep;

  /**
   * Takes what it needs; nothing is started.
   *
   * @param currency of the wallets that are made, ISO 4217
   * @param ids new ids, unique over all nodes
   */
  public WalletVerticle(
      Database database, PaymentGateway gateway, String currency, LongSupplier ids) {
    this.database = database;
    this.gateway = gateway;
    this.currency = currency;
    this.ids = ids;
  }

  @Override
  public Future<?> start() {
    WalletStore store = new WalletStore(database, currency);
    WalletService service = new WalletService(store, gateway, ids);
    sweep = Periodic.start(vertx, "outcome of charges", SWEEP_PAUSE_MS, service::settlePending);
    server =
        new BusServer(vertx, Service.WALLET)
            .on(ReadWallet.class, q -> found(store.find(q.userId()), ErrorCode.USER_NOT_FOUND))
            .on(ChargeWallet.class, service::charge)
            .on(
                FindCharge.class,
                q -> found(store.findCharge(q.userId(), q.chargeId()), ErrorCode.CHARGE_NOT_FOUND))
            .on(ListEntries.class, q -> store.entries(q.userId(), q.before(), q.limit()));
    return server.listen();
  }

  @Override
  public Future<?> stop() {
    return server.close().eventually(sweep::stop);
  }

  private static <T> Future<T> found(Future<Optional<T>> search, ErrorCode missing) {
    return search.map(value -> value.orElseThrow(() -> new Refusal(missing)));
  }
}
