package io.boxoffice.node;

import io.boxoffice.node.config.DatabaseConfig.Server;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The node's connections.
 *
 * <p>Every wait has an end: for a connection, for a lock, for a statement. A server that comes back
 * finds the pool empty of dead connections, and the next request opens a new one.
 */
final class DatabasePool {
  private static final int CONNECT_TIMEOUT_MS = 3_000;
  private static final int WAIT_SECONDS = 5;
  private static final int MAX_WAITING = 10_000;
  private static final int IDLE_MINUTES = 10;
  private static final int CACHED_STATEMENTS = 512;
  private static final int MAX_CACHED_STATEMENT_CHARACTERS = 32_768;
  private static final int PIPELINED = 64;

  private static final Map<String, String> SESSION =
      Map.of(
          "application_name", "boxoffice",
          "TimeZone", "UTC",
          "statement_timeout", "10000",
          "lock_timeout", "5000",
          "idle_in_transaction_session_timeout", "15000");

  private DatabasePool() {}

  static Pool open(Vertx vertx, Server server, int size) {
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
            .setPipeliningLimit(PIPELINED)
            .setSslMode(SslMode.of(server.sslMode()));
    if (connect.getSslMode() != SslMode.DISABLE) {
      boolean verified = connect.getSslMode() == SslMode.VERIFY_FULL;
      connect.setSslOptions(
          new ClientSSLOptions()
              .setTrustAll(!verified)
              .setHostnameVerificationAlgorithm(verified ? "HTTPS" : ""));
    }
    return PgBuilder.pool()
        .with(
            new PoolOptions()
                .setName("boxoffice")
                .setMaxSize(size)
                .setMaxWaitQueueSize(MAX_WAITING)
                .setConnectionTimeout(WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(IDLE_MINUTES)
                .setIdleTimeoutUnit(TimeUnit.MINUTES))
        .with(
            new NetClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true))
        .connectingTo(connect)
        .using(vertx)
        .build();
  }
}
