package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.support.ClassicBuyer;
import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.PlainHttp.Reply;
import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away under a running node, and comes back. */
class DatabaseOutageIT {
  @TempDir Path directory;

  @Test
  void anOutageIsSaidSoAndHealsWithinFiveSeconds() throws IOException {
    Vertx vertx = Vertx.vertx();
    EmbeddedPostgres postgres = startPostgres(0);
    int port = postgres.getPort();
    TestNode node =
        TestNode.startAt("postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres");
    try {
      JsonObject one = new JsonObject().put("queue", new JsonObject().put("capacity", 1));
      TestSale sale = TestSale.open(vertx, node.baseUrl(), 1, one);
      Rest buyer = sale.joined(sale.buyers("outage", 1, PRICE)).get(0);
      String seat = sale.seatIds(buyer).get(0);

      String[] tokens = joinedOverOneConnection(node, sale);
      postgres.close();
      Answer wallet = buyer.get("/wallet").await();
      Answer hold = buyer.hold(sale.performanceId(), "k", seat).await();
      Set<Integer> polls = pollsOverNewConnections(node, sale, tokens);
      postgres = startPostgres(port);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> buyer.get("/wallet").await().status() == 200);

      assertThat(wallet.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
      assertThat(wallet.body().getInteger("retryAfterSeconds")).isPositive();
      assertThat(hold.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
      assertThat(polls).as("the queue needs no database").containsExactly(200);
      buyer.hold(sale.performanceId(), "k", seat).await().expect(201);
      assertThat(sale.findings()).isEmpty();
    } finally {
      node.close();
      postgres.close();
      vertx.close().await();
    }
  }

  /** A place that was taken over one connection, so that one event loop alone has seen its user. */
  private static String[] joinedOverOneConnection(TestNode node, TestSale sale) {
    PlainHttp connection = new PlainHttp(node.baseUrl());
    ClassicBuyer.signUp(connection, "lonely");
    String login = "{\"name\": \"lonely\", \"password\": \"a-password-of-lonely\"}";
    JsonObject session = new JsonObject(connection.post("/api/v1/login", login).body());
    String[] access = {"Authorization", "Bearer " + session.getString("accessToken")};
    Reply place = connection.post(queue(sale), "", access);
    return new String[] {
      access[0], access[1], "Queue-Token", new JsonObject(place.body()).getString("token")
    };
  }

  private static Set<Integer> pollsOverNewConnections(
      TestNode node, TestSale sale, String[] tokens) {
    return IntStream.range(0, 8)
        .mapToObj(n -> new PlainHttp(node.baseUrl()).get(queue(sale), tokens).status())
        .collect(Collectors.toSet());
  }

  private static String queue(TestSale sale) {
    return "/api/v1/concerts/" + sale.concertId() + "/queue";
  }

  private EmbeddedPostgres startPostgres(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
