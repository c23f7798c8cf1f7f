package io.boxoffice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.cluster.Discovery;
import io.boxoffice.deploy.ComposeFile.Service;
import io.boxoffice.node.config.NodeConfig;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComposeFileTest {
  private static final int HEARTBEAT_SECONDS = 15;

  private ComposeFile file;
  private Map<String, Service> nodes;

  @BeforeEach
  void read() throws Exception {
    file = ComposeFile.withExampleVariables();
    nodes = file.nodes();
  }

  @Test
  void threeNodesKnowOneAnother() throws Exception {
    assertThat(nodes).containsOnlyKeys("node1", "node2", "node3");
    for (Map.Entry<String, Service> node : nodes.entrySet()) {
      NodeConfig config = Deployment.settings(node.getValue().environment());

      assertThat(node.getValue().hostname()).isEqualTo(node.getKey());
      assertThat(config.cluster().host()).isEqualTo(node.getKey());
      assertThat(config.cluster().discovery())
          .isEqualTo(new Discovery.Tcp(List.copyOf(nodes.keySet())));
      assertThat(config.cluster().expectedNodes()).isEqualTo(nodes.size());
      assertThat(config.database().server().orElseThrow().host()).isEqualTo("db");
      assertThat(config.admin().present()).isTrue();
    }
  }

  @Test
  void theDatabaseTakesTheNodes() throws Exception {
    Map<String, String> database = file.services().get("db").environment();
    var server =
        Deployment.settings(nodes.get("node1").environment()).database().server().orElseThrow();

    assertThat(server.user()).isEqualTo(database.get("POSTGRES_USER"));
    assertThat(server.password()).isEqualTo(database.get("POSTGRES_PASSWORD"));
    assertThat(server.database()).isEqualTo(database.get("POSTGRES_DB"));
  }

  @Test
  void nodesHaveNoMoreThanTheyNeedAndTimeToStop() throws Exception {
    for (Service node : nodes.values()) {
      NodeConfig config = Deployment.settings(node.environment());

      assertThat(node.readOnly()).isTrue();
      assertThat(node.tmpfs()).singleElement().asString().startsWith("/tmp:size=");
      assertThat(node.capDrop()).containsExactly("ALL");
      assertThat(node.securityOpt()).containsExactly("no-new-privileges:true");
      assertThat(node.memoryBytes()).isGreaterThanOrEqualTo(1L << 30);
      assertThat(node.pidsLimit()).isPositive();
      assertThat(seconds(node.stopGracePeriod())).isGreaterThan(config.shutdownTimeoutSeconds());
    }
    assertThat(file.services().values()).extracting(Service::memLimit).doesNotContainNull();
  }

  @Test
  void nodesAreOfTheImageThatTheProjectBuilds() throws Exception {
    for (Service node : nodes.values()) {
      assertThat(node.image()).isEqualTo("boxoffice:" + Deployment.version());
      assertThat(ComposeFile.FILE.resolveSibling(node.build().context()).normalize())
          .isEqualTo(Deployment.ROOT);
      assertThat(Deployment.ROOT.resolve(node.build().dockerfile())).isRegularFile();
    }
  }

  @Test
  void onlyTheBalancerIsReachedFromOutside() {
    assertThat(file.services().entrySet())
        .filteredOn(service -> !service.getValue().ports().isEmpty())
        .extracting(Map.Entry::getKey)
        .containsExactly("balancer");
    assertThat(file.services().get("balancer").ports()).containsExactly("127.0.0.1:8080:8080");
  }

  @Test
  void noPasswordStandsInTheFile() throws Exception {
    for (String variable : List.of("BOXOFFICE_DATABASE_PASSWORD", "BOXOFFICE_ADMIN_PASSWORD")) {
      Map<String, String> without = new HashMap<>(ComposeFile.exampleVariables());
      without.remove(variable);

      assertThatThrownBy(() -> ComposeFile.read(without))
          .hasMessage(variable + ": copy deploy/.env.example to deploy/.env");
    }
    assertThat(Deployment.text(".gitignore").lines()).contains("deploy/.env");
  }

  @Test
  void theBalancerAsksEveryNodeWhetherItIsReady() throws Exception {
    String config = balancer();
    NodeConfig node = Deployment.settings(nodes.get("node1").environment());

    assertThat(found(config, "server (\\S+) (\\S+)"))
        .containsExactlyElementsOf(
            nodes.keySet().stream().map(name -> name + " " + name + ":8080").toList());
    assertThat(node.http().port()).isEqualTo(8080);
    assertThat(found(config, "default-server check port (\\d+)"))
        .containsExactly("" + node.management().port());
    assertThat(found(config, "http-check send meth (GET) uri (\\S+)"))
        .containsExactly("GET /health/ready");
    assertThat(found(config, "http-check expect (status) (\\d+)")).containsExactly("status 200");
  }

  @Test
  void theBalancerOutlastsTheHeartbeatsOfStreamsAndTheNodesOwnDeadlines() throws Exception {
    NodeConfig node = Deployment.settings(nodes.get("node1").environment());
    int least = Math.max(2 * HEARTBEAT_SECONDS, 2 * node.busTimeoutMs() / 1_000);

    for (String side : List.of("client", "server")) {
      assertThat(found(balancer(), "timeout " + side + " (\\d+)s"))
          .singleElement()
          .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isGreaterThan(least));
    }
  }

  @Test
  void theBalancerSharesNoConnectionBetweenClients() throws Exception {
    assertThat(balancer().lines()).contains("  http-reuse never");
  }

  private static String balancer() throws Exception {
    return Files.readString(Deployment.DIRECTORY.resolve("haproxy.cfg"));
  }

  /** The groups of each line that begins so, with a blank between them. */
  private static List<String> found(String text, String pattern) {
    return Pattern.compile("(?m)^ +" + pattern)
        .matcher(text)
        .results()
        .map(ComposeFileTest::groups)
        .toList();
  }

  private static String groups(MatchResult match) {
    return match.groupCount() == 1 ? match.group(1) : match.group(1) + " " + match.group(2);
  }

  private static int seconds(String duration) {
    assertThat(duration).endsWith("s");
    return Integer.parseInt(duration.substring(0, duration.length() - 1));
  }
}
