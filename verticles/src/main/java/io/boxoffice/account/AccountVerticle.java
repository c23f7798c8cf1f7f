package io.boxoffice.account;

import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.messages.AccountMessages.CreateUser;
import io.boxoffice.shared.messages.AccountMessages.FindUser;
import io.boxoffice.shared.messages.AccountMessages.ListUsers;
import io.boxoffice.shared.messages.AccountMessages.LogIn;
import io.boxoffice.shared.messages.AccountMessages.ReadKeys;
import io.boxoffice.shared.messages.AccountMessages.SignUp;
import io.boxoffice.shared.messages.AccountMessages.User;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.AccountStore;
import io.boxoffice.store.Database;
import io.boxoffice.store.KeyStore;
import io.boxoffice.store.KeyStore.SigningKey;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Serves accounts: makes or reads the keys, then answers on the bus. */
public final class AccountVerticle extends VerticleBase {
  private final AccountConfig config;
  private final Database database;
  private final Clock clock;
  private final LongSupplier ids;
  private BoundedWorker worker;
  private BusServer server;
  private volatile AccountService service;

  /**
   * @param ids gives a new TSID at each call, from any thread
   */
  public AccountVerticle(AccountConfig config, Database database, Clock clock, LongSupplier ids) {
    this.config = config;
    this.database = database;
    this.clock = clock;
    this.ids = ids;
  }

  /** Fails where there is no usable key; the schema must be migrated before. */
  @Override
  public Future<?> start() {
    worker =
        new BoundedWorker(
            vertx, "boxoffice-passwords", config.passwordThreads(), config.maxPasswordsWaiting());
    KeyStore keyStore = new KeyStore(database);
    return keyStore
        .readAll()
        .compose(keys -> withMissingKeys(keyStore, keys))
        .map(KeyRing::new)
        .compose(ring -> KeySelfTest.run(vertx, ring).map(ring))
        .compose(this::serve);
  }

  /**
   * Sees to it that the first operator exists, once this verticle is deployed; see {@link
   * AccountService#ensureOperator}. Callable from any thread.
   */
  public Future<User> ensureOperator(String name, String password) {
    AccountService started =
        Objects.requireNonNull(service, "deploy the account verticle before its first operator");
    return Future.succeededFuture().compose(now -> started.ensureOperator(name, password));
  }

  /** Names are looked for in the form in which they are kept. */
  private static String asKept(String name) {
    return name == null ? null : AccountRules.normalName(name).orElse(name);
  }

  @Override
  public Future<?> stop() {
    return server == null ? worker.close() : server.close().eventually(worker::close);
  }

  private Future<List<SigningKey>> withMissingKeys(KeyStore keyStore, List<SigningKey> keys) {
    boolean complete = keys.stream().map(SigningKey::kind).distinct().count() == 2;
    return complete
        ? Future.succeededFuture(keys)
        : worker.run(KeyMaker::make).compose(keyStore::insertMissing);
  }

  private Future<Void> serve(KeyRing ring) {
    AccountStore store = new AccountStore(database, config.walletCurrency());
    service = new AccountService(config, store, clock, ids, worker, ring);
    UserLookups lookups = new UserLookups(vertx, store::findAll);
    server =
        new BusServer(vertx, Service.ACCOUNT)
            .on(SignUp.class, service::signUp)
            .on(CreateUser.class, service::createUser)
            .on(LogIn.class, service::logIn)
            .on(FindUser.class, request -> lookups.find(request.userId()))
            .on(
                ListUsers.class,
                request -> store.list(request.afterId(), request.limit(), asKept(request.name())))
            .on(ReadKeys.class, request -> Future.succeededFuture(ring.verificationKeys()));
    return server.listen();
  }
}
