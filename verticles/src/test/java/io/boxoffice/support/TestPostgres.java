package io.boxoffice.support;

import io.boxoffice.store.Database;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for tests: one server per test process, one fresh migrated database per call.
 *
 * <p>With Docker the server is a container, without it the embedded one. {@code
 * -Dboxoffice.test.database=embedded} asks for the embedded one even where Docker is.
 */
public final class TestPostgres {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final TestPostgres SERVER = start();

  private final String host;
  private final int port;
  private final String user;
  private final String password;

  private TestPostgres(String host, int port, String user, String password) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
    execute("postgres", "create database template_boxoffice");
    migrate("template_boxoffice");
  }

  private static TestPostgres start() {
    boolean docker =
        !"embedded".equals(System.getProperty("boxoffice.test.database"))
            && DockerClientFactory.instance().isDockerAvailable();
    if (docker) {
      try {
        return startContainer();
      } catch (ContainerLaunchException | ContainerFetchException e) {
        System.out.println("Docker is there, but no PostgreSQL image (" + e.getMessage() + ")");
      }
    }
    return startEmbedded();
  }

  @SuppressWarnings("resource") // The container lives as long as the test process.
  private static TestPostgres startContainer() {
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:15-alpine")
            .withUsername("postgres")
            .withPassword("boxoffice")
            .withDatabaseName("postgres")
            .withCommand("postgres", "-c", "max_connections=200", "-c", "fsync=off");
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
    return new TestPostgres(
        container.getHost(), container.getMappedPort(5432), "postgres", "boxoffice");
  }

  private static TestPostgres startEmbedded() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      server.close();
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
      return new TestPostgres("127.0.0.1", server.getPort(), "postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(database), user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void migrate(String database) {
    Flyway.configure()
        .dataSource(jdbcUrl(database), user, password)
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private String jdbcUrl(String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** A fresh database with the newest schema; gives its name. */
  public static String newDatabase() {
    String name = "test_" + COUNTER.incrementAndGet();
    SERVER.execute("postgres", "create database " + name + " template template_boxoffice");
    return name;
  }

  /** How to connect to a database that {@link #newDatabase()} made. */
  public static PgConnectOptions connectOptions(String database) {
    return new PgConnectOptions()
        .setHost(SERVER.host)
        .setPort(SERVER.port)
        .setUser(SERVER.user)
        .setPassword(SERVER.password)
        .setDatabase(database)
        .setCachePreparedStatements(true)
        .setProperties(
            Map.of("TimeZone", "UTC", "statement_timeout", "10000", "lock_timeout", "5000"));
  }

  /** The same as a configuration's {@code database.url}. */
  public static String url(String database) {
    return "postgresql://"
        + SERVER.user
        + ":"
        + SERVER.password
        + "@"
        + SERVER.host
        + ":"
        + SERVER.port
        + "/"
        + database;
  }

  /** A JDBC connection, for checks and planted faults; the caller closes it. */
  public static Connection jdbc(String database) throws SQLException {
    return DriverManager.getConnection(SERVER.jdbcUrl(database), SERVER.user, SERVER.password);
  }

  /** A pool of {@code size} connections on the database; closing Vert.x closes it. */
  public static Pool pool(Vertx vertx, String database, int size) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(size).setShared(true).setName(database))
        .connectingTo(connectOptions(database))
        .using(vertx)
        .build();
  }

  /** A {@link Database} on a fresh database. */
  public static Database freshDatabase(Vertx vertx) {
    return new Database(pool(vertx, newDatabase(), 12));
  }
}
