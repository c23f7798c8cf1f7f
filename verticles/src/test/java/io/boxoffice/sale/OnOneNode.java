package io.boxoffice.sale;

import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A node of its own for each class of tests, and what its buyers do. */
abstract class OnOneNode {
  private static Vertx vertx;
  private static String database;
  private static TestNode node;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = TestPostgres.newDatabase();
    node = TestNode.start(database);
  }

  @AfterAll
  static void stop() {
    node.close();
    vertx.close().await();
  }

  static String database() {
    return database;
  }

  /** A concert that is on sale at once; settings are more members of the import's body. */
  static TestSale open(int seats, JsonObject settings) {
    return TestSale.open(vertx, node.baseUrl(), seats, settings);
  }

  static JsonObject capacity(int capacity) {
    return new JsonObject().put("queue", new JsonObject().put("capacity", capacity));
  }

  /** Buyers who joined one after the other: the first ones are admitted. */
  static List<Rest> inOrder(TestSale sale, String prefix, int count) {
    List<Rest> buyers = sale.buyers(prefix, count, 0);
    return IntStream.range(0, count)
        .mapToObj(n -> buyers.get(n).joined(sale.concertId()).await())
        .toList();
  }

  static String held(TestSale sale, Rest buyer, String seat) {
    return buyer
        .hold(sale.performanceId(), "hold", seat)
        .await()
        .expect(201)
        .body()
        .getString("reservationId");
  }

  static String seats(TestSale sale) {
    return "/performances/" + sale.performanceId() + "/seats";
  }

  static List<JsonObject> items(Answer answer) {
    return answer.expect(200).body().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  /** Runs a statement on the node's database: only time does some things. */
  static void execute(String statement) {
    try (Connection connection = TestPostgres.jdbc(database);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }
}
