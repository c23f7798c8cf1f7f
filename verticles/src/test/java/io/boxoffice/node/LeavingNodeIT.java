package io.boxoffice.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three nodes: one that only speaks HTTP, and two with every role. One of the two leaves in order
 * while buyers change things through all of them. A try may find a node gone; none may be left
 * waiting for an answer that does not come.
 */
class LeavingNodeIT extends OnSeveralNodes {
  private static final int BUYERS = 12;
  private static final int TRIES = 3;
  private static final long AMOUNT = 1_000;

  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicInteger turns = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws Exception {
    String patience = "--shutdown.timeout-seconds=60";
    start(List.of(List.of(patience), List.of(patience), List.of(patience, "--roles=http")));
  }

  @AfterEach
  void stopBuyers() {
    running.set(false);
  }

  @Test
  void nobodyNoticesThatANodeLeaves() throws Exception {
    Node frontOnly = nodes.get(2);
    JsonObject queue = new JsonObject().put("capacity", BUYERS);
    TestSale sale =
        TestSale.open(vertx, frontOnly.baseUrl(), 20, new JsonObject().put("queue", queue));
    List<Rest> buyers = sale.joined(sale.buyers("buyer", BUYERS, TestSale.PRICE));
    buyAt(frontOnly, buyers.get(0), sale);
    List<Future<Void>> loops = new ArrayList<>();
    for (int buyer = 1; buyer < BUYERS; buyer++) {
      loops.add(chargeAgainAndAgain(buyer, buyers.get(buyer)));
    }
    awaitMore(100);

    nodes.get(0).close();

    awaitMore(100);
    running.set(false);
    Future.all(loops).await(60, TimeUnit.SECONDS);
    assertThat(failures).isEmpty();
    for (int buyer = 1; buyer < BUYERS; buyer++) {
      Rest at = buyers.get(buyer).at(nodes.get(1).baseUrl());
      assertThat(at.get("/wallet").await().expect(200).body().getLong("balance"))
          .isEqualTo(TestSale.PRICE + acknowledged.get(buyer));
      JsonObject place =
          at.get("/concerts/" + sale.concertId() + "/queue").await().expect(200).body();
      assertThat(place.getString("state")).isEqualTo("ADMITTED");
    }
  }

  /** A whole sale through a node that has no service of its own. */
  private static void buyAt(Node front, Rest buyer, TestSale sale) {
    Rest at = buyer.at(front.baseUrl());
    String seat = sale.seatIds(at).get(0);
    JsonObject held = at.hold(sale.performanceId(), "hold", seat).await().expect(201).body();
    JsonObject paid = at.pay(held.getString("reservationId"), "pay").await().expect(201).body();
    assertThat(paid.encode()).contains(held.getString("reservationId"));
  }

  private void awaitMore(int charges) {
    long before = keys.get();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> keys.get() >= before + charges || !failures.isEmpty());
  }

  private Future<Void> chargeAgainAndAgain(int buyer, Rest rest) {
    if (!running.get()) {
      return Future.succeededFuture();
    }
    return charge(rest, "charge-" + keys.incrementAndGet(), turns.incrementAndGet(), TRIES)
        .onSuccess(done -> acknowledged.merge(buyer, AMOUNT, Long::sum))
        .otherwise(
            failure -> {
              failures.add(failure.toString());
              return null;
            })
        .compose(done -> chargeAgainAndAgain(buyer, rest));
  }

  /** Each try goes to the next node, as a balancer would send it. */
  private Future<Void> charge(Rest rest, String key, int turn, int triesLeft) {
    Node node = nodes.get(turn % nodes.size());
    return rest.at(node.baseUrl())
        .post("/wallet/charges", key, new JsonObject().put("amount", AMOUNT))
        .<Void>map(
            answer -> {
              if (answer.status() == 504) {
                failures.add("left waiting: " + answer.outcome());
              }
              answer.expect(201);
              return null;
            })
        .recover(
            failure ->
                triesLeft == 1
                    ? Future.failedFuture(failure)
                    : vertx
                        .timer(100)
                        .compose(waited -> charge(rest, key, turn + 1, triesLeft - 1)));
  }
}
