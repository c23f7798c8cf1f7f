package io.boxoffice.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A concert that an operator imported through the REST API, and its buyers. */
public final class TestSale {
  public static final long PRICE = 50_000;

  private final Rest operator;
  private final Rest anonymous;
  private final String concertId;
  private final String performanceId;

  private TestSale(Rest operator, Rest anonymous, String concertId, String performanceId) {
    this.operator = operator;
    this.anonymous = anonymous;
    this.concertId = concertId;
    this.performanceId = performanceId;
  }

  /**
   * Imports a concert that is on sale at once.
   *
   * @param settings more members of the import's body, over the usual ones
   */
  public static TestSale open(Vertx vertx, String baseUrl, int seats, JsonObject settings) {
    Rest anonymous = Rest.anonymous(vertx, baseUrl);
    Rest operator = anonymous.logIn(TestNode.OPERATOR, TestNode.OPERATOR_PASSWORD).await();
    JsonObject body = importBody(seats).mergeIn(settings, true);
    JsonObject made = operator.post("/admin/concerts", body).await().expect(201).body();
    return new TestSale(
        operator,
        anonymous,
        made.getString("concertId"),
        made.getJsonArray("performances").getJsonObject(0).getString("performanceId"));
  }

  /** One zone of rows of 20 seats, one category. */
  public static JsonObject importBody(int seats) {
    JsonArray rows = new JsonArray();
    for (int first = 1; first <= seats; first += 20) {
      JsonArray row = new JsonArray();
      for (int n = first; n <= Math.min(seats, first + 19); n++) {
        row.add(
            new JsonObject()
                .put("seat_guid", "seat-" + n)
                .put("seat_number", "" + (n - first + 1))
                .put("position", new JsonObject().put("x", n - first).put("y", first))
                .put("category", "Standard"));
      }
      rows.add(
          new JsonObject()
              .put("row_number", "R" + (first / 20 + 1))
              .put("position", new JsonObject().put("x", 0).put("y", first))
              .put("seats", row));
    }
    Instant start = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    return new JsonObject()
        .put("title", "A concert")
        .put("venue", "A hall")
        .put(
            "salesOpenAt", Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS).toString())
        .put("salesCloseAt", start.toString())
        .put("prices", new JsonObject().put("Standard", PRICE))
        .put(
            "performances", new JsonArray().add(new JsonObject().put("startsAt", start.toString())))
        .put(
            "seatingPlan",
            new JsonObject()
                .put("name", "A plan")
                .put("size", new JsonObject().put("width", 100).put("height", 100))
                .put(
                    "categories",
                    new JsonArray()
                        .add(new JsonObject().put("name", "Standard").put("color", "#336699")))
                .put(
                    "zones",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("name", "Stalls")
                                .put("position", new JsonObject().put("x", 0).put("y", 0))
                                .put("rows", rows)
                                .put("areas", new JsonArray()))));
  }

  public Rest operator() {
    return operator;
  }

  public Rest anonymous() {
    return anonymous;
  }

  public String concertId() {
    return concertId;
  }

  public String performanceId() {
    return performanceId;
  }

  /** Signs up so many buyers, each with this balance. */
  public List<Rest> buyers(String prefix, int count, long balance) {
    List<Rest> buyers = new ArrayList<>();
    for (int start = 0; start < count; start += 50) {
      List<Future<Rest>> batch =
          IntStream.range(start, Math.min(count, start + 50))
              .mapToObj(n -> anonymous.signUp(prefix + n))
              .map(buyer -> balance > 0 ? buyer.compose(rest -> rest.charged(balance)) : buyer)
              .toList();
      Future.all(batch).await();
      batch.forEach(buyer -> buyers.add(buyer.result()));
    }
    return buyers;
  }

  /** Lets all of them join; they have their queue tokens then. */
  public List<Rest> joined(List<Rest> buyers) {
    List<Future<Rest>> joins = buyers.stream().map(buyer -> buyer.joined(concertId)).toList();
    Future.all(joins).await();
    return joins.stream().map(Future::result).toList();
  }

  /** Every seat's id in plan order, seen by an admitted buyer. */
  public List<String> seatIds(Rest admitted) {
    return admitted
        .get("/performances/" + performanceId + "/seats")
        .await()
        .expect(200)
        .body()
        .getJsonArray("seats")
        .stream()
        .map(seat -> ((JsonObject) seat).getString("seatId"))
        .toList();
  }

  /** Runs the verification and gives its findings: none where all holds. */
  public JsonArray findings() {
    return operator.post("/admin/verify", null).await().expect(200).body().getJsonArray("findings");
  }
}
