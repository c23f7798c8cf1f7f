package io.boxoffice.cli.demo;

import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.shared.node.NodeProgram;
import io.boxoffice.shared.node.NodeProgram.NodeStartException;
import io.boxoffice.shared.node.NodeProgram.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demonstration's node, started in this process. */
final class DemoNode implements AutoCloseable {
  static final String OPERATOR = "operator";
  static final String OPERATOR_PASSWORD = "Encore-Operator-1";

  private final Running running;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DemoNode(Running running) {
    this.running = running;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param port 0 for a free one, as with {@code managementPort}
   * @param more further configuration, which wins
   */
  static DemoNode start(
      NodeProgram program, Path directory, int port, int managementPort, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data.dir=" + directory,
                "--http.port=" + port,
                "--management.port=" + managementPort,
                "--cluster.port=0",
                // A name of its own: two demonstrations side by side are not one cluster.
                "--cluster.name=boxoffice-demo-" + UUID.randomUUID(),
                "--admin.name=" + OPERATOR,
                "--admin.password=" + OPERATOR_PASSWORD,
                "--classic.enabled=true",
                "--classic.trust-user-id=true",
                "--log.level=warn"));
    arguments.addAll(more);
    try {
      return new DemoNode(program.start(arguments.toArray(String[]::new)));
    } catch (NodeStartException e) {
      throw new CommandFailure(
          e.exitCode(), "The node cannot start: " + e.getMessage(), "correct that and try again");
    }
  }

  String baseUrl() {
    return running.baseUrl().replaceAll("/+$", "");
  }

  String managementUrl() {
    return running.managementUrl().replaceAll("/+$", "");
  }

  /** A client of this node, reporting what it hears. */
  SaleClient client(RestChannel.Observer observer) {
    return SaleClient.anonymous(RestChannel.to(URI.create(baseUrl())).observedBy(observer));
  }

  /** Stops in an orderly way; a second call does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      running.shutdown().close();
    } catch (Exception e) {
      throw new CommandFailure(
          ExitCode.REFUSED, "The node did not stop in order: " + e.getMessage(), null);
    }
  }

  /** Whether this machine lets us listen there now. */
  static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A port that nobody listens on just now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "No port is free: " + e.getMessage(), null);
    }
  }
}
