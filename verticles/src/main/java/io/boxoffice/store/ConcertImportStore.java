package io.boxoffice.store;

import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.boxoffice.store.NewConcert.NewSeat;
import io.boxoffice.store.NewConcert.QueueSettings;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Writes a whole concert: its row, its performances, and every seat of each of them. */
public final class ConcertImportStore {
  /** Rows a statement: large enough that round trips cost nothing, small enough to encode. */
  private static final int BATCH = 5_000;

  private static final String INSERT_CONCERT =
      """
      insert into concerts (
        id, title, venue, state, currency, time_zone, sales_open_at, sales_close_at,
        max_held_seats, max_seats_per_user, hold_seconds, capacity, admit_per_minute,
        max_waiting, waiting_ttl_seconds, admission_ttl_seconds)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
      """;

  private static final String INSERT_PERFORMANCES =
      """
      insert into performances (id, concert_id, starts_at, total_seats)
      select id, $1, starts_at, $2
      from unnest($3::bigint[], $4::timestamptz[]) as performance (id, starts_at)
      """;

  private static final String INSERT_SEATS =
      """
      insert into seats (
        id, performance_id, ordinal, seat_guid, zone, row_label, number, category, price)
      select id, $1, ordinal, seat_guid, zone, row_label, number, category, price
      from unnest(
        $2::bigint[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::bigint[])
        as seat (id, ordinal, seat_guid, zone, row_label, number, category, price)
      """;

  private final LongSupplier ids;

  /**
   * @param ids gives a new TSID at each call
   */
  public ConcertImportStore(LongSupplier ids) {
    this.ids = ids;
  }

  /**
   * Writes the concert; gives its performances by start.
   *
   * @param connection in a transaction, so that it is there whole or not at all
   */
  public Future<List<PerformanceSummary>> insert(
      SqlConnection connection, long concertId, NewConcert concert) {
    List<PerformanceSummary> performances =
        concert.startsAtMs().stream()
            .map(ms -> new PerformanceSummary(ids.getAsLong(), ms, PerformanceState.OPEN))
            .toList();
    Future<?> chain =
        connection
            .preparedQuery(INSERT_CONCERT)
            .execute(concertRow(concertId, concert))
            .compose(
                done ->
                    connection
                        .preparedQuery(INSERT_PERFORMANCES)
                        .execute(performanceRows(concertId, concert, performances)));
    for (PerformanceSummary performance : performances) {
      chain =
          chain.compose(
              done -> insertSeats(connection, performance.performanceId(), concert.seats(), 0));
    }
    return chain.map(performances);
  }

  private Future<Void> insertSeats(
      SqlConnection connection, long performanceId, List<NewSeat> seats, int from) {
    if (from >= seats.size()) {
      return Future.succeededFuture();
    }
    int to = Math.min(from + BATCH, seats.size());
    return connection
        .preparedQuery(INSERT_SEATS)
        .execute(seatRows(performanceId, seats, from, to))
        .compose(done -> insertSeats(connection, performanceId, seats, to));
  }

  private static Tuple concertRow(long concertId, NewConcert concert) {
    QueueSettings queue = concert.queue();
    return Tuple.from(
        new Object[] {
          concertId,
          concert.title(),
          concert.venue(),
          concert.state().name(),
          concert.currency(),
          concert.timeZone(),
          timestamp(concert.salesOpenAtMs()),
          timestamp(concert.salesCloseAtMs()),
          concert.maxHeldSeats(),
          concert.maxSeatsPerUser(),
          concert.holdSeconds(),
          queue.capacity(),
          queue.admitPerMinute(),
          queue.maxWaiting(),
          queue.waitingTtlSeconds(),
          queue.admissionTtlSeconds()
        });
  }

  private static Tuple performanceRows(
      long concertId, NewConcert concert, List<PerformanceSummary> performances) {
    List<Long> performanceIds = new ArrayList<>();
    List<OffsetDateTime> starts = new ArrayList<>();
    for (PerformanceSummary performance : performances) {
      performanceIds.add(performance.performanceId());
      starts.add(timestamp(performance.startsAtMs()));
    }
    return Tuple.of(
        concertId,
        concert.seats().size(),
        performanceIds.toArray(Long[]::new),
        starts.toArray(OffsetDateTime[]::new));
  }

  private Tuple seatRows(long performanceId, List<NewSeat> seats, int from, int to) {
    int count = to - from;
    Long[] seatIds = new Long[count];
    Integer[] ordinals = new Integer[count];
    String[] guids = new String[count];
    String[] zones = new String[count];
    String[] rows = new String[count];
    String[] numbers = new String[count];
    String[] categories = new String[count];
    Long[] prices = new Long[count];
    for (int i = 0; i < count; i++) {
      NewSeat seat = seats.get(from + i);
      seatIds[i] = ids.getAsLong();
      ordinals[i] = from + i + 1;
      guids[i] = seat.guid();
      zones[i] = seat.zone();
      rows[i] = seat.row();
      numbers[i] = seat.number();
      categories[i] = seat.category();
      prices[i] = seat.priceMinor();
    }
    return Tuple.from(
        new Object[] {
          performanceId, seatIds, ordinals, guids, zones, rows, numbers, categories, prices
        });
  }

  private static OffsetDateTime timestamp(long ms) {
    return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
  }
}
