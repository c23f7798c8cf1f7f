package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestSale;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a wallet takes, pays and tells. */
class WalletRulesIT extends OnOneNode {
  @Test
  void aWalletHasALimit() {
    Rest buyer = open(1, capacity(1)).buyers("rich", 1, 0).get(0);
    for (int n = 0; n < 100; n++) {
      buyer.charged(10_000_000).await();
    }

    Answer refused = buyer.post("/wallet/charges", new JsonObject().put("amount", 1)).await();

    assertThat(refused.outcome()).isEqualTo("409 BALANCE_LIMIT");
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isEqualTo(1_000_000_000);
  }

  @Test
  void aShortBalanceChangesNothing() {
    TestSale sale = open(1, capacity(1));
    Rest buyer = inOrder(sale, "short", 1).get(0).charged(PRICE - 1).await();
    String reservation = held(sale, buyer, sale.seatIds(buyer).get(0));

    Answer refused = buyer.pay(reservation, "p").await();

    assertThat(refused.outcome()).isEqualTo("402 INSUFFICIENT_BALANCE");
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isEqualTo(PRICE - 1);
    assertThat(buyer.get("/reservations/" + reservation).await().body().getString("state"))
        .isEqualTo("HELD");
    buyer.charged(1).await().pay(reservation, "p").await().expect(201);
    assertThat(buyer.get("/wallet").await().body().getLong("balance")).isZero();
  }

  @Test
  void everyMovementIsInOnesOwnLedger() {
    TestSale sale = open(1, capacity(1));
    Rest buyer = inOrder(sale, "ledger", 1).get(0).charged(3 * PRICE).await();
    Rest other = sale.buyers("stranger", 1, 0).get(0);
    String reservation = held(sale, buyer, sale.seatIds(buyer).get(0));
    buyer.pay(reservation, "p").await().expect(201);

    List<JsonObject> entries = items(buyer.get("/wallet/entries").await());

    assertThat(entries)
        .extracting(entry -> entry.getString("kind") + " " + entry.getLong("amount"))
        .containsExactly("PAYMENT " + -PRICE, "CHARGE " + 3 * PRICE);
    assertThat(entries)
        .extracting(entry -> entry.getLong("balanceAfter"))
        .containsExactly(2 * PRICE, 3 * PRICE);
    assertThat(entries.get(0).getString("reservationId")).isEqualTo(reservation);
    assertThat(items(other.get("/wallet/entries").await())).isEmpty();
    assertThat(other.get("/wallet").await().body().getLong("balance")).isZero();
  }
}
