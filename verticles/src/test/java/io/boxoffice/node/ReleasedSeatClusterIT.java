package io.boxoffice.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.TestSale;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one of two nodes says of a seat, the other does not gainsay. */
class ReleasedSeatClusterIT extends OnSeveralNodes {
  private static final int ROUNDS = 30;

  @BeforeEach
  void start() throws Exception {
    start(List.of(List.of(), List.of()));
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
