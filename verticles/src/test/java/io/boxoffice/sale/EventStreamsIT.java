package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.support.EventClient;
import io.boxoffice.support.EventClient.Event;
import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.Rest;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams at one of two nodes, of what happens at the other. */
class EventStreamsIT {
  private static Vertx vertx;
  private static TestNode one;
  private static TestNode two;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    String database = TestPostgres.newDatabase();
    String cluster = "--cluster.name=streams-" + UUID.randomUUID();
    int port = freePort();
    int other = freePort();
    one = TestNode.start(database, cluster, "--cluster.port=" + port);
    two =
        TestNode.start(
            database, cluster, "--cluster.port=" + other, "--cluster.members=127.0.0.1:" + port);
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
    vertx.close().await();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestSale open(int seats, int capacity) {
    JsonObject queue = new JsonObject().put("capacity", capacity);
    return TestSale.open(vertx, one.baseUrl(), seats, new JsonObject().put("queue", queue));
  }

  private static EventClient watchPlace(TestNode node, TestSale sale, Rest buyer) {
    String path = "/concerts/" + sale.concertId() + "/queue/events";
    return EventClient.open(vertx, node.baseUrl(), buyer, path);
  }

  private static EventClient watchSeats(TestNode node, TestSale sale, Rest buyer, String lastId) {
    String path = "/performances/" + sale.performanceId() + "/seats/changes";
    return EventClient.open(vertx, node.baseUrl(), buyer, path, lastId);
  }

  private static ConditionFactory within(Duration time) {
    return await().atMost(time).pollInterval(Duration.ofMillis(10));
  }

  private static Event first(EventClient client) {
    within(Duration.ofSeconds(5)).until(() -> !client.events().isEmpty());
    return client.events().get(0);
  }

  /** What a client that folds all events knows of the seats. */
  private static Map<String, String> states(EventClient... clients) {
    Map<String, String> states = new HashMap<>();
    for (EventClient client : clients) {
      for (Event event : client.events()) {
        event
            .data()
            .getJsonArray("changes")
            .forEach(
                change ->
                    states.put(
                        ((JsonObject) change).getString("seatId"),
                        ((JsonObject) change).getString("state")));
      }
    }
    return states;
  }

  @Test
  void aPlaceIsToldFromItsWaitToItsEnd() {
    TestSale sale = open(5, 1);
    List<Rest> buyers = sale.buyers("place", 3, 0);
    Rest admitted = buyers.get(0).joined(sale.concertId()).await();
    Rest second = buyers.get(1).joined(sale.concertId()).await();
    Rest third = buyers.get(2).joined(sale.concertId()).await();
    String queue = "/concerts/" + sale.concertId() + "/queue";
    try (EventClient stream = watchPlace(two, sale, third)) {
      assertThat(first(stream).data().getInteger("position")).isEqualTo(2);

      second.delete(queue).await().expect(204);
      within(Duration.ofSeconds(3)).until(() -> stream.last().data().getInteger("position") == 1);
      admitted.delete(queue).await().expect(204);
      within(Duration.ofSeconds(3))
          .until(() -> stream.last().data().getString("state").equals("ADMITTED"));
      Rest now = third.withPlace(stream.last().data().getString("token"));
      assertThat(sale.seatIds(now)).as("admitted by the token of the event").hasSize(5);

      now.delete(queue).await().expect(204);
      within(Duration.ofSeconds(3)).until(stream::isClosed);
      assertThat(stream.last().name()).isEqualTo("end");
      assertThat(stream.last().data().getString("code")).isEqualTo("QUEUE_TOKEN_EXPIRED");
    }
  }

  @Test
  void aSeatsChangeAtOneNodeIsSeenAtTheOtherWithinASecond() {
    TestSale sale = open(10, 10);
    List<Rest> buyers = sale.joined(sale.buyers("seats", 2, PRICE));
    Rest seller = buyers.get(0);
    List<String> seats = sale.seatIds(seller);
    try (EventClient stream = watchSeats(two, sale, buyers.get(1), null)) {
      assertThat(first(stream).data().getJsonArray("changes")).isEmpty();

      String hold =
          seller
              .hold(sale.performanceId(), "k1", seats.get(3))
              .await()
              .expect(201)
              .body()
              .getString("reservationId");
      within(Duration.ofSeconds(1)).until(() -> "HELD".equals(states(stream).get(seats.get(3))));
      seller.delete("/reservations/" + hold).await().expect(204);
      within(Duration.ofSeconds(1))
          .until(() -> "AVAILABLE".equals(states(stream).get(seats.get(3))));
      String bought =
          seller
              .hold(sale.performanceId(), "k2", seats.get(4))
              .await()
              .expect(201)
              .body()
              .getString("reservationId");
      seller.pay(bought, "p").await().expect(201);
      within(Duration.ofSeconds(1)).until(() -> "SOLD".equals(states(stream).get(seats.get(4))));
    }
  }

  @Test
  void aBrokenSeatStreamIsResumedAtTheOtherNode() {
    TestSale sale = open(10, 10);
    List<Rest> buyers = sale.joined(sale.buyers("resume", 3, 0));
    List<String> seats = sale.seatIds(buyers.get(0));
    EventClient broken = watchSeats(two, sale, buyers.get(2), null);
    first(broken);
    buyers.get(0).hold(sale.performanceId(), "k", seats.get(0)).await().expect(201);
    within(Duration.ofSeconds(1)).until(() -> broken.events().size() > 1);
    broken.close();
    buyers.get(1).hold(sale.performanceId(), "k", seats.get(1)).await().expect(201);

    try (EventClient resumed = watchSeats(one, sale, buyers.get(2), broken.last().id())) {
      first(resumed);
      within(Duration.ofSeconds(1))
          .until(
              () ->
                  states(broken, resumed)
                      .equals(Map.of(seats.get(0), "HELD", seats.get(1), "HELD")));
    }
  }

  @Test
  void aSeatListsTagIsWhereAStreamMayBegin() {
    TestSale sale = open(10, 10);
    List<Rest> buyers = sale.joined(sale.buyers("tag", 2, 0));
    List<String> seats = sale.seatIds(buyers.get(0));
    buyers.get(0).hold(sale.performanceId(), "k", seats.get(0)).await().expect(201);
    PlainHttp.Reply list =
        new PlainHttp(one.baseUrl())
            .get(
                "/api/v1/performances/" + sale.performanceId() + "/seats",
                "Authorization",
                "Bearer " + buyers.get(1).accessToken(),
                "Queue-Token",
                buyers.get(1).queueToken());
    String tag = list.header("ETag").replaceAll("^W/\"|\"$", "");

    try (EventClient stream = watchSeats(one, sale, buyers.get(1), tag)) {
      assertThat(first(stream).data().getJsonArray("changes")).isEmpty();
      assertThat(first(stream).id()).isEqualTo(tag);
    }
  }

  @Test
  void anOpenStreamIsASignOfLife() {
    TestSale sale =
        TestSale.open(
            vertx,
            one.baseUrl(),
            5,
            new JsonObject()
                .put("queue", new JsonObject().put("capacity", 1).put("waitingTtlSeconds", 10)));
    List<Rest> buyers = sale.buyers("alive", 3, 0);
    buyers.get(0).joined(sale.concertId()).await();
    Rest silent = buyers.get(1).joined(sale.concertId()).await();
    Rest watching = buyers.get(2).joined(sale.concertId()).await();
    try (EventClient stream = watchPlace(two, sale, watching)) {
      within(Duration.ofSeconds(40)).until(() -> stream.last().data().getInteger("position") == 1);

      assertThat(stream.isClosed()).isFalse();
      assertThat(silent.get("/concerts/" + sale.concertId() + "/queue").await().outcome())
          .isEqualTo("401 QUEUE_TOKEN_EXPIRED");
    }
  }

  @Test
  void anOperatorSeesTheStreamsAndTheAgeOfTheViews() {
    TestSale sale = open(5, 5);
    Rest buyer = sale.joined(sale.buyers("seen", 1, 0)).get(0);
    PlainHttp management = new PlainHttp(one.managementUrl());
    try (EventClient stream = watchSeats(one, sale, buyer, null)) {
      first(stream);

      assertThat(management.get("/metrics").body())
          .contains("boxoffice_http_streams_open 1.0", "boxoffice_http_streams_cut_off_total 0.0");
      JsonObject ready = new JsonObject(management.get("/health/ready").body());
      assertThat(ready.getJsonArray("checks"))
          .map(JsonObject.class::cast)
          .filteredOn(check -> check.getString("name").equals("seat-views"))
          .singleElement()
          .satisfies(
              check -> {
                assertThat(check.getBoolean("required")).isFalse();
                assertThat(check.getString("detail")).matches("the oldest is \\d+ ms old");
              });
    }
  }
}
