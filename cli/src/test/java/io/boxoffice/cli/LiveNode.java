package io.boxoffice.cli;

import io.boxoffice.shared.node.NodeProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A real node in this process, on free ports and an embedded PostgreSQL. */
final class LiveNode implements AutoCloseable {
  static final String OPERATOR = "operator";
  static final String PASSWORD = "Encore-Operator-1";

  private final NodeProgram.Running running;

  private LiveNode(NodeProgram.Running running) {
    this.running = running;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param more further configuration, which wins
   */
  static LiveNode start(Path data, String... more) throws NodeProgram.NodeStartException {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--data.dir=" + data,
                "--http.port=0",
                "--management.port=0",
                "--cluster.port=0",
                "--cluster.name=cli-test-" + UUID.randomUUID(),
                "--admin.name=" + OPERATOR,
                "--admin.password=" + PASSWORD,
                "--auth.password-iterations=30000",
                "--log.level=warn"));
    flags.addAll(List.of(more));
    return new LiveNode(NodePrograms.find().start(flags.toArray(String[]::new)));
  }

  String url() {
    return running.baseUrl().replaceAll("/+$", "");
  }

  int port() {
    return URI.create(url()).getPort();
  }

  @Override
  public void close() {
    try {
      running.shutdown().close();
    } catch (Exception e) {
      throw new IllegalStateException("the node did not stop in order", e);
    }
  }
}
