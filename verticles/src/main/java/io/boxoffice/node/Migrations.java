package io.boxoffice.node;

import io.boxoffice.node.config.DatabaseConfig.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema to this release's version.
 *
 * <p>Several nodes may do so at once: an advisory lock lets one work and the others find the work
 * done. Its calls block.
 */
final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private static final int OLDEST_POSTGRESQL = 15;
  private static final int CONNECT_RETRIES = 5;

  /** In seconds: as long as the longest migration of another node may take. */
  private static final int LOCK_RETRIES = 300;

  private Migrations() {}

  /**
   * Migrates.
   *
   * @throws StartException with one line: not reachable, too old a server, a newer schema, a failed
   *     migration
   */
  static void run(Server server) throws StartException {
    Flyway flyway =
        Flyway.configure()
            .dataSource(server.jdbcUrl(), server.user(), server.password())
            .locations("classpath:db/migration")
            .loggers("slf4j")
            .connectRetries(CONNECT_RETRIES)
            .connectRetriesInterval(1)
            .lockRetryCount(LOCK_RETRIES)
            .load();
    try {
      MigrationInfo[] known = flyway.info().all();
      checkServer(server);
      Optional<MigrationInfo> newer = Arrays.stream(known).filter(Migrations::isNewer).findFirst();
      if (newer.isPresent()) {
        throw new StartException(
            "the schema of "
                + server
                + " is newer than this release knows (it has version "
                + newer.get().getVersion()
                + "); start a newer release");
      }
      int done = flyway.migrate().migrationsExecuted;
      LOG.info("schema ready; {} migrations were new", done);
    } catch (FlywayException e) {
      throw new StartException(
          "the schema of " + server + " cannot be made ready: " + reason(e), e);
    }
  }

  private static boolean isNewer(MigrationInfo migration) {
    return migration.getState() == MigrationState.FUTURE_SUCCESS
        || migration.getState() == MigrationState.FUTURE_FAILED;
  }

  private static void checkServer(Server server) throws StartException {
    try (Connection connection =
        DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_POSTGRESQL) {
        throw new StartException(
            "PostgreSQL "
                + OLDEST_POSTGRESQL
                + " or newer is needed; "
                + server
                + " is "
                + version);
      }
    } catch (SQLException e) {
      throw new StartException("cannot use " + server + ": " + firstLine(e.getMessage()), e);
    }
  }

  /** Flyway's own text has many lines; the innermost says what happened. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return firstLine(String.valueOf(cause.getMessage()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
