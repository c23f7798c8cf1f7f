package io.boxoffice.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that sells asks another one's queue: what goes together, goes over the wire together. */
class RolesApartIT extends OnSeveralNodes {
  private static final int ADMITTED = 12;

  @BeforeEach
  void start() throws Exception {
    start(List.of(List.of("--roles=queue,wallet"), List.of("--roles=http,reservation")));
  }

  @Test
  void holdsAndPaymentsThatComeTogetherAreEachAnswered() {
    JsonObject queue = new JsonObject().put("capacity", ADMITTED);
    TestSale sale =
        TestSale.open(
            vertx, nodes.get(1).baseUrl(), ADMITTED + 1, new JsonObject().put("queue", queue));
    List<Rest> all = sale.buyers("buyer", ADMITTED + 1, TestSale.PRICE);
    List<Rest> buyers = new ArrayList<>(sale.joined(all.subList(0, ADMITTED)));
    buyers.addAll(sale.joined(all.subList(ADMITTED, all.size())));
    List<String> seats = sale.seatIds(buyers.get(0));

    List<Future<Answer>> holds = new ArrayList<>();
    for (int buyer = 0; buyer < buyers.size(); buyer++) {
      holds.add(buyers.get(buyer).hold(sale.performanceId(), "hold", seats.get(buyer)));
    }
    Future.join(holds).await();
    Answer refused = holds.remove(ADMITTED).await();
    assertThat(refused.outcome()).isEqualTo("429 NOT_ADMITTED");
    assertThat(refused.body().getLong("position")).isEqualTo(1);
    List<Future<Answer>> payments = new ArrayList<>();
    for (int buyer = 0; buyer < ADMITTED; buyer++) {
      String reservationId = holds.get(buyer).await().expect(201).body().getString("reservationId");
      payments.add(buyers.get(buyer).pay(reservationId, "pay"));
    }
    Future.join(payments).await();

    payments.forEach(payment -> payment.await().expect(201));
    String place = "/concerts/" + sale.concertId() + "/queue";
    for (int buyer = 0; buyer < ADMITTED; buyer++) {
      assertThat(buyers.get(buyer).get(place).await().outcome())
          .isEqualTo("401 QUEUE_TOKEN_EXPIRED");
    }
    Rest next = buyers.get(ADMITTED);
    Awaitility.await()
        .until(() -> next.get(place).await().body().getString("state").equals("ADMITTED"));
    next.hold(sale.performanceId(), "later", seats.get(ADMITTED)).await().expect(201);
    assertThat(sale.findings()).isEqualTo(new JsonArray());
  }
}
