package io.boxoffice.store;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What operators change of a concert, its queue and its performances.
 *
 * <p>Rows are read {@code for no key update}: two operators wait for each other, while holds, which
 * only need the row to stay there (key share, by their foreign key), wait for neither.
 */
public final class ConcertChangeStore {
  private static final String LOCK_CONCERT =
      """
      select state, sales_open_at, sales_close_at, max_held_seats, max_seats_per_user, hold_seconds,
        capacity, admit_per_minute, queue_paused, waiting_ttl_seconds, admission_ttl_seconds
      from concerts
      where id = $1
      for no key update
      """;

  private static final String UPDATE_CONCERT =
      """
      update concerts
      set state = $2, sales_open_at = $3, sales_close_at = $4, max_held_seats = $5,
        max_seats_per_user = $6, hold_seconds = $7
      where id = $1
      """;

  private static final String UPDATE_QUEUE =
      """
      update concerts
      set capacity = $2, admit_per_minute = $3, queue_paused = $4, waiting_ttl_seconds = $5,
        admission_ttl_seconds = $6
      where id = $1
      """;

  private static final String LOCK_PERFORMANCE =
      """
      select concert_id, starts_at, state
      from performances
      where id = $1
      for no key update
      """;

  private static final String UPDATE_PERFORMANCE =
      """
      update performances
      set state = $2
      where id = $1
      """;

  private static final String LIST_LIVE =
      """
      select id
      from concerts
      where state <> 'DRAFT' and id > $1
      order by id
      limit $2
      """;

  private final Database database;

  public ConcertChangeStore(Database database) {
    this.database = database;
  }

  /**
   * The sale as it is stored.
   *
   * @param state what was decided; time may have made another of it since
   */
  public record Sale(
      ConcertState state,
      long salesOpenAtMs,
      long salesCloseAtMs,
      int maxHeldSeats,
      int maxSeatsPerUser,
      int holdSeconds) {}

  /** The queue's settings as they are stored. */
  public record QueueRow(
      int capacity,
      int admitPerMinute,
      boolean paused,
      int waitingTtlSeconds,
      int admissionTtlSeconds) {}

  /** A concert's changeable columns. */
  public record ConcertRow(Sale sale, QueueRow queue) {}

  /** A performance's row. */
  public record PerformanceRow(long concertId, long startsAtMs, PerformanceState state) {}

  /** Reads the concert and keeps others from changing it. Fails with CONCERT_NOT_FOUND. */
  public Future<ConcertRow> lockConcert(SqlConnection connection, long concertId) {
    return connection
        .preparedQuery(LOCK_CONCERT)
        .execute(Tuple.of(concertId))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.failedFuture(new Refusal(ErrorCode.CONCERT_NOT_FOUND))
                    : Future.succeededFuture(concertRow(rows.iterator().next())));
  }

  /** Writes a sale whose row the transaction has locked. */
  public Future<Void> updateSale(SqlConnection connection, long concertId, Sale sale) {
    return connection
        .preparedQuery(UPDATE_CONCERT)
        .execute(
            Tuple.from(
                new Object[] {
                  concertId,
                  sale.state().name(),
                  timestamp(sale.salesOpenAtMs()),
                  timestamp(sale.salesCloseAtMs()),
                  sale.maxHeldSeats(),
                  sale.maxSeatsPerUser(),
                  sale.holdSeconds()
                }))
        .mapEmpty();
  }

  /** Writes settings whose row the transaction has locked. */
  public Future<Void> updateQueue(SqlConnection connection, long concertId, QueueRow queue) {
    return connection
        .preparedQuery(UPDATE_QUEUE)
        .execute(
            Tuple.from(
                new Object[] {
                  concertId,
                  queue.capacity(),
                  queue.admitPerMinute(),
                  queue.paused(),
                  queue.waitingTtlSeconds(),
                  queue.admissionTtlSeconds()
                }))
        .mapEmpty();
  }

  /** Reads the performance and keeps others from changing it. Fails with PERFORMANCE_NOT_FOUND. */
  public Future<PerformanceRow> lockPerformance(SqlConnection connection, long performanceId) {
    return connection
        .preparedQuery(LOCK_PERFORMANCE)
        .execute(Tuple.of(performanceId))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.failedFuture(new Refusal(ErrorCode.PERFORMANCE_NOT_FOUND))
                    : Future.succeededFuture(performanceRow(rows.iterator().next())));
  }

  /** Writes the state of a performance whose row the transaction has locked. */
  public Future<Void> updatePerformance(
      SqlConnection connection, long performanceId, PerformanceState state) {
    return connection
        .preparedQuery(UPDATE_PERFORMANCE)
        .execute(Tuple.of(performanceId, state.name()))
        .mapEmpty();
  }

  /** Ids of concerts that are no drafts, above {@code afterId}, in order. */
  public Future<List<Long>> listLive(long afterId, int limit) {
    return database
        .query(LIST_LIVE, Tuple.of(afterId, limit))
        .map(rows -> rows.stream().map(row -> row.getLong("id")).toList());
  }

  private static ConcertRow concertRow(Row row) {
    Sale sale =
        new Sale(
            ConcertState.valueOf(row.getString("state")),
            ms(row, "sales_open_at"),
            ms(row, "sales_close_at"),
            row.getInteger("max_held_seats"),
            row.getInteger("max_seats_per_user"),
            row.getInteger("hold_seconds"));
    QueueRow queue =
        new QueueRow(
            row.getInteger("capacity"),
            row.getInteger("admit_per_minute"),
            row.getBoolean("queue_paused"),
            row.getInteger("waiting_ttl_seconds"),
            row.getInteger("admission_ttl_seconds"));
    return new ConcertRow(sale, queue);
  }

  private static PerformanceRow performanceRow(Row row) {
    return new PerformanceRow(
        row.getLong("concert_id"),
        ms(row, "starts_at"),
        PerformanceState.valueOf(row.getString("state")));
  }

  private static long ms(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant().toEpochMilli();
  }

  private static OffsetDateTime timestamp(long ms) {
    return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
  }
}
