package io.boxoffice.store;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.function.Supplier;

/**
 * Idempotency keys: one key, at most one effect.
 *
 * <p>The lock is tried, never waited for: a second request with the key of a running one learns so
 * at once. The row is written in the transaction of the change, so there is never one without the
 * other, and a refusal leaves the key free.
 */
public final class IdempotencyStore {
  /** The same lock as idempotency_begin() of the schema takes. */
  private static final String TRY_LOCK =
      """
      select pg_try_advisory_xact_lock(idempotency_lock_key($1, $2, $3, $4)) as locked
      """;

  private static final String FIND =
      """
      select body_hash, result
      from idempotency_keys
      where user_id = $1 and method = $2 and path = $3 and key = $4
      """;

  private static final String INSERT =
      """
      insert into idempotency_keys (user_id, method, path, key, body_hash, result)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String DELETE_OLD =
      """
      delete from idempotency_keys
      where ctid = any (array(
        select ctid
        from idempotency_keys
        where created_at < clock_timestamp() - $1 * interval '1 day'
        order by created_at
        limit $2
        for update skip locked))
      """;

  private final Database database;

  public IdempotencyStore(Database database) {
    this.database = database;
  }

  /**
   * What a change answered, now or when it was made.
   *
   * @param replayed whether the result is a stored one and nothing was changed this time
   */
  public record Outcome(JsonObject result, boolean replayed) {}

  /**
   * Makes the change unless the key has made it before. Fails with IDEMPOTENCY_IN_PROGRESS,
   * IDEMPOTENCY_KEY_REUSED, or as the change does.
   *
   * @param connection in a transaction, which holds the key until it ends
   * @param key null where the client sent none: then the change is simply made
   * @param change run at most once, in the same transaction; its result is stored
   */
  public Future<Outcome> run(
      SqlConnection connection, IdempotencyKey key, Supplier<Future<JsonObject>> change) {
    if (key == null) {
      return change.get().map(result -> new Outcome(result, false));
    }
    return tryLock(connection, key)
        .compose(locked -> connection.preparedQuery(FIND).execute(scope(key)))
        .compose(
            rows ->
                rows.size() > 0
                    ? replay(rows.iterator().next(), key)
                    : change.get().compose(result -> remember(connection, key, result)));
  }

  /**
   * Deletes keys older than {@code days}, at most {@code limit} of them, oldest first; gives how
   * many. Any node may run it at any time.
   */
  public Future<Integer> deleteOlderThan(int days, int limit) {
    return database.query(DELETE_OLD, Tuple.of(days, limit)).map(RowSet::rowCount);
  }

  private static Future<Void> tryLock(SqlConnection connection, IdempotencyKey key) {
    return connection
        .preparedQuery(TRY_LOCK)
        .execute(scope(key))
        .compose(
            rows ->
                rows.iterator().next().getBoolean("locked")
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new Refusal(
                            ErrorCode.IDEMPOTENCY_IN_PROGRESS,
                            ServicePhrase.FIRST_STILL_RUNS.sentence(),
                            new JsonObject().put("retryAfterSeconds", 1))));
  }

  private static Future<Outcome> replay(Row row, IdempotencyKey key) {
    return row.getString("body_hash").equals(key.bodyHash())
        ? Future.succeededFuture(new Outcome(row.getJsonObject("result"), true))
        : Future.failedFuture(new Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED));
  }

  private static Future<Outcome> remember(
      SqlConnection connection, IdempotencyKey key, JsonObject result) {
    Tuple row = scope(key).addString(key.bodyHash()).addJsonObject(result);
    return connection
        .preparedQuery(INSERT)
        .execute(row)
        .map(inserted -> new Outcome(result, false));
  }

  private static Tuple scope(IdempotencyKey key) {
    return Tuple.of(key.userId(), key.method(), key.path(), key.key());
  }
}
