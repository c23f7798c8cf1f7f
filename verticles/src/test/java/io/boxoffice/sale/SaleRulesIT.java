package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestSale;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may do what: the rules of a sale that need no crowd. */
class SaleRulesIT extends OnOneNode {
  private static final String NO_SUCH_ID = "0000000000001";

  @Test
  void aWaiterHasAWalletAndNothingElse() {
    TestSale sale = open(1, capacity(1));
    List<Rest> buyers = inOrder(sale, "waiter", 2);
    Rest admitted = buyers.get(0);
    Rest waiting = buyers.get(1);
    String seat = sale.seatIds(admitted).get(0);
    String others = held(sale, admitted, seat);

    List<Answer> looks =
        List.of(
            waiting.get("/concerts/" + sale.concertId() + "/performances").await(),
            waiting.get(seats(sale)).await(),
            waiting.hold(sale.performanceId(), "h", seat).await());

    assertThat(looks).extracting(Answer::outcome).containsOnly("429 NOT_ADMITTED");
    assertThat(looks).extracting(look -> look.body().getInteger("position")).containsOnly(1);
    assertThat(waiting.pay(others, "p").await().outcome()).isEqualTo("404 RESERVATION_NOT_FOUND");
    waiting.charged(PRICE).await();
    assertThat(waiting.get("/wallet").await().expect(200).body().getLong("balance"))
        .isEqualTo(PRICE);
  }

  @Test
  void nothingOpensWithoutAToken() {
    TestSale sale = open(1, capacity(1));
    Rest buyer = inOrder(sale, "bare", 1).get(0);
    String seat = sale.seatIds(buyer).get(0);
    String reservation = held(sale, buyer, seat);
    String queue = "/concerts/" + sale.concertId() + "/queue";

    for (String place : Arrays.asList(null, "a.b.c", buyer.accessToken())) {
      Rest outside = buyer.withPlace(place);
      assertThat(
              List.of(
                  outside.get(queue).await().outcome(),
                  outside.get("/concerts/" + sale.concertId() + "/performances").await().outcome(),
                  outside.get(seats(sale)).await().outcome(),
                  outside.hold(sale.performanceId(), "h", seat).await().outcome(),
                  outside.pay(reservation, "p").await().outcome()))
          .containsOnly("401 QUEUE_TOKEN_INVALID");
    }
    for (String access : Arrays.asList(null, "a.b.c", buyer.queueToken())) {
      Rest stranger = buyer.withAccess(access);
      assertThat(
              List.of(
                  stranger.post(queue, null).await().outcome(),
                  stranger.get(queue).await().outcome(),
                  stranger.get("/wallet").await().outcome(),
                  stranger
                      .post("/wallet/charges", new JsonObject().put("amount", 1))
                      .await()
                      .outcome(),
                  stranger.pay(reservation, "p").await().outcome()))
          .containsOnly("401 ACCESS_TOKEN_INVALID");
    }
  }

  @Test
  void heldAndSoldSeatsAreNotAmongTheFree() {
    TestSale sale = open(2, capacity(2));
    List<Rest> buyers = inOrder(sale, "free", 2);
    buyers.get(0).charged(PRICE).await();
    List<String> seats = sale.seatIds(buyers.get(0));

    String paid = held(sale, buyers.get(0), seats.get(0));
    assertThat(free(sale, buyers.get(1))).containsExactly(seats.get(1));
    held(sale, buyers.get(1), seats.get(1));
    assertThat(free(sale, buyers.get(1))).isEmpty();
    buyers.get(0).pay(paid, "p").await().expect(201);

    JsonArray all = buyers.get(1).get(seats(sale)).await().expect(200).body().getJsonArray("seats");
    assertThat(all)
        .extracting(seat -> ((JsonObject) seat).getString("state"))
        .containsExactly("SOLD", "HELD");
    assertThat(all).extracting(seat -> ((JsonObject) seat).getLong("price")).containsOnly(PRICE);
    assertThat(free(sale, buyers.get(1))).isEmpty();
  }

  @Test
  void aPaidSeatIsItsBuyers() {
    TestSale sale = open(1, capacity(2));
    List<Rest> buyers = inOrder(sale, "owner", 2);
    buyers.get(0).charged(PRICE).await();
    String seat = sale.seatIds(buyers.get(0)).get(0);
    String reservation = held(sale, buyers.get(0), seat);
    JsonObject receipt = buyers.get(0).pay(reservation, "p").await().expect(201).body();

    JsonObject owned = buyers.get(0).get("/reservations/" + reservation).await().expect(200).body();

    assertThat(receipt.getString("state")).isEqualTo("CONFIRMED");
    assertThat(receipt.getLong("amount")).isEqualTo(PRICE);
    assertThat(owned.getString("state")).isEqualTo("CONFIRMED");
    assertThat(owned.getJsonObject("payment").getString("state")).isEqualTo("PAID");
    assertThat(owned.getJsonObject("payment").getString("paymentId"))
        .isEqualTo(receipt.getString("paymentId"));
    assertThat(buyers.get(1).hold(sale.performanceId(), "h", seat).await().outcome())
        .isEqualTo("409 SEAT_TAKEN");
    assertThat(buyers.get(0).delete("/reservations/" + reservation).await().outcome())
        .isEqualTo("409 ALREADY_PAID");
  }

  @Test
  void anothersReservationIsNotThere() {
    TestSale sale = open(2, capacity(2));
    List<Rest> buyers = inOrder(sale, "others", 2);
    buyers.get(1).charged(PRICE).await();
    String others = held(sale, buyers.get(0), sale.seatIds(buyers.get(0)).get(0));
    String path = "/reservations/" + others;

    assertThat(
            List.of(
                buyers.get(1).get(path).await().outcome(),
                buyers.get(1).delete(path).await().outcome(),
                buyers.get(1).pay(others, "p").await().outcome(),
                buyers.get(1).pay(NO_SUCH_ID, "q").await().outcome()))
        .containsOnly("404 RESERVATION_NOT_FOUND");
    assertThat(buyers.get(1).get("/wallet").await().body().getLong("balance")).isEqualTo(PRICE);
    assertThat(buyers.get(0).get(path).await().body().getString("state")).isEqualTo("HELD");
  }

  private static List<String> free(TestSale sale, Rest buyer) {
    return buyer
        .get(seats(sale) + "?state=AVAILABLE")
        .await()
        .expect(200)
        .body()
        .getJsonArray("seats")
        .stream()
        .map(seat -> ((JsonObject) seat).getString("seatId"))
        .toList();
  }
}
