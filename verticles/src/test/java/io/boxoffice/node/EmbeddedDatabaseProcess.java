package io.boxoffice.node;

import io.boxoffice.node.config.DatabaseConfig.Server;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;

/**
 * Starts the embedded database and commits one number after the other, printing each one after its
 * commit, until it is killed.
 */
public final class EmbeddedDatabaseProcess {
  private EmbeddedDatabaseProcess() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    Server server;
    try {
      server = EmbeddedDatabase.start(Path.of(arguments[0])).server();
    } catch (StartException e) {
      System.out.println("refused: " + e.getMessage());
      System.exit(1);
      return;
    }
    System.out.println("started");
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into numbers select coalesce(max(n), 0) + 1 from numbers returning n")) {
      statement.execute("create table if not exists numbers (n bigint primary key)");
      while (true) {
        try (var rows = insert.executeQuery()) {
          rows.next();
          System.out.println("committed " + rows.getLong(1));
        }
      }
    }
  }

  static Connection connect(Server server) throws java.sql.SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }
}
