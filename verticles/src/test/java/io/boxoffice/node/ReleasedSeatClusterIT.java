package io.boxoffice.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.node.config.ConfigLoader;
import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.Rest;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one of two nodes says of a seat, the other does not gainsay. */
class ReleasedSeatClusterIT {
  private static final int ROUNDS = 30;

  private final Vertx vertx = Vertx.vertx();
  private final List<Node> nodes = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    String database = TestPostgres.newDatabase();
    int[] ports = {freePort(), freePort()};
    for (int port : ports) {
      Node node =
          new Node(
              ConfigLoader.load(
                  List.of(
                      "--database.url=" + TestPostgres.url(database),
                      "--http.port=0",
                      "--management.port=0",
                      "--auth.password-iterations=1000",
                      "--admin.name=" + TestNode.OPERATOR,
                      "--admin.password=" + TestNode.OPERATOR_PASSWORD,
                      "--log.level=warn",
                      "--cluster.name=" + database + "-" + ProcessHandle.current().pid(),
                      "--cluster.port=" + port,
                      "--cluster.members=127.0.0.1:" + ports[0] + ",127.0.0.1:" + ports[1]),
                  Map.of()));
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aSeatThatWasReleasedAtOneNodeIsFreeAtTheOther() {
    TestSale sale =
        TestSale.open(
            vertx,
            nodes.get(0).baseUrl(),
            4,
            new JsonObject().put("queue", new JsonObject().put("capacity", 10)));
    List<Rest> here = sale.joined(sale.buyers("buyer", 2, 0));
    String seat = sale.seatIds(here.get(0)).get(0);
    Rest there = here.get(1).at(nodes.get(1).baseUrl());
    sale.seatIds(there);
    for (int round = 0; round < ROUNDS; round++) {
      String held =
          here.get(0)
              .hold(sale.performanceId(), "a" + round, seat)
              .await()
              .expect(201)
              .body()
              .getString("reservationId");
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> there.hold(sale.performanceId(), "x", seat).await().status() == 409);

      here.get(0).delete("/reservations/" + held).await().expect(204);

      String next =
          there
              .hold(sale.performanceId(), "b" + round, seat)
              .await()
              .expect(201)
              .body()
              .getString("reservationId");
      there.delete("/reservations/" + next).await().expect(204);
    }
    assertThat(sale.findings()).isEmpty();
  }
}
