package io.boxoffice.node;

import io.boxoffice.node.config.DatabaseConfig.Server;
import io.boxoffice.store.CommandLanes;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The node's connections.
 *
 * <p>Every wait has an end: for a connection, for a lock, for a statement. A server that comes back
 * finds the pool empty of dead connections, and the next request opens a new one.
 */
final class DatabasePool {
  private static final int CONNECT_TIMEOUT_MS = 3_000;
  private static final int WAIT_SECONDS = 5;
  private static final int MAX_WAITING = 4_000;
  private static final int IDLE_MINUTES = 10;
  private static final int CACHED_STATEMENTS = 512;
  private static final int MAX_CACHED_STATEMENT_CHARACTERS = 32_768;
  private static final int PIPELINED = 64;

  /**
   * A plan that was made while a table was small is kept, and a sale makes it large within seconds:
   * reading all rows is never chosen where an index can tell. What such a plan is reckoned to cost
   * would have PostgreSQL compile it, for longer than any of our statements takes.
   */
  private static final Map<String, String> SESSION =
      Map.of(
          "enable_seqscan", "off",
          "jit", "off",
          "application_name", "boxoffice",
          "TimeZone", "UTC",
          "statement_timeout", "10000",
          "lock_timeout", "5000",
          "idle_in_transaction_session_timeout", "15000");

  private DatabasePool() {}

  /** The connections that any statement and each transaction may take. */
  static Pool open(Vertx vertx, Server server, int size) {
    return PgBuilder.pool()
        .with(options(size))
        .with(net())
        .connectingTo(connect(server, 1))
        .using(vertx)
        .build();
  }

  /** Connections for commands, each of which takes many at a time. */
  static CommandLanes openLanes(Vertx vertx, Server server, int lanes) {
    return new CommandLanes(
        IntStream.range(0, lanes)
            .<SqlClient>mapToObj(
                lane ->
                    PgBuilder.client()
                        .with(options(1))
                        .with(net())
                        .connectingTo(connect(server, PIPELINED))
                        .using(vertx)
                        .build())
            .toList());
  }

  /** How many of the node's connections are for commands. */
  static int lanesOf(int connections) {
    return Math.max(1, connections * 2 / 3);
  }

  private static PgConnectOptions connect(Server server, int pipelined) {
    PgConnectOptions connect =
        new PgConnectOptions()
            .setHost(server.host())
            .setPort(server.port())
            .setDatabase(server.database())
            .setUser(server.user())
            .setPassword(server.password())
            .setProperties(SESSION)
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
            .setPreparedStatementCacheSqlLimit(MAX_CACHED_STATEMENT_CHARACTERS)
            .setPipeliningLimit(pipelined)
            .setSslMode(SslMode.of(server.sslMode()));
    if (connect.getSslMode() != SslMode.DISABLE) {
      boolean verified = connect.getSslMode() == SslMode.VERIFY_FULL;
      connect.setSslOptions(
          new ClientSSLOptions()
              .setTrustAll(!verified)
              .setHostnameVerificationAlgorithm(verified ? "HTTPS" : ""));
    }
    return connect;
  }

  private static PoolOptions options(int size) {
    return new PoolOptions()
        .setName("boxoffice")
        .setMaxSize(size)
        .setMaxWaitQueueSize(MAX_WAITING)
        .setConnectionTimeout(WAIT_SECONDS)
        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
        .setIdleTimeout(IDLE_MINUTES)
        .setIdleTimeoutUnit(TimeUnit.MINUTES);
  }

  private static NetClientOptions net() {
    return new NetClientOptions()
        .setConnectTimeout(CONNECT_TIMEOUT_MS)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true);
  }
}
