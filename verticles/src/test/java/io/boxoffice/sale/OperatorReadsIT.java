package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.TestSale;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators read of concerts, users, wallets, reservations and the audit, on a whole node. */
class OperatorReadsIT extends OnOneNode {
  private static final String NOBODY = "0AAAAAAAAAAAA";

  private static TestSale open(JsonObject settings) {
    return open(2, settings);
  }

  private static JsonObject read(TestSale sale, String path) {
    return sale.operator().get(path).await().expect(200).body();
  }

  @Test
  void aDraftIsReadByOperatorsAlone() {
    TestSale draft = open(new JsonObject().put("state", "DRAFT"));

    JsonObject concert = read(draft, "/admin/concerts/" + draft.concertId());

    assertThat(concert.getString("state")).isEqualTo("DRAFT");
    assertThat(concert.getJsonObject("queue").getInteger("capacity")).isEqualTo(100);
    assertThat(draft.anonymous().get("/concerts/" + draft.concertId()).await().outcome())
        .isEqualTo("404 CONCERT_NOT_FOUND");
    assertThat(draft.operator().get("/admin/concerts/" + NOBODY).await().outcome())
        .isEqualTo("404 CONCERT_NOT_FOUND");
  }

  @Test
  void aBuyersAccountWalletAndReservationAreRead() {
    TestSale sale = open(new JsonObject());
    Rest buyer = sale.joined(sale.buyers("support", 1, 3 * PRICE)).get(0);
    List<String> seats = sale.seatIds(buyer);
    String paid = held(sale, buyer, seats.get(0));
    buyer.pay(paid, "the-key").await().expect(201);
    String userId = buyer.get("/wallet").await().expect(200).body().getString("userId");

    JsonObject user = read(sale, "/admin/users/" + userId);
    JsonObject wallet = read(sale, "/admin/wallets/" + userId);
    JsonObject first = read(sale, "/admin/wallets/" + userId + "/entries?limit=1");
    JsonObject second =
        read(
            sale,
            "/admin/wallets/"
                + userId
                + "/entries?limit=1&cursor="
                + first.getString("nextCursor"));
    JsonObject reservation = read(sale, "/admin/reservations/" + paid);

    assertThat(user.getString("name")).isEqualTo("support0");
    assertThat(user.getString("role")).isEqualTo("buyer");
    assertThat(wallet.getLong("balance")).isEqualTo(2 * PRICE);
    assertThat(kinds(first)).containsExactly("PAYMENT");
    assertThat(kinds(second)).containsExactly("CHARGE");
    assertThat(second.getString("nextCursor")).isNull();
    assertThat(reservation.getString("userId")).isEqualTo(userId);
    JsonArray history = reservation.getJsonArray("history");
    assertThat(history.stream().map(each -> ((JsonObject) each).getString("state")))
        .endsWith("PAID");
    assertThat(history.getJsonObject(0).getString("transactionKey")).isEqualTo("the-key");
  }

  @Test
  void aHoldHasNoHistory() {
    TestSale sale = open(new JsonObject());
    Rest buyer = sale.joined(sale.buyers("unpaid", 1, 0)).get(0);
    String held = held(sale, buyer, sale.seatIds(buyer).get(0));

    JsonObject reservation = read(sale, "/admin/reservations/" + held);

    assertThat(reservation.getString("state")).isEqualTo("HELD");
    assertThat(reservation.getJsonArray("history")).isEmpty();
  }

  @Test
  void whatIsUnknownIsNotFound() {
    TestSale sale = open(new JsonObject());
    for (String path : List.of("/admin/users/", "/admin/wallets/%s", "/admin/wallets/%s/entries")) {
      String unknown = path.contains("%s") ? path.formatted(NOBODY) : path + NOBODY;
      assertThat(sale.operator().get(unknown).await().outcome())
          .as(unknown)
          .isEqualTo("404 USER_NOT_FOUND");
    }
    assertThat(sale.operator().get("/admin/reservations/" + NOBODY).await().outcome())
        .isEqualTo("404 RESERVATION_NOT_FOUND");
  }

  @Test
  void theAuditIsFiltered() {
    TestSale one = open(new JsonObject());
    TestSale other = open(new JsonObject());
    for (TestSale sale : List.of(one, other)) {
      sale.operator()
          .patch("/admin/concerts/" + sale.concertId(), new JsonObject().put("state", "PAUSED"))
          .await()
          .expect(200);
    }
    String operatorId = entries(one, "").get(0).getString("operatorId");
    String target = "concert%20" + one.concertId();

    assertThat(actions(entries(one, "?target=" + target)))
        .containsExactly("CHANGE_CONCERT", "IMPORT_CONCERT");
    assertThat(actions(entries(one, "?action=IMPORT_CONCERT&target=" + target)))
        .containsExactly("IMPORT_CONCERT");
    assertThat(actions(entries(one, "?action=CHANGE_CONCERT"))).containsOnly("CHANGE_CONCERT");
    assertThat(entries(one, "?target=concert&limit=200")).hasSizeGreaterThanOrEqualTo(4);
    assertThat(entries(one, "?target=oncert")).isEmpty();
    assertThat(entries(one, "?operatorId=" + operatorId + "&target=" + target)).hasSize(2);
    assertThat(entries(one, "?operatorId=" + NOBODY)).isEmpty();
  }

  @Test
  void aCursorBelongsToItsFilters() {
    TestSale sale = open(new JsonObject());
    open(new JsonObject());
    JsonObject page = read(sale, "/admin/audit?action=IMPORT_CONCERT&limit=1");
    String cursor = page.getString("nextCursor");

    JsonObject next = read(sale, "/admin/audit?action=IMPORT_CONCERT&limit=1&cursor=" + cursor);

    assertThat(next.getJsonArray("items")).hasSize(1).isNotEqualTo(page.getJsonArray("items"));
    assertThat(sale.operator().get("/admin/audit?limit=1&cursor=" + cursor).await().outcome())
        .isEqualTo("400 CURSOR_INVALID");
  }

  private static List<JsonObject> entries(TestSale sale, String query) {
    return items(sale.operator().get("/admin/audit" + query).await());
  }

  private static List<String> actions(List<JsonObject> entries) {
    return entries.stream().map(entry -> entry.getString("action")).toList();
  }

  private static List<String> kinds(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(entry -> ((JsonObject) entry).getString("kind"))
        .toList();
  }
}
