package io.boxoffice.http;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.Rest;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The contract's problem has the members that refusals carry: no fewer, and none that is never
 * sent.
 */
class ProblemMembersIT {
  /** Those of RFC 9457 and the two that every problem has. */
  private static final Set<String> COMMON =
      Set.of("type", "title", "status", "detail", "instance", "code", "traceId");

  private static Vertx vertx;
  private static TestNode node;
  private static ContractSchemas schemas;
  private static Set<String> declared;

  private final Set<String> sent = new TreeSet<>();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    node = TestNode.start(TestPostgres.newDatabase());
    JsonObject document = Contract.load(vertx).await().document();
    schemas = new ContractSchemas(document);
    declared =
        new TreeSet<>(
            document
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Problem")
                .getJsonObject("properties")
                .fieldNames());
    declared.removeAll(COMMON);
  }

  @AfterAll
  static void stop() {
    node.close();
    vertx.close().await();
  }

  @Test
  void everyDeclaredMemberIsSentAndNoOther() {
    refusalsOfAWaiter();
    refusalsOfAHold();
    refusalsOfAPayment();
    refusalOfAnImport();

    assertThat(sent).isEqualTo(declared);
  }

  private void refusalsOfAWaiter() {
    TestSale sale = open(1, queue(1));
    List<Rest> buyers = sale.buyers("waiter", 2, 0);
    sale.joined(buyers.subList(0, 1));
    Rest waiter = sale.joined(buyers.subList(1, 2)).get(0);
    note("429 NOT_ADMITTED", waiter.get("/concerts/" + sale.concertId() + "/performances"));
  }

  private void refusalsOfAHold() {
    TestSale sale = open(2, queue(2));
    List<Rest> buyers = sale.joined(sale.buyers("holder", 2, 0));
    List<String> seats = sale.seatIds(buyers.get(0));
    hold(sale, buyers.get(0), seats.get(0));
    note(
        "409 SEAT_LIMIT_REACHED", buyers.get(0).hold(sale.performanceId(), "second", seats.get(1)));
    note("409 SEAT_TAKEN", buyers.get(1).hold(sale.performanceId(), "taken", seats.get(0)));
  }

  private void refusalsOfAPayment() {
    TestSale sale = open(1, queue(1));
    Rest poor = sale.joined(sale.buyers("poor", 1, PRICE - 1)).get(0);
    String unpaid = hold(sale, poor, sale.seatIds(poor).get(0));
    note("402 INSUFFICIENT_BALANCE", poor.pay(unpaid, "pay"));
    TestSale abroad = open(1, queue(1).put("currency", "USD"));
    Rest traveller = abroad.joined(abroad.buyers("traveller", 1, PRICE)).get(0);
    String foreign = hold(abroad, traveller, abroad.seatIds(traveller).get(0));
    note("409 CURRENCY_MISMATCH", traveller.pay(foreign, "pay"));
  }

  private void refusalOfAnImport() {
    JsonObject body = TestSale.importBody(300);
    body.getJsonObject("seatingPlan")
        .put("categories", new JsonArray().add(new JsonObject().put("name", "Other")));
    TestSale sale = open(1, queue(1));
    note("400 VALIDATION_FAILED", sale.operator().post("/admin/concerts", body));
  }

  /** Expects the refusal, valid by the contract, and keeps what it carries. */
  private void note(String outcome, io.vertx.core.Future<Rest.Answer> call) {
    Rest.Answer answer = call.await();
    assertThat(answer.outcome()).isEqualTo(outcome);
    JsonObject schema =
        schemas.schemaOf(schemas.response("holdSeats", 409), "application/problem+json");
    assertThat(ContractSchemas.faults(schema, answer.body())).isEmpty();
    sent.addAll(answer.body().fieldNames());
    sent.removeAll(COMMON);
  }

  private static TestSale open(int seats, JsonObject settings) {
    return TestSale.open(vertx, node.baseUrl(), seats, settings);
  }

  private static JsonObject queue(int capacity) {
    return new JsonObject().put("queue", new JsonObject().put("capacity", capacity));
  }

  private static String hold(TestSale sale, Rest buyer, String seat) {
    return buyer
        .hold(sale.performanceId(), "hold", seat)
        .await()
        .expect(201)
        .body()
        .getString("reservationId");
  }
}
