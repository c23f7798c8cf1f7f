package io.boxoffice.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.node.config.ConfigLoader;
import io.boxoffice.node.config.DatabaseConfig.Server;
import io.boxoffice.support.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

final class MigrationsIT {
  private static final int NODES = 4;
  private static final String RELEASE_BEFORE = "2";

  @Test
  void severalNodesMayStartAtOnceOnAnEmptyDatabase() throws Exception {
    String empty = TestPostgres.newDatabase() + "_empty";
    execute("postgres", "create database " + empty);
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    try {
      List<Future<Void>> runs = new ArrayList<>();
      for (int node = 0; node < NODES; node++) {
        runs.add(
            nodes.submit(
                () -> {
                  Migrations.run(server(empty));
                  return null;
                }));
      }
      for (Future<Void> run : runs) {
        run.get(60, TimeUnit.SECONDS);
      }
    } finally {
      nodes.shutdownNow();
    }

    try (Connection connection = TestPostgres.jdbc(empty);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*), count(distinct version) from flyway_schema_history")) {
      rows.next();
      assertThat(rows.getInt(1)).isPositive().isEqualTo(rows.getInt(2));
    }
  }

  @Test
  void theReleaseBeforeIsBroughtUpWithWhatItHolds() throws Exception {
    String before = TestPostgres.newDatabase() + "_before";
    execute("postgres", "create database " + before);
    Server server = server(before);
    Flyway.configure()
        .dataSource(server.jdbcUrl(), server.user(), server.password())
        .locations("classpath:db/migration")
        .target(RELEASE_BEFORE)
        .load()
        .migrate();
    execute(
        before,
        """
        insert into users (id, name, password_hash, created_at)
        values (1, 'ann', '-', '2026-01-01T00:00:00Z');
        insert into wallets (user_id, updated_at) values (1, '2026-01-02T00:00:00Z');
        """);

    Migrations.run(server);
    execute(
        before,
        "insert into users (id, name, password_hash) values (2, 'bob', '-');"
            + "insert into wallets (user_id) values (2)");

    try (Connection connection = TestPostgres.jdbc(before);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select user_id, created_at from wallets order by user_id")) {
      rows.next();
      assertThat(rows.getTimestamp("created_at").toInstant())
          .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
      rows.next();
      assertThat(rows.getTimestamp("created_at").toInstant())
          .isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }
  }

  @Test
  void refusesANewerSchema() throws Exception {
    String database = TestPostgres.newDatabase();
    execute(
        database,
        "insert into flyway_schema_history select 999, '999', 'from the future', 'SQL',"
            + " 'V999__x.sql', 1, 'x', now(), 1, true");

    assertThatThrownBy(() -> Migrations.run(server(database)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("newer")
        .hasMessageContaining("999")
        .message()
        .hasLineCount(1);
  }

  @Test
  void saysInOneLineThatTheSchemaCannotBeMade() throws Exception {
    String empty = TestPostgres.newDatabase() + "_foreign";
    execute("postgres", "create database " + empty);
    execute(empty, "create table users (something int)");

    assertThatThrownBy(() -> Migrations.run(server(empty)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be made ready")
        .message()
        .hasLineCount(1);
  }

  private static void execute(String database, String sql) throws Exception {
    try (Connection connection = TestPostgres.jdbc(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Server server(String database) throws Exception {
    return ConfigLoader.load(List.of("--database.url=" + TestPostgres.url(database)), Map.of())
        .database()
        .server()
        .orElseThrow();
  }
}
