package io.boxoffice.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Connections for commands of one statement each: one is sent without waiting for the answers to
 * those before it, so that a database that is far away, or slow to answer, costs time and not
 * throughput.
 *
 * <p>A statement that waits for a row keeps those behind it waiting, too. Each goes to the lane
 * with the fewest before it, so that a lane that stands still is left alone. Safe for use from any
 * thread.
 */
public final class CommandLanes {
  private final List<SqlClient> lanes;
  private final AtomicIntegerArray underWay;

  /**
   * @param lanes one connection each
   */
  public CommandLanes(List<SqlClient> lanes) {
    if (lanes.isEmpty()) {
      throw new IllegalArgumentException("commands need a connection");
    }
    this.lanes = List.copyOf(lanes);
    this.underWay = new AtomicIntegerArray(lanes.size());
  }

  Future<RowSet<Row>> execute(String sql, Tuple parameters) {
    int lane = shortest();
    underWay.incrementAndGet(lane);
    return lanes
        .get(lane)
        .preparedQuery(sql)
        .execute(parameters)
        .onComplete(done -> underWay.decrementAndGet(lane));
  }

  private int shortest() {
    int shortest = 0;
    for (int lane = 1; lane < lanes.size(); lane++) {
      if (underWay.get(lane) < underWay.get(shortest)) {
        shortest = lane;
      }
    }
    return shortest;
  }

  /** Closes the connections. */
  public Future<Void> close() {
    return Future.join(lanes.stream().map(SqlClient::close).toList()).mapEmpty();
  }
}
