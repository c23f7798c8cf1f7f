package io.boxoffice.cli.bench.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.cli.bench.stage.SqlMessages.Offer;
import io.boxoffice.cli.bench.stage.SqlMessages.Order;
import io.boxoffice.cli.bench.stage.SqlMessages.Setup;
import io.boxoffice.cli.client.RestChannel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The yardstick of holds and payments: a node's statements through its driver, on as many
 * connections with the same options, and nothing of Boxoffice before or after them. Nobody calls
 * it: it asks the database by itself when a request would be due.
 */
final class SqlServer {
  private final Vertx vertx;
  private final Context context;
  private final SqlLanes lanes;
  private final SqlStock stock;

  private SqlServer(Vertx vertx, Setup setup) {
    this.vertx = vertx;
    context = vertx.getOrCreateContext();
    lanes = new SqlLanes(vertx, setup);
    stock = SqlStock.of(setup);
  }

  public static void main(String[] arguments) throws IOException {
    Setup setup = RestChannel.JSON.readValue(NodeServer.readLine(), Setup.class);
    Vertx vertx = Vertx.vertx();
    SqlServer server = new SqlServer(vertx, setup);
    ServerProcess.serve(setup.url(), server::obey, () -> vertx.close().await());
  }

  private void obey(String line) throws IOException {
    Order order = RestChannel.JSON.readValue(line, Order.class);
    if (order.concertId() != null) {
      say(on(() -> stock.take(lanes, order.concertId())).await());
    } else {
      run(order.offer());
    }
  }

  private void run(Offer offer) throws JsonProcessingException {
    SqlLoad load = new SqlLoad(vertx, offer, this::ask, ServerProcess::say);
    say(on(() -> load.run().map(done -> load.outcome(stock.left()))).await());
  }

  private Future<Boolean> ask() {
    return stock.left() == 0
        ? null
        : lanes.execute(stock.command(), stock.next()).map(SqlServer::isDone);
  }

  /** Reads the answer, as a node must. */
  private static boolean isDone(RowSet<Row> rows) {
    JsonObject json = rows.iterator().next().getJsonObject(0);
    return "OK".equals(json.getString("code")) && !json.getBoolean("replayed");
  }

  private static void say(Object answer) throws JsonProcessingException {
    ServerProcess.say(RestChannel.JSON.writeValueAsString(answer));
  }

  private <T> Future<T> on(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(now -> work.get().onComplete(promise));
    return promise.future();
  }
}
