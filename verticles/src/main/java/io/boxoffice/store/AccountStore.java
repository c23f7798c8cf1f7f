package io.boxoffice.store;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.messages.AccountMessages.User;
import io.boxoffice.shared.messages.AccountMessages.UserPage;
import io.boxoffice.shared.messages.AccountMessages.UserRole;
import io.boxoffice.store.AuditStore.Change;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users and their password hashes. Names are compared without case. */
public final class AccountStore {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String NAME_CONSTRAINT = "users_name_key";
  private static final int MAX_PAGE = 200;

  private final Database database;
  private final String walletCurrency;
  private final AuditStore audit;

  /**
   * @param walletCurrency the ISO 4217 code of new users' wallets
   */
  public AccountStore(Database database, String walletCurrency) {
    this.database = database;
    this.walletCurrency = walletCurrency;
    this.audit = new AuditStore(database);
  }

  /** A user with the hash that a password is checked against. */
  public record Credentials(User user, String passwordHash) {}

  /** Makes a user with a wallet. Fails with NAME_TAKEN, in a race as well. */
  public Future<User> insert(long userId, String name, String passwordHash, UserRole role) {
    return database
        .query(AccountSql.INSERT_USER, row(userId, name, passwordHash, role))
        .map(rows -> user(rows.iterator().next()))
        .recover(AccountStore::refuseTakenName);
  }

  /**
   * Makes a user with a wallet and writes the change down, both or neither. Fails with NAME_TAKEN,
   * in a race as well.
   */
  public Future<User> insertAudited(
      long userId, String name, String passwordHash, UserRole role, Change change) {
    return database
        .transaction(
            connection ->
                connection
                    .preparedQuery(AccountSql.INSERT_USER)
                    .execute(row(userId, name, passwordHash, role))
                    .compose(rows -> audit.insert(connection, change).map(rows)))
        .map(rows -> user(rows.iterator().next()))
        .recover(AccountStore::refuseTakenName);
  }

  /**
   * Makes a user with a wallet unless the name exists; gives the user of that name, old or new.
   * Idempotent, also when several nodes do it at once.
   */
  public Future<User> insertIfNew(long userId, String name, String passwordHash, UserRole role) {
    return database
        .query(AccountSql.INSERT_USER_IF_NEW, row(userId, name, passwordHash, role))
        .compose(rows -> findCredentials(name))
        .map(found -> found.orElseThrow().user());
  }

  /** The user of this name, or empty. */
  public Future<Optional<Credentials>> findCredentials(String name) {
    return database
        .query(AccountSql.FIND_CREDENTIALS, Tuple.of(name))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(credentials(rows.iterator().next())));
  }

  /** Those of the users that exist, in any order. */
  public Future<List<User>> findAll(List<Long> userIds) {
    return database
        .query(AccountSql.FIND_ALL, Tuple.of(userIds.toArray(Long[]::new)))
        .map(rows -> rows.stream().map(AccountStore::user).toList());
  }

  /**
   * Users in id order.
   *
   * @param limit cut to 1 to 200
   * @param name null for all
   */
  public Future<UserPage> list(long afterId, int limit, String name) {
    int size = Math.max(1, Math.min(limit, MAX_PAGE));
    Future<RowSet<Row>> rows =
        name == null
            ? database.query(AccountSql.LIST, Tuple.of(afterId, size + 1))
            : database.query(AccountSql.LIST_BY_NAME, Tuple.of(afterId, size + 1, name));
    return rows.map(found -> page(found, size));
  }

  private static UserPage page(RowSet<Row> rows, int size) {
    List<User> users = new ArrayList<>(rows.size());
    rows.forEach(row -> users.add(user(row)));
    if (users.size() <= size) {
      return new UserPage(users, null);
    }
    List<User> shown = users.subList(0, size);
    return new UserPage(shown, shown.get(size - 1).userId());
  }

  private Tuple row(long userId, String name, String passwordHash, UserRole role) {
    return Tuple.of(userId, name, passwordHash, role.name(), walletCurrency);
  }

  private static Credentials credentials(Row row) {
    return new Credentials(user(row), row.getString("password_hash"));
  }

  private static User user(Row row) {
    OffsetDateTime createdAt = row.getOffsetDateTime("created_at");
    return new User(
        row.getLong("id"),
        row.getString("name"),
        UserRole.valueOf(row.getString("role")),
        createdAt.toInstant().toEpochMilli());
  }

  private static boolean isNameTaken(Throwable failure) {
    return failure instanceof PgException pg
        && UNIQUE_VIOLATION.equals(pg.getSqlState())
        && NAME_CONSTRAINT.equals(pg.getConstraint());
  }

  private static <T> Future<T> refuseTakenName(Throwable failure) {
    return Future.failedFuture(isNameTaken(failure) ? nameTaken() : failure);
  }

  private static Refusal nameTaken() {
    return new Refusal(ErrorCode.NAME_TAKEN, ServicePhrase.NAME_IN_USE.sentence());
  }
}
