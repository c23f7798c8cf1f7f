package io.boxoffice.support;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to no database: what it is sent stays under way until a test answers it. It knows
 * prepared statements and its own close, and refuses everything else. For one thread.
 */
public final class ScriptedSql {
  /** A statement that was sent, and its answer. */
  public record Statement(String sql, Tuple parameters, Promise<RowSet<Row>> answer) {
    /** Answers without rows. */
    public void succeed() {
      answer.complete();
    }

    /** Whether it is still to be answered. */
    public boolean isUnderWay() {
      return !answer.future().isComplete();
    }
  }

  private final List<Statement> statements = new ArrayList<>();
  private final Promise<Void> closed = Promise.promise();
  private boolean closing;

  /** All that was sent, the first one first. */
  public List<Statement> statements() {
    return List.copyOf(statements);
  }

  /** How many are still to be answered. */
  public int underWay() {
    return (int) statements.stream().filter(Statement::isUnderWay).count();
  }

  /** Whether somebody wants it closed. */
  public boolean isClosing() {
    return closing;
  }

  /** What who closes it waits for. */
  public Promise<Void> closed() {
    return closed;
  }

  /** Itself as a connection. */
  public SqlClient client() {
    return as(SqlClient.class);
  }

  /** Itself as a pool. */
  public Pool pool() {
    return as(Pool.class);
  }

  private <T> T as(Class<T> type) {
    return proxy(
        type,
        (method, argument) ->
            switch (method) {
              case "preparedQuery" -> prepared((String) argument);
              case "close" -> close();
              default -> throw new UnsupportedOperationException(method);
            });
  }

  private Future<Void> close() {
    closing = true;
    return closed.future();
  }

  @SuppressWarnings("unchecked")
  private PreparedQuery<RowSet<Row>> prepared(String sql) {
    return proxy(
        PreparedQuery.class,
        (method, argument) -> {
          if (!method.equals("execute") || argument == null) {
            throw new UnsupportedOperationException(method);
          }
          Statement statement = new Statement(sql, (Tuple) argument, Promise.promise());
          statements.add(statement);
          return statement.answer().future();
        });
  }

  /** Answers a call by the method's name and its first argument, or null where it has none. */
  private interface Calls {
    Object answer(String method, Object argument);
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                calls.answer(method.getName(), arguments == null ? null : arguments[0])));
  }
}
