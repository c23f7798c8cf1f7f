package io.boxoffice.account;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AccountMessages.AccessToken;
import io.boxoffice.shared.messages.AccountMessages.CreateUser;
import io.boxoffice.shared.messages.AccountMessages.LogIn;
import io.boxoffice.shared.messages.AccountMessages.SignUp;
import io.boxoffice.shared.messages.AccountMessages.User;
import io.boxoffice.shared.messages.AccountMessages.UserRole;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.AccountStore;
import io.boxoffice.store.AccountStore.Credentials;
import io.boxoffice.store.AuditStore.Change;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Signs users up and logs them in. Safe from any context; passwords are hashed on a worker. */
final class AccountService {
  static final String AUDIENCE = "boxoffice-api";

  private final AccountConfig config;
  private final AccountStore store;
  private final Clock clock;
  private final LongSupplier ids;
  private final BoundedWorker worker;
  private final KeyRing keys;
  private final Passwords passwords;
  private final LogInThrottle throttle;

  AccountService(
      AccountConfig config,
      AccountStore store,
      Clock clock,
      LongSupplier ids,
      BoundedWorker worker,
      KeyRing keys) {
    this.config = config;
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.worker = worker;
    this.keys = keys;
    this.passwords = new Passwords(config.passwordIterations());
    this.throttle = new LogInThrottle(clock, config.maxLogInFailuresPerMinute());
  }

  /**
   * Makes a buyer with an empty wallet. Not idempotent: a repeat finds its own name taken. Fails
   * with VALIDATION_FAILED or NAME_TAKEN.
   */
  Future<User> signUp(SignUp request) {
    String name = AccountRules.check(request.name(), request.password());
    return hashForNew(name, request.password())
        .compose(hash -> store.insert(ids.getAsLong(), name, hash, UserRole.BUYER));
  }

  /**
   * Makes a user for an operator. The name is what makes it safe to repeat: a key's row would keep
   * a fast hash of the body, and the password is in the body. Fails with VALIDATION_FAILED or
   * NAME_TAKEN.
   */
  Future<User> createUser(CreateUser request) {
    String name = AccountRules.check(request.name(), request.password());
    long userId = ids.getAsLong();
    Change change =
        new Change(
            ids.getAsLong(),
            request.operatorId(),
            "CREATE_USER",
            "user " + Tsids.format(userId),
            null,
            new JsonObject().put("name", name).put("role", request.role().name()));
    return hashForNew(name, request.password())
        .compose(hash -> store.insertAudited(userId, name, hash, request.role(), change));
  }

  /** A taken name is refused before its password costs a worker's time. */
  private Future<String> hashForNew(String name, String password) {
    return store
        .findCredentials(name)
        .compose(
            found ->
                found.isPresent()
                    ? Future.failedFuture(new Refusal(ErrorCode.NAME_TAKEN))
                    : worker.run(() -> passwords.hash(password)));
  }

  /**
   * Sees to it that an operator of this name exists; one that does keeps its password. Idempotent,
   * also when several nodes start at once.
   *
   * <p>Fails with VALIDATION_FAILED, or with IllegalStateException where the name is a buyer's:
   * promoting whoever signed up with it first would hand the system over.
   */
  Future<User> ensureOperator(String name, String password) {
    String normalName = AccountRules.check(name, password);
    return store
        .findCredentials(normalName)
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found.get().user())
                    : insertOperator(normalName, password))
        .compose(
            user ->
                user.role() == UserRole.ADMIN
                    ? Future.succeededFuture(user)
                    : Future.failedFuture(
                        new IllegalStateException(
                            "admin.name \""
                                + normalName
                                + "\" is the name of a buyer; choose another name")));
  }

  private Future<User> insertOperator(String name, String password) {
    return worker
        .run(() -> passwords.hash(password))
        .compose(hash -> store.insertIfNew(ids.getAsLong(), name, hash, UserRole.ADMIN));
  }

  /**
   * Gives an access token. Fails with BAD_CREDENTIALS, for an unknown name as slowly as for a wrong
   * password, or RATE_LIMITED.
   */
  Future<AccessToken> logIn(LogIn request) {
    Optional<String> name = AccountRules.normalName(request.name());
    if (name.isEmpty() || !AccountRules.isPossiblePassword(request.password())) {
      return Future.failedFuture(new Refusal(ErrorCode.BAD_CREDENTIALS));
    }
    String nameKey = AccountRules.nameKey(name.get());
    throttle.begin(nameKey);
    return store
        .findCredentials(name.get())
        .compose(found -> worker.run(() -> tokenIfGood(found, request.password())))
        .onFailure(notJudged -> throttle.forgive(nameKey))
        .compose(
            token -> {
              if (token.isEmpty()) {
                return Future.failedFuture(new Refusal(ErrorCode.BAD_CREDENTIALS));
              }
              throttle.succeed(nameKey);
              return Future.succeededFuture(token.get());
            });
  }

  private Optional<AccessToken> tokenIfGood(Optional<Credentials> found, String password) {
    String hash = found.map(Credentials::passwordHash).orElse(passwords.nobodysHash());
    boolean matches = passwords.matches(password, hash);
    return found.filter(known -> matches).map(known -> token(known.user()));
  }

  /** Blocking for about a millisecond: on a worker. */
  private AccessToken token(User user) {
    long issuedAtSeconds = Math.floorDiv(clock.nowMs(), 1000L);
    long expiresAtSeconds = issuedAtSeconds + config.accessTokenTtlSeconds();
    JsonObject claims =
        new JsonObject()
            .put("iss", config.issuer())
            .put("aud", AUDIENCE)
            .put("sub", Tsids.format(user.userId()))
            .put("role", user.role().name().toLowerCase(Locale.ROOT))
            .put("iat", issuedAtSeconds)
            .put("exp", expiresAtSeconds);
    return new AccessToken(keys.sign(claims), expiresAtSeconds * 1000, user.userId());
  }
}
