package io.boxoffice.node;

import io.boxoffice.node.config.ConfigLoader;
import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** A test on several nodes in this process: one cluster on one new database. */
abstract class OnSeveralNodes {
  final Vertx vertx = Vertx.vertx();
  final List<Node> nodes = new ArrayList<>();

  /**
   * Starts the nodes one after the other and waits until each of them is ready.
   *
   * @param flagsOfEach for every node what it is told more than the others
   */
  void start(List<List<String>> flagsOfEach) throws Exception {
    String database = TestPostgres.newDatabase();
    int[] ports = new int[flagsOfEach.size()];
    for (int n = 0; n < ports.length; n++) {
      ports[n] = freePort();
    }
    for (int n = 0; n < ports.length; n++) {
      List<String> flags = new ArrayList<>(commonFlags(database, ports));
      flags.add("--cluster.port=" + ports[n]);
      flags.addAll(flagsOfEach.get(n));
      Node node = new Node(ConfigLoader.load(flags, Map.of()));
      nodes.add(node);
      node.start();
    }
    for (Node node : nodes) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> new PlainHttp(node.managementUrl()).get("/health/ready").status() == 200);
    }
  }

  @AfterEach
  void stop() {
    nodes.forEach(Node::close);
    vertx.close().await();
  }

  /** All nodes are expected, so that none is ready before most of them have met. */
  private static List<String> commonFlags(String database, int[] ports) {
    return List.of(
        "--database.url=" + TestPostgres.url(database),
        "--http.port=0",
        "--management.port=0",
        "--auth.password-iterations=1000",
        "--admin.name=" + TestNode.OPERATOR,
        "--admin.password=" + TestNode.OPERATOR_PASSWORD,
        "--log.level=warn",
        "--cluster.name=" + database + "-" + ProcessHandle.current().pid(),
        "--cluster.expected-nodes=" + ports.length,
        "--cluster.members="
            + IntStream.of(ports)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(",")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
