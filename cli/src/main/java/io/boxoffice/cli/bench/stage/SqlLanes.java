package io.boxoffice.cli.bench.stage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Connections as a node has them for its commands, with the same options, each for many statements
 * at a time; a statement goes to the one with the fewest before it. Confined to one context.
 */
final class SqlLanes {
  /** What a node with the default {@code database.pool-size} keeps for commands. */
  static final int LANES = 8;

  /** Statements under way on each. */
  static final int PIPELINED = 64;

  private static final int CONNECT_TIMEOUT_MS = 3_000;
  private static final int WAIT_SECONDS = 5;
  private static final int MAX_WAITING = 4_000;
  private static final int IDLE_MINUTES = 10;
  private static final int CACHED_STATEMENTS = 512;
  private static final int MAX_CACHED_STATEMENT_CHARACTERS = 32_768;

  private static final Map<String, String> SESSION =
      Map.of(
          "enable_seqscan", "off",
          "jit", "off",
          "application_name", "boxoffice",
          "TimeZone", "UTC",
          "statement_timeout", "10000",
          "lock_timeout", "5000",
          "idle_in_transaction_session_timeout", "15000");

  private final List<SqlClient> lanes;
  private final int[] underWay = new int[LANES];

  SqlLanes(Vertx vertx, SqlMessages.Setup setup) {
    lanes = IntStream.range(0, LANES).mapToObj(lane -> connect(vertx, setup)).toList();
  }

  private static SqlClient connect(Vertx vertx, SqlMessages.Setup setup) {
    PgConnectOptions connect =
        PgConnectOptions.fromUri(setup.url())
            .setUser(setup.user())
            .setPassword(setup.password())
            .setProperties(SESSION)
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
            .setPreparedStatementCacheSqlLimit(MAX_CACHED_STATEMENT_CHARACTERS)
            .setPipeliningLimit(PIPELINED);
    PoolOptions pool =
        new PoolOptions()
            .setMaxSize(1)
            .setMaxWaitQueueSize(MAX_WAITING)
            .setConnectionTimeout(WAIT_SECONDS)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS)
            .setIdleTimeout(IDLE_MINUTES)
            .setIdleTimeoutUnit(TimeUnit.MINUTES);
    NetClientOptions net =
        new NetClientOptions()
            .setConnectTimeout(CONNECT_TIMEOUT_MS)
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true);
    return PgBuilder.client().with(pool).with(net).connectingTo(connect).using(vertx).build();
  }

  Future<RowSet<Row>> execute(String sql, Tuple parameters) {
    int shortest = 0;
    for (int lane = 1; lane < LANES; lane++) {
      if (underWay[lane] < underWay[shortest]) {
        shortest = lane;
      }
    }
    int lane = shortest;
    underWay[lane]++;
    return lanes
        .get(lane)
        .preparedQuery(sql)
        .execute(parameters)
        .onComplete(done -> underWay[lane]--);
  }
}
