package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.support.Rest;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operators' operation of the contract that changes something writes one audit entry. */
class OperatorAuditIT {
  /** It is a POST because it takes long and costs much; it changes nothing. */
  private static final String READ = "verify";

  private static Vertx vertx;
  private static TestNode node;
  private static TestSale sale;
  private static String operatorId;
  private static Map<String, Change> changes;

  /**
   * One good call of an operation.
   *
   * @param target what the entry's target must contain
   * @param makes whether there was nothing before
   */
  private record Change(String target, boolean makes, Supplier<Future<Rest.Answer>> call) {}

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    node = TestNode.start(TestPostgres.newDatabase());
    sale = TestSale.open(vertx, node.baseUrl(), 2, new JsonObject());
    operatorId =
        read("/admin/users?name=" + TestNode.OPERATOR)
            .getJsonArray("items")
            .getJsonObject(0)
            .getString("userId");
    Rest buyer = sale.joined(sale.buyers("audited", 1, 0)).get(0);
    String userId = buyer.get("/wallet").await().expect(200).body().getString("userId");
    changes = changes(sale.operator(), sale.concertId(), userId);
  }

  @AfterAll
  static void stop() {
    node.close();
    vertx.close().await();
  }

  private static Map<String, Change> changes(Rest operator, String concertId, String userId) {
    String concert = "/admin/concerts/" + concertId;
    JsonObject user = new JsonObject().put("name", "jiho").put("password", "correct horse");
    return Map.of(
        "importConcert",
        new Change(
            "concert ", true, () -> operator.post("/admin/concerts", TestSale.importBody(1))),
        "changeConcert",
        new Change(concertId, false, () -> operator.patch(concert, json("holdSeconds", 299))),
        "changePerformance",
        new Change(
            sale.performanceId(),
            false,
            () ->
                operator.patch(
                    "/admin/performances/" + sale.performanceId(), json("state", "CLOSED"))),
        "changeQueue",
        new Change(concertId, false, () -> operator.patch(concert + "/queue", json("capacity", 7))),
        "admitPlaces",
        new Change(
            concertId, false, () -> operator.post(concert + "/queue/admissions", json("count", 1))),
        "removeUserPlace",
        new Change(userId, false, () -> operator.delete(concert + "/queue/places/" + userId)),
        "chargeUserWallet",
        new Change(
            userId,
            false,
            () -> operator.post("/admin/wallets/" + userId + "/charges", json("amount", 500))),
        "createUser",
        new Change("user ", true, () -> operator.post("/admin/users", user)));
  }

  /** From the contract: a new operation without a case here fails. */
  static Stream<String> operations() {
    Vertx own = Vertx.vertx();
    try {
      return Contract.load(own).await().operations().stream()
          .filter(Operation::needsAdmin)
          .filter(operation -> !operation.method().equals(HttpMethod.GET))
          .map(Operation::id)
          .filter(id -> !id.equals(READ));
    } finally {
      own.close().await();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void writesOneEntry(String operationId) {
    Change change = changes.get(operationId);
    assertThat(change).as("a case of " + operationId).isNotNull();
    List<JsonObject> before = entries();

    assertThat(change.call().get().await().status()).isBetween(200, 299);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> entries().size() > before.size() && isComplete(entries().get(0)));
    List<JsonObject> after = entries();
    assertThat(after).hasSize(before.size() + 1);
    JsonObject entry = after.get(0);
    assertThat(entry.getString("operatorId")).isEqualTo(operatorId);
    assertThat(entry.getString("action")).matches("[A-Z]+(_[A-Z]+)*");
    assertThat(entry.getString("target")).contains(change.target());
    assertThat(entry.getJsonObject("before") == null).as("made").isEqualTo(change.makes());
    assertThat(entry.getJsonObject("after")).isNotNull();
    assertThat(entry.getJsonObject("after")).isNotEqualTo(entry.getJsonObject("before"));
  }

  @Test
  void whatChangesNothingWritesNone() {
    int before = entries().size();

    sale.operator().post("/admin/verify", null).await().expect(200);
    sale.operator().post("/admin/concerts?dryRun=true", TestSale.importBody(1)).await().expect(200);
    JsonObject taken =
        new JsonObject().put("name", TestNode.OPERATOR).put("password", "a-good-one");
    sale.operator().post("/admin/users", taken).await().expect(409);

    assertThat(entries()).hasSize(before);
  }

  /** An effect outside the database is written down before it and completed after. */
  private static boolean isComplete(JsonObject entry) {
    JsonObject after = entry.getJsonObject("after");
    return after != null && !"STARTED".equals(after.getString("outcome"));
  }

  private static List<JsonObject> entries() {
    return read("/admin/audit?limit=200").getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static JsonObject read(String path) {
    return sale.operator().get(path).await().expect(200).body();
  }

  private static JsonObject json(String name, Object value) {
    return new JsonObject().put(name, value);
  }
}
