package io.boxoffice.sale;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More is asked of the database than it answers. */
class BackpressureIT {
  private static final int COMMANDS = 50;
  private static final int BUYERS = 100;
  private static final int HOLDS = 2_000;
  private static final int REFUSED = 500;
  private static final int POLLS = 50;

  private final Vertx vertx = Vertx.vertx();
  private final String database = TestPostgres.newDatabase();
  private TestNode node;

  @BeforeEach
  void start() {
    node = TestNode.start(database, "--reservation.max-commands=" + COMMANDS);
  }

  @AfterEach
  void stop() {
    node.close();
    vertx.close().await();
  }

  @Test
  void theExcessIsRefusedAtOnceWhilePollsGoOnAndNothingIsLost()
      throws SQLException, TimeoutException {
    JsonObject settings =
        new JsonObject()
            .put("maxHeldSeats", 100)
            .put("maxSeatsPerUser", 100)
            .put("queue", new JsonObject().put("capacity", BUYERS));
    TestSale sale = TestSale.open(vertx, node.baseUrl(), HOLDS, settings);
    List<Rest> buyers = sale.joined(sale.buyers("burst", BUYERS, 0));
    List<String> seats = sale.seatIds(buyers.get(0));
    List<Future<Answer>> holds;
    try (Connection blocker = TestPostgres.jdbc(database)) {
      blocker.setAutoCommit(false);
      try (Statement lock = blocker.createStatement()) {
        // Every command waits from here on; nothing else does.
        lock.execute("lock table idempotency_keys in access exclusive mode");
      }
      holds =
          IntStream.range(0, HOLDS)
              .mapToObj(n -> hold(sale, buyers, seats, n))
              .collect(Collectors.toList());
      awaitRefused(holds);
      List<Long> pollMs = polls(sale, buyers);

      assertThat(pollMs.get(POLLS * 9 / 10)).as("nine of ten polls, ms").isLessThan(500);
      assertThat(holds.stream().filter(Future::isComplete).map(Future::result).toList())
          .as("while the database stands still")
          .allSatisfy(
              answer -> {
                assertThat(answer.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
                assertThat(answer.body().getInteger("retryAfterSeconds")).isEqualTo(1);
              });
      blocker.rollback();
    }
    Future.join(holds).await(30, TimeUnit.SECONDS);

    Map<Integer, Long> statuses =
        holds.stream()
            .collect(Collectors.groupingBy(hold -> hold.result().status(), Collectors.counting()));
    assertThat(statuses).containsOnlyKeys(201, 503);
    assertThat(statuses.get(201)).as("those under way go on").isGreaterThanOrEqualTo(COMMANDS);
    Map<Integer, Long> again =
        IntStream.range(0, 200)
            .mapToObj(n -> hold(sale, buyers, seats, n).await().status())
            .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    assertThat(again).as("the same keys, at once").containsOnlyKeys(201);
    assertThat(sale.findings()).isEmpty();
  }

  private static Future<Answer> hold(TestSale sale, List<Rest> buyers, List<String> seats, int n) {
    return buyers.get(n % BUYERS).hold(sale.performanceId(), "k" + n, seats.get(n));
  }

  /** One after the other over a connection of their own; how long each took, ascending. */
  private List<Long> polls(TestSale sale, List<Rest> buyers) {
    Rest poller =
        Rest.anonymous(vertx, node.baseUrl())
            .withAccess(buyers.get(0).accessToken())
            .withPlace(buyers.get(0).queueToken());
    List<Long> tookMs = new ArrayList<>();
    for (int i = 0; i < POLLS; i++) {
      long beganNanos = System.nanoTime();
      poller.get("/concerts/" + sale.concertId() + "/queue").await().expect(200);
      tookMs.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos));
    }
    return tookMs.stream().sorted().toList();
  }

  /** Before the waiting statements' own end, 5 s after they began. */
  private static void awaitRefused(List<Future<Answer>> holds) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(4))
        .until(() -> holds.stream().filter(Future::isComplete).count() >= REFUSED);
  }
}
