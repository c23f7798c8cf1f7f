package io.boxoffice.support;

import io.boxoffice.shared.node.NodeProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** A whole node in this process, on free ports, with a database of its own. */
public final class TestNode implements AutoCloseable {
  public static final String OPERATOR = "operator";
  public static final String OPERATOR_PASSWORD = "operator-password-1";

  private final NodeProgram.Running running;

  private TestNode(NodeProgram.Running running) {
    this.running = running;
  }

  /** Starts a node on the test server's database of that name; more flags may follow. */
  public static TestNode start(String database, String... flags) {
    return startAt(TestPostgres.url(database), flags);
  }

  /** Starts a node on the database at this URL. */
  public static TestNode startAt(String databaseUrl, String... flags) {
    List<String> arguments = new ArrayList<>(commonFlags());
    arguments.add("--database.url=" + databaseUrl);
    arguments.addAll(List.of(flags));
    try {
      NodeProgram program = ServiceLoader.load(NodeProgram.class).findFirst().orElseThrow();
      return new TestNode(program.start(arguments.toArray(String[]::new)));
    } catch (NodeProgram.NodeStartException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Free ports, a cheap password hash, one operator, a cluster of its own. */
  public static List<String> commonFlags() {
    return List.of(
        "--http.port=0",
        "--management.port=0",
        "--cluster.port=0",
        "--cluster.name=test-" + ProcessHandle.current().pid() + "-" + System.nanoTime(),
        "--auth.password-iterations=1000",
        "--admin.name=" + OPERATOR,
        "--admin.password=" + OPERATOR_PASSWORD,
        "--gateway.unanswered-seconds=2",
        "--log.level=warn");
  }

  public String baseUrl() {
    return running.baseUrl();
  }

  public String managementUrl() {
    return running.managementUrl();
  }

  @Override
  public void close() {
    try {
      running.shutdown().close();
    } catch (Exception e) {
      throw new IllegalStateException("the node did not stop", e);
    }
  }
}
