package io.boxoffice.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose copy of the queue is behind lets nobody keep a seat without a place. */
class EndedPlaceClusterIT extends OnSeveralNodes {
  private static final int LEAVING = 20;
  private static final int REPEATS = 6;

  @BeforeEach
  void start() throws Exception {
    start(List.of(List.of(), List.of()));
  }

  @Test
  void whoHasLeftAtOneNodeHoldsNothingAtTheOther() {
    TestSale sale =
        TestSale.open(
            vertx,
            nodes.get(0).baseUrl(),
            4,
            new JsonObject().put("queue", new JsonObject().put("capacity", LEAVING + 1)));
    List<Rest> buyers = sale.joined(sale.buyers("buyer", LEAVING + 1, 0));
    String seat = sale.seatIds(buyers.get(0)).get(0);
    String place = "/concerts/" + sale.concertId() + "/queue";
    Rest staying = buyers.get(LEAVING).at(nodes.get(1).baseUrl());
    for (Rest buyer : buyers.subList(0, LEAVING)) {
      Rest there = buyer.at(nodes.get(1).baseUrl());
      assertThat(there.get(place).await().body().getString("state")).isEqualTo("ADMITTED");

      buyer.delete(place).await().expect(204);

      assertThat(there.hold(sale.performanceId(), "late", seat).await().outcome())
          .isEqualTo("401 QUEUE_TOKEN_EXPIRED");
    }
    staying.hold(sale.performanceId(), "hold", seat).await().expect(201);
    assertThat(sale.findings()).isEmpty();
  }

  @Test
  void whatARepeatWasAnsweredIsNotTakenBack() {
    TestSale sale =
        TestSale.open(
            vertx,
            nodes.get(0).baseUrl(),
            LEAVING,
            new JsonObject().put("queue", new JsonObject().put("capacity", LEAVING)));
    List<Rest> buyers = sale.joined(sale.buyers("buyer", LEAVING, 0));
    List<String> seats = sale.seatIds(buyers.get(0));
    String place = "/concerts/" + sale.concertId() + "/queue";
    for (int i = 0; i < LEAVING; i++) {
      Rest buyer = buyers.get(i);
      List<Rest> everywhere = nodes.stream().map(node -> buyer.at(node.baseUrl())).toList();
      everywhere.forEach(there -> there.get(place).await().expect(200));
      buyer.delete(place).await().expect(204);
      String seat = seats.get(i);

      List<Future<Answer>> repeats =
          IntStream.range(0, REPEATS)
              .mapToObj(n -> everywhere.get(n % everywhere.size()))
              .map(there -> there.hold(sale.performanceId(), "late", seat))
              .toList();
      Future.join(repeats).await();

      List<String> answered =
          repeats.stream()
              .map(Future::result)
              .filter(answer -> answer.status() == 201)
              .map(answer -> answer.body().getString("reservationId"))
              .distinct()
              .toList();
      assertThat(heldBy(buyer)).isEqualTo(answered);
    }
    assertThat(sale.findings()).isEmpty();
  }

  private static List<String> heldBy(Rest buyer) {
    return buyer.get("/reservations").await().body().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(reservation -> reservation.getString("state").equals("HELD"))
        .map(reservation -> reservation.getString("reservationId"))
        .toList();
  }
}
