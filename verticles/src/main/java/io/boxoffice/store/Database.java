package io.boxoffice.store;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The connections, with the failures of a database told apart.
 *
 * <p>A database that is away fails a future with {@code SERVICE_UNAVAILABLE}; deadlocks and
 * serialization failures are tried again, at most {@value #ATTEMPTS} times; every other {@link
 * PgException} passes to the caller, which knows its own constraints by name. Safe for use from any
 * context; futures complete on the caller's.
 */
public final class Database {
  private static final int ATTEMPTS = 4;

  /**
   * A database that is silent, not refusing: the caller hears of it before the bus gives up, and no
   * sweep hangs. The statement's own outcome is then unknown.
   */
  private static final long QUERY_PATIENCE_MS = 7_000;

  /** Deadlock, serialization failure: nothing was done, the same again may work. */
  private static final Set<String> RETRYABLE = Set.of("40P01", "40001");

  /** Lock time-out, cancelled by statement time-out, too many connections, read only, shutdown. */
  private static final Set<String> UNAVAILABLE =
      Set.of("55P03", "57014", "53300", "25006", "57P01", "57P02", "57P03", "57P05");

  private final Pool pool;
  private final CommandLanes lanes;

  /** Commands take the pool's connections, too. */
  public Database(Pool pool) {
    this(pool, null);
  }

  /**
   * @param lanes connections for commands alone
   */
  public Database(Pool pool, CommandLanes lanes) {
    this.pool = pool;
    this.lanes = lanes;
  }

  /** Runs one statement, prepared and cached, in a transaction of its own. */
  public Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return attempt(() -> patiently(pool.preparedQuery(sql).execute(parameters)), ATTEMPTS);
  }

  private static <T> Future<T> patiently(Future<T> answer) {
    return answer.timeout(QUERY_PATIENCE_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * The same for a command that buyers wait for: its connections are not the others', so that
   * neither waits for the other.
   */
  public Future<RowSet<Row>> command(String sql, Tuple parameters) {
    return attempt(() -> executed(sql, parameters), ATTEMPTS);
  }

  /**
   * The same, tried once: where the database refuses it, whatever the reason, nothing was done, and
   * it fails with {@link PgException}.
   */
  public Future<RowSet<Row>> commandOnce(String sql, Tuple parameters) {
    return executed(sql, parameters)
        .recover(
            failure ->
                Future.failedFuture(
                    !(failure instanceof PgException) && isUnavailable(failure)
                        ? unavailable()
                        : failure));
  }

  private Future<RowSet<Row>> executed(String sql, Tuple parameters) {
    return patiently(
        lanes == null
            ? pool.preparedQuery(sql).execute(parameters)
            : lanes.execute(sql, parameters));
  }

  /** Runs one statement without parameters. */
  public Future<RowSet<Row>> query(String sql) {
    return query(sql, Tuple.tuple());
  }

  /**
   * Runs the work in one transaction, committed where its future succeeds and rolled back where it
   * fails. It may run again after a deadlock, so it must have no effect outside the database.
   */
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return attempt(() -> pool.withTransaction(work), ATTEMPTS);
  }

  private static <T> Future<T> attempt(Supplier<Future<T>> work, int attemptsLeft) {
    return work.get()
        .recover(
            failure -> {
              if (attemptsLeft > 1
                  && failure instanceof PgException pg
                  && RETRYABLE.contains(pg.getSqlState())) {
                return attempt(work, attemptsLeft - 1);
              }
              return Future.failedFuture(isUnavailable(failure) ? unavailable() : failure);
            });
  }

  private static boolean isUnavailable(Throwable failure) {
    // A refusal is a VertxException, too, but an answer: it passes as it is.
    if (failure instanceof Refusal) {
      return false;
    }
    if (failure instanceof PgException pg) {
      String state = pg.getSqlState();
      return state != null
          && (state.startsWith("08") || UNAVAILABLE.contains(state) || RETRYABLE.contains(state));
    }
    return failure instanceof ClosedConnectionException
        || failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof VertxException;
  }

  private static Refusal unavailable() {
    return new Refusal(
        ErrorCode.SERVICE_UNAVAILABLE,
        ServicePhrase.DATABASE_AWAY.sentence(),
        new JsonObject().put("retryAfterSeconds", 1));
  }
}
