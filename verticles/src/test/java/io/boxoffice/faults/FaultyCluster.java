package io.boxoffice.faults;

import io.boxoffice.faults.NodeNetwork.Pair;
import io.boxoffice.support.NodeProcess;
import io.boxoffice.support.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Real node processes on one PostgreSQL, and what can happen to them.
 *
 * <p>Nodes are counted from 0 and keep their addresses. Their logs stay in the directory. Not
 * thread safe: one thread torments, others may send requests meanwhile.
 */
final class FaultyCluster implements AutoCloseable {
  /** {@code namespaces}, {@code proxy}, or what the machine allows. */
  private static final String NETWORK = System.getProperty("faults.network", "");

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);

  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          // What Hazelcast asks for, as the launcher gives it.
          "--add-modules=java.se",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private final FaultyPostgres postgres;
  private final NodeNetwork network;
  private final List<FaultyNode> nodes = new ArrayList<>();
  private final Thread killAtEnd = new Thread(this::killAll);

  private FaultyCluster(FaultyPostgres postgres, NodeNetwork network) {
    this.postgres = postgres;
    this.network = network;
    Runtime.getRuntime().addShutdownHook(killAtEnd);
  }

  /**
   * Starts PostgreSQL and so many nodes, and returns when all are ready.
   *
   * @param directory what it leaves there may be read later: logs and the database
   * @param flags more settings of every node
   */
  static FaultyCluster start(Path directory, int size, List<String> flags) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FaultyPostgres postgres = FaultyPostgres.start(directory.resolve("postgres"));
    FaultyCluster cluster;
    try {
      cluster = new FaultyCluster(postgres, network(size, postgres.port()));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
    try {
      cluster.startAll(directory, size, flags);
      return cluster;
    } catch (RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private static NodeNetwork network(int size, int postgresPort) {
    boolean namespaces =
        NETWORK.equals("namespaces") || (NETWORK.isEmpty() && NamespaceNetwork.isAllowed());
    return namespaces ? new NamespaceNetwork(size, postgresPort) : new ProxyNetwork(size);
  }

  private void startAll(Path directory, int size, List<String> flags) {
    HttpClient http = HttpClient.newHttpClient();
    String name = "faults-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    String members =
        IntStream.range(0, size).mapToObj(network::member).collect(Collectors.joining(","));
    for (int node = 0; node < size; node++) {
      List<String> command = new ArrayList<>(network.launcher(node));
      List<String> jvm = new ArrayList<>(JVM_FLAGS);
      jvm.addAll(network.jvmFlags(node));
      command.addAll(NodeProcess.java(NodeMain.class, jvm));
      command.addAll(TestNode.commonFlags());
      command.addAll(
          List.of(
              "--log.level=info",
              "--http.port=" + network.httpPort(node),
              "--management.port=" + network.managementPort(node),
              "--database.url=" + postgres.url(),
              "--cluster.name=" + name,
              "--cluster.members=" + members,
              "--cluster.expected-nodes=" + size));
      command.addAll(network.flags(node));
      command.addAll(flags);
      Path log = directory.resolve("node-" + node + ".log");
      nodes.add(new FaultyNode(command, log, managementUrl(node), http));
    }
    int[] all = IntStream.range(0, size).toArray();
    start(all);
    awaitReady(all);
  }

  int size() {
    return nodes.size();
  }

  /** Where clients reach the node, whatever happens to it. */
  String baseUrl(int node) {
    return "http://127.0.0.1:" + network.httpPort(node);
  }

  /** Where its health checks and metrics are. */
  String managementUrl(int node) {
    return "http://127.0.0.1:" + network.managementPort(node);
  }

  /** {@code kill -9} of all of these at once; they are gone when it returns. */
  void kill(int... which) {
    Arrays.stream(which).forEach(node -> nodes.get(node).kill());
    Arrays.stream(which).forEach(node -> nodes.get(node).awaitEnd());
  }

  /** Starts again what was killed or stopped; returns when the processes run. */
  void start(int... which) {
    Arrays.stream(which).forEach(node -> nodes.get(node).start(Map.of()));
  }

  /** Starts a node again whose wall clock is off by so much; its monotonic clock is true. */
  void startWithWallClock(int node, Duration off) {
    nodes.get(node).start(WallClock.environment(off));
  }

  /** Whether {@link #startWithWallClock} works on this machine. */
  static boolean canFakeTime() {
    return WallClock.library().isPresent();
  }

  /** SIGTERM; fails unless the node ends in order within a minute. */
  void stop(int node) {
    nodes.get(node).stop();
  }

  /** SIGSTOP: the process keeps its connections and does nothing. */
  void pause(int node) {
    nodes.get(node).signal("STOP");
  }

  /** SIGCONT. */
  void resume(int node) {
    nodes.get(node).signal("CONT");
  }

  /** Cuts a node off from others; {@link #heal} undoes it. */
  void isolate(Isolation kind, int node) {
    List<Pair> pairs = new ArrayList<>();
    for (int other = 0; other < size(); other++) {
      boolean spared = kind == Isolation.PARTIAL && other != (node + 1) % size();
      if (other != node && !spared) {
        pairs.add(new Pair(node, other));
        if (kind != Isolation.ONE_WAY) {
          pairs.add(new Pair(other, node));
        }
      }
    }
    network.cut(pairs);
  }

  /** All nodes reach one another again. */
  void heal() {
    network.heal();
  }

  boolean isRunning(int node) {
    return nodes.get(node).isRunning();
  }

  /** Whether {@code /health/ready} says yes; no answer within 2 s is a no. */
  boolean isReady(int node) {
    return nodes.get(node).isReady();
  }

  /** The body of {@code /health/ready}, or an empty one where there is no answer. */
  JsonObject health(int node) {
    return nodes.get(node).health();
  }

  /** How many nodes it sees, itself too; 0 where it does not answer. */
  int membersSeenBy(int node) {
    return health(node).getJsonArray("checks", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("name").equals("quorum"))
        .map(check -> check.getString("detail", "0").replaceFirst(" .*", ""))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }

  /** Waits at most two minutes until all of these are ready; fails at once where one has ended. */
  void awaitReady(int... which) {
    for (int node : which) {
      Awaitility.await("node " + node + " is ready; see " + nodes.get(node).log())
          .atMost(READY_WITHIN)
          .pollInterval(POLL)
          .failFast("node " + node + " ended", () -> !isRunning(node))
          .until(() -> isReady(node));
    }
  }

  FaultyPostgres postgres() {
    return postgres;
  }

  /** True where nodes are parted by network namespaces, false by proxies. */
  boolean isolatesByNetwork() {
    return network instanceof NamespaceNetwork;
  }

  private void killAll() {
    nodes.forEach(FaultyNode::kill);
    nodes.forEach(FaultyNode::awaitEnd);
  }

  /** Kills what still runs and takes everything away but the directory. */
  @Override
  public void close() {
    killAll();
    network.close();
    postgres.close();
    Runtime.getRuntime().removeShutdownHook(killAtEnd);
  }
}
