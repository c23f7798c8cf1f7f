package io.boxoffice.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.node.config.ConfigLoader;
import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.PlainHttp.Reply;
import io.boxoffice.support.Rest;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class NodeClusterIT {
  private static final String ROLES = "--roles=queue,reservation,wallet";
  private static final List<String> WITH_HTTP =
      List.of("--http.port=0", "--admin.name=root", "--admin.password=a-good-password");

  @Test
  void isReadyOnlyWhileMoreThanHalfOfTheNodesAreThere() throws Exception {
    String database = TestPostgres.newDatabase();
    int firstPort = freePort();
    int secondPort = freePort();
    try (Node first = node(database, firstPort, secondPort)) {
      first.start();
      assertThat(ready(first).status()).isEqualTo(503);

      try (Node second = node(database, secondPort, firstPort)) {
        second.start();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> {
                  assertThat(ready(first).status()).isEqualTo(200);
                  assertThat(ready(second).status()).isEqualTo(200);
                });
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(ready(first).status()).isEqualTo(503));
      JsonObject body = new JsonObject(ready(first).body());
      assertThat(body.getString("status")).isEqualTo("DOWN");
      assertThat(body.getJsonArray("checks").encode()).contains("1 of 2 nodes");
    }
  }

  @Test
  void tellsOperatorsOfBothNodesAndOfTheLossOfOne() throws Exception {
    String database = TestPostgres.newDatabase();
    int firstPort = freePort();
    int secondPort = freePort();
    Vertx vertx = Vertx.vertx();
    try (Node first = node(WITH_HTTP, database, firstPort, secondPort)) {
      first.start();
      Rest operator =
          Rest.anonymous(vertx, first.baseUrl()).logIn("root", "a-good-password").await();
      try (Node second = node(database, secondPort, firstPort)) {
        second.start();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> cluster(operator).getBoolean("partitionsSafe"));

        JsonObject both = cluster(operator);

        assertThat(both.getInteger("expectedNodes")).isEqualTo(2);
        assertThat(both.getBoolean("quorum")).isTrue();
        assertThat(nodes(both))
            .extracting(node -> node.getString("address"))
            .containsExactlyInAnyOrder("127.0.0.1:" + firstPort, "127.0.0.1:" + secondPort);
        assertThat(nodes(both))
            .extracting(node -> String.join(",", strings(node.getJsonArray("roles"))))
            .containsExactlyInAnyOrder("http,queue,reservation,wallet", "queue,reservation,wallet");
        assertThat(nodes(both)).filteredOn(node -> node.getBoolean("self")).hasSize(1);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(cluster(operator).getBoolean("quorum")).isFalse());
      assertThat(nodes(cluster(operator))).hasSize(1);
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void tellsWhereEachHeadLivesAndHowOldTheCopiesAre() throws Exception {
    String database = TestPostgres.newDatabase();
    int firstPort = freePort();
    int secondPort = freePort();
    Vertx vertx = Vertx.vertx();
    List<String> some = new ArrayList<>(WITH_HTTP);
    some.add("--cluster.expected-nodes=1");
    try (Node first = node(some, database, firstPort, secondPort)) {
      first.start();
      Rest anonymous = Rest.anonymous(vertx, first.baseUrl());
      Rest operator = anonymous.logIn("root", "a-good-password").await();
      List<String> concerts = new ArrayList<>();
      try (Node second = node(some, database, secondPort, firstPort)) {
        second.start();
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> {
                  concerts.add(concertWithHead(operator));
                  return nodes(cluster(operator)).stream()
                      .noneMatch(node -> node.getJsonArray("heads").isEmpty());
                });
        Rest buyer = anonymous.signUp("mina").await().joined(concerts.get(0)).await();

        assertThat(heads(cluster(operator))).containsExactlyInAnyOrderElementsOf(concerts);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> {
                  buyer.get("/concerts/" + concerts.get(0) + "/queue").await().expect(200);
                  assertThat(copies(cluster(operator))).contains(concerts.get(0));
                });
      }

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                JsonObject alone = cluster(operator);
                assertThat(nodes(alone)).hasSize(1);
                assertThat(heads(alone)).containsExactlyInAnyOrderElementsOf(concerts);
              });
    } finally {
      vertx.close().await();
    }
  }

  private static String concertWithHead(Rest operator) {
    JsonObject made =
        operator.post("/admin/concerts", TestSale.importBody(1)).await().expect(201).body();
    String concertId = made.getString("concertId");
    operator.get("/admin/concerts/" + concertId + "/queue").await().expect(200);
    return concertId;
  }

  private static List<String> heads(JsonObject cluster) {
    return nodes(cluster).stream()
        .flatMap(node -> strings(node.getJsonArray("heads")).stream())
        .toList();
  }

  /** The queues that some node has a fresh copy of. */
  private static List<String> copies(JsonObject cluster) {
    return nodes(cluster).stream()
        .flatMap(node -> node.getJsonArray("views").stream())
        .map(JsonObject.class::cast)
        .filter(view -> view.getLong("ageMs") < 10_000)
        .map(view -> view.getString("concertId"))
        .toList();
  }

  @Test
  void changesNothingWithoutTheOthersButStillReads() throws Exception {
    String database = TestPostgres.newDatabase();
    int firstPort = freePort();
    int secondPort = freePort();
    Vertx vertx = Vertx.vertx();
    try (Node first = node(WITH_HTTP, database, firstPort, secondPort)) {
      first.start();
      Rest anonymous = Rest.anonymous(vertx, first.baseUrl());
      JsonObject mina = new JsonObject().put("name", "mina").put("password", "a-good-password");
      try (Node second = node(database, secondPort, firstPort)) {
        second.start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ready(first).status() == 200);
        anonymous.post("/users", mina).await().expect(201);
      }
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ready(first).status() == 503);

      Reply refused =
          new PlainHttp(first.baseUrl())
              .post("/api/v1/users", mina.copy().put("name", "jiho").encode());

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("2");
      assertThat(refused.body()).contains("SERVICE_UNAVAILABLE", "cut off from most of the others");
      Rest mine = anonymous.logIn("mina", "a-good-password").await();
      mine.get("/wallet").await().expect(200);
      assertThat(mine.post("/wallet/charges", new JsonObject().put("amount", 1)).await().outcome())
          .isEqualTo("503 SERVICE_UNAVAILABLE");
    } finally {
      vertx.close().await();
    }
  }

  private static JsonObject cluster(Rest operator) {
    return operator.get("/admin/cluster").await().expect(200).body();
  }

  private static List<JsonObject> nodes(JsonObject cluster) {
    return cluster.getJsonArray("nodes").stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }

  @Test
  void servesHealthAndMetricsAndNothingElse() throws Exception {
    try (Node node = node(TestPostgres.newDatabase(), 0)) {
      node.start();

      assertThat(get(node, "/health/live").status()).isEqualTo(200);
      assertThat(get(node, "/health/ready").body()).contains("\"database\"", "\"partitions\"");
      assertThat(get(node, "/metrics").body()).contains("jvm_memory_used_bytes", "vertx_eventbus");
      assertThat(get(node, "/other").status()).isEqualTo(404);
      Reply odd = new PlainHttp(node.managementUrl()).send("ODD123", "/health/live", null);
      assertThat(odd.status()).isEqualTo(405);
      assertThat(get(node, "/metrics").body()).doesNotContain("ODD123");
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Node node = node(TestPostgres.newDatabase(), taken.getLocalPort());

      assertThatThrownBy(node::start)
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("cluster.port " + taken.getLocalPort())
          .message()
          .hasLineCount(1);
    }
  }

  private static Node node(String database, int clusterPort, int... others) throws Exception {
    return node(List.of(ROLES), database, clusterPort, others);
  }

  private static Node node(List<String> some, String database, int clusterPort, int... others)
      throws Exception {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--database.url=" + TestPostgres.url(database),
                "--management.port=0",
                "--auth.password-iterations=1000",
                "--cluster.name=" + database + "-" + ProcessHandle.current().pid(),
                "--cluster.port=" + clusterPort,
                "--cluster.expected-nodes=" + (others.length + 1)));
    flags.addAll(some);
    for (int other : others) {
      flags.add("--cluster.members=127.0.0.1:" + other);
    }
    return new Node(ConfigLoader.load(flags, Map.of()));
  }

  private static Reply ready(Node node) {
    return get(node, "/health/ready");
  }

  private static Reply get(Node node, String path) {
    return new PlainHttp(node.managementUrl()).get(path);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
