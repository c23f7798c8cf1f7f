package io.boxoffice.store;

import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What PostgreSQL keeps of the queues: their settings, the sequences that were reserved, and who
 * holds seats. Futures complete on the caller's context and fail as {@link Database} says.
 */
public final class QueueStore {
  /**
   * A concert as its queue sees it.
   *
   * @param revision counts the changes of what its queue goes by
   * @param sequences what was reserved so far: sequences below this one
   * @param started whether its queue has ever been there
   * @param state as it is now, sale window included
   */
  public record QueuedConcert(
      long concertId,
      long epoch,
      long revision,
      long sequences,
      boolean started,
      ConcertState state,
      long salesOpenMs,
      long salesCloseMs,
      int capacity,
      int admitPerMinute,
      boolean paused,
      long waitingTtlMs,
      long admissionTtlMs,
      int maxWaiting) {}

  /** The owner of a live hold, and the place that it was made from. */
  public record Holder(long userId, long sequence, long heldAtMs, long expiresAtMs) {}

  private final Database database;

  public QueueStore(Database database) {
    this.database = database;
  }

  /** The concert, drafts included, or empty where there is none. */
  public Future<Optional<QueuedConcert>> find(long concertId) {
    return database
        .query(QueueSql.FIND_CONCERT, Tuple.of(concertId))
        .map(rows -> all(rows, QueueStore::concert).stream().findFirst());
  }

  /**
   * The concerts that may have a head with something to do, by id: drafts, too, which may have been
   * planned before, and none whose sale closed so long ago that the longest admission and the
   * longest hold are over.
   *
   * @param limit at most so many
   */
  public Future<List<QueuedConcert>> list(int limit) {
    return database
        .query(QueueSql.LIST_CONCERTS, Tuple.of(limit))
        .map(rows -> all(rows, QueueStore::concert));
  }

  /**
   * Reserves the next sequences of a concert: nobody else will ever get them. Not idempotent; what
   * a lost answer reserved stays unused.
   *
   * @return the first sequence above the reserved ones; empty where there is no such concert
   */
  public Future<Optional<Long>> reserveSequences(long concertId, int count) {
    return database
        .query(QueueSql.RESERVE_SEQUENCES, Tuple.of(concertId, (long) count))
        .map(rows -> all(rows, row -> row.getLong("queue_sequences")).stream().findFirst());
  }

  /** Everybody with a live hold at the concert, each once. */
  public Future<List<Holder>> holders(long concertId) {
    return database
        .query(QueueSql.LIST_HOLDERS, Tuple.of(concertId))
        .map(
            rows ->
                all(
                    rows,
                    row ->
                        new Holder(
                            row.getLong("user_id"),
                            row.getLong("queue_sequence"),
                            row.getLong("held_ms"),
                            row.getLong("expires_ms"))));
  }

  /** Remembers that the concert's queue is there. Idempotent. */
  public Future<Void> markStarted(long concertId) {
    return database.query(QueueSql.MARK_STARTED, Tuple.of(concertId)).mapEmpty();
  }

  /** The places of the concert that are paid for and hold nothing any more, by sequence. */
  public Future<List<Long>> paidSequences(long concertId) {
    return database
        .query(QueueSql.LIST_PAID, Tuple.of(concertId))
        .map(rows -> all(rows, row -> row.getLong("queue_sequence")));
  }

  private static QueuedConcert concert(Row row) {
    return new QueuedConcert(
        row.getLong("id"),
        row.getLong("queue_epoch"),
        row.getLong("queue_revision"),
        row.getLong("queue_sequences"),
        row.getBoolean("queue_started"),
        ConcertState.valueOf(row.getString("state_now")),
        row.getLong("sales_open_ms"),
        row.getLong("sales_close_ms"),
        row.getInteger("capacity"),
        row.getInteger("admit_per_minute"),
        row.getBoolean("queue_paused"),
        row.getInteger("waiting_ttl_seconds") * 1_000L,
        row.getInteger("admission_ttl_seconds") * 1_000L,
        row.getInteger("max_waiting"));
  }

  private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(read.apply(row)));
    return all;
  }
}
