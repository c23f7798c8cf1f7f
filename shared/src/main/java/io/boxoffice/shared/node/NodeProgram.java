package io.boxoffice.shared.node;

import java.nio.file.Path;

/**
 * A node that can be started inside this process, found with {@link java.util.ServiceLoader}.
 *
 * <p>It lets the command line tool offer {@code serve} and {@code demo} without knowing the node's
 * code: the tool speaks only the REST API and this interface.
 */
public interface NodeProgram {
  /** Where a running node listens. */
  record Running(String baseUrl, String managementUrl, AutoCloseable shutdown) {}

  /**
   * Starts a node and serves until the process is told to stop.
   *
   * @param arguments configuration flags ({@code --http.port=8080}, {@code --config FILE}, ...)
   * @return the process's exit code: 0 after an orderly stop, 2 for bad configuration, 1 for any
   *     other failure to start, each with one clear line on standard error
   */
  int serve(String[] arguments);

  /**
   * Starts a node and returns once it is ready; the caller closes it.
   *
   * @throws NodeStartException where it cannot start, with one clear line as message
   */
  Running start(String[] arguments) throws NodeStartException;

  /**
   * A database of nodes without a node.
   *
   * @param url as the setting {@code database.url} takes it, without the credentials
   * @param jdbcUrl the same for JDBC
   */
  record RunningDatabase(
      String url, String jdbcUrl, String user, String password, AutoCloseable shutdown) {}

  /**
   * Starts the embedded PostgreSQL alone, with this release's schema; the caller closes it.
   *
   * @param dataDir where its data is kept
   * @throws NodeStartException where it cannot start, with one clear line as message
   */
  RunningDatabase startDatabase(Path dataDir) throws NodeStartException;

  /** Says in one line why a node cannot start. */
  final class NodeStartException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    public NodeStartException(String message, int exitCode, Throwable cause) {
      super(message, cause);
      this.exitCode = exitCode;
    }

    /** 2 for bad configuration, 1 otherwise. */
    public int exitCode() {
      return exitCode;
    }
  }
}
