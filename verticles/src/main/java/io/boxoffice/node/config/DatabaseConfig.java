package io.boxoffice.node.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which database, and with how many connections.
 *
 * @param server empty for the embedded PostgreSQL
 * @param poolSize connections, at least 2
 */
public record DatabaseConfig(Optional<Server> server, int poolSize) {

  /**
   * A PostgreSQL server.
   *
   * @param port 1 to 65,535
   * @param sslMode as libpq names them
   */
  public record Server(
      String host, int port, String database, String user, String password, String sslMode) {

    /** The address for JDBC, without the credentials. */
    public String jdbcUrl() {
      return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?sslmode=" + sslMode;
    }

    @Override
    public String toString() {
      return "postgresql://" + host + ":" + port + "/" + database;
    }
  }

  private static final int DEFAULT_PORT = 5432;

  /**
   * Reads {@code postgresql://[user:password@]host[:port]/database[?sslmode=MODE]}.
   *
   * @param user stands in where the URL names none
   * @throws IllegalArgumentException with a sentence that holds no part of the URL
   */
  static Server parse(String url, String user, String password) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      // The cause quotes the URL and with it the password.
      throw new IllegalArgumentException("is not a URL");
    }
    if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
      throw new IllegalArgumentException("must start with postgresql://");
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (uri.getHost() == null || path.length() < 2) {
      throw new IllegalArgumentException("must name a host and a database");
    }
    String[] credentials =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    String urlUser = credentials.length > 0 ? decode(credentials[0]) : user;
    if (urlUser.isEmpty()) {
      throw new IllegalArgumentException("names no user, and database.user is empty");
    }
    return new Server(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        path.substring(1),
        urlUser,
        credentials.length > 1 ? decode(credentials[1]) : password,
        sslMode(uri.getRawQuery()));
  }

  private static String sslMode(String query) {
    if (query == null || query.isEmpty()) {
      return "disable";
    }
    if (!query.startsWith("sslmode=") || query.indexOf('&') >= 0) {
      throw new IllegalArgumentException("may carry only sslmode as a parameter");
    }
    String mode = query.substring("sslmode=".length());
    return switch (mode) {
      case "disable", "require", "verify-full" -> mode;
      default -> throw new IllegalArgumentException("takes sslmode disable, require, verify-full");
    };
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
