package io.boxoffice.store;

import static io.boxoffice.store.ConcertSql.*;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.ReservationMessages.Concert;
import io.boxoffice.shared.messages.ReservationMessages.ConcertOnSale;
import io.boxoffice.shared.messages.ReservationMessages.ConcertPage;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.Performance;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceOwner;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.boxoffice.shared.messages.ReservationMessages.Seat;
import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads concerts, performances and seats. */
public final class ConcertStore {
  /**
   * A seat with the count of its changes.
   *
   * @param ownerId whose it is; 0 where it is nobody's
   * @param heldUntilMs the end of the hold; 0 unless it is held
   */
  public record VersionedSeat(Seat seat, long version, long ownerId, long heldUntilMs) {}

  /**
   * Seats as one statement saw them.
   *
   * @param horizon the oldest transaction that was not over then, by PostgreSQL's count: what any
   *     before it changed was seen. A lower one than an earlier read's means another history, as
   *     after a restore
   */
  public record SeatsAsOf<T>(long horizon, List<T> seats) {}

  /** Who has once held or owned a seat, or does so now. */
  public record FormerOwner(long seatId, long userId) {}

  private final Database database;

  public ConcertStore(Database database) {
    this.database = database;
  }

  /** Concerts with an id above {@code afterId}, at most {@code limit}. */
  public Future<ConcertPage> list(long afterId, int limit, boolean withDrafts) {
    return database
        .query(LIST_CONCERTS, Tuple.of(afterId, withDrafts, limit + 1))
        .map(
            rows -> {
              List<Concert> concerts = concerts(rows);
              boolean more = concerts.size() > limit;
              List<Concert> page = more ? concerts.subList(0, limit) : concerts;
              return new ConcertPage(page, more ? page.get(limit - 1).concertId() : null);
            });
  }

  public Future<Optional<Concert>> find(long concertId) {
    return database
        .query(FIND_CONCERT, Tuple.of(concertId))
        .map(rows -> concerts(rows).stream().findFirst());
  }

  /** Fails with SALES_NOT_OPEN or SALES_CLOSED where no concert is on sale. */
  public Future<ConcertOnSale> findOnSale() {
    return database
        .query(FIND_ON_SALE)
        .map(
            rows -> {
              Row row = rows.iterator().next();
              if (row.getLong("id") == null) {
                throw new Refusal(
                    row.getBoolean("scheduled")
                        ? ErrorCode.SALES_NOT_OPEN
                        : ErrorCode.SALES_CLOSED);
              }
              return new ConcertOnSale(row.getLong("id"));
            });
  }

  /** The performances by start, with their free seats and whether a hold may start now. */
  public Future<List<Performance>> performances(long concertId) {
    return database
        .query(LIST_PERFORMANCES, Tuple.of(concertId))
        .map(rows -> rows.stream().map(ConcertStore::performance).toList());
  }

  public Future<Optional<PerformanceOwner>> owner(long performanceId) {
    return database
        .query(FIND_PERFORMANCE, Tuple.of(performanceId))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new PerformanceOwner(performanceId, row.getLong("concert_id")))
                    .findFirst());
  }

  /** Every seat of a performance in plan order. */
  public Future<SeatsAsOf<VersionedSeat>> seats(long performanceId) {
    return database
        .query(LIST_SEATS, Tuple.of(performanceId))
        .map(
            rows ->
                new SeatsAsOf<>(
                    rows.stream().findFirst().map(row -> row.getLong("horizon")).orElse(0L),
                    rows.stream().map(ConcertStore::seat).toList()));
  }

  /**
   * The states of the seats that may have changed since earlier reads, some perhaps as they were
   * then.
   *
   * @param horizons of those reads, by performance
   */
  public Future<SeatsAsOf<SeatStatus>> changedSeats(Map<Long, Long> horizons) {
    Long[] performanceIds = horizons.keySet().toArray(Long[]::new);
    Long[] seen = Arrays.stream(performanceIds).map(horizons::get).toArray(Long[]::new);
    return database
        .query(
            LIST_CHANGED_SEATS, Tuple.tuple().addArrayOfLong(performanceIds).addArrayOfLong(seen))
        .map(
            rows ->
                new SeatsAsOf<>(
                    rows.iterator().next().getLong("horizon"),
                    rows.stream()
                        .filter(row -> row.getLong("id") != null)
                        .map(ConcertStore::status)
                        .toList()));
  }

  /** Who has ever held or owned a seat of the performance; who has it now is among them. */
  public Future<List<FormerOwner>> formerOwners(PerformanceOwner performance) {
    return database
        .query(LIST_FORMER_OWNERS, Tuple.of(performance.concertId(), performance.performanceId()))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              Long[] seats = row.getArrayOfLongs("seats");
              Long[] owners = row.getArrayOfLongs("owners");
              return IntStream.range(0, seats.length)
                  .mapToObj(i -> new FormerOwner(seats[i], owners[i]))
                  .toList();
            });
  }

  /** Writes down what time and sales have made of the concerts; gives those that changed. */
  public Future<List<Long>> sweep() {
    return database
        .query(SWEEP_CONCERTS)
        .map(rows -> rows.iterator().next().getArrayOfLongs(0))
        .map(List::of);
  }

  private static List<Concert> concerts(RowSet<Row> rows) {
    List<Concert> concerts = new ArrayList<>();
    for (Row row : rows) {
      concerts.add(concert(row));
    }
    return concerts;
  }

  private static Concert concert(Row row) {
    JsonArray performances = row.getJsonArray("performances");
    return new Concert(
        row.getLong("id"),
        row.getString("title"),
        row.getString("venue"),
        ConcertState.valueOf(row.getString("state_now")),
        row.getString("currency"),
        row.getString("time_zone"),
        row.getLong("sales_open_ms"),
        row.getLong("sales_close_ms"),
        row.getInteger("max_held_seats"),
        row.getInteger("max_seats_per_user"),
        row.getInteger("hold_seconds"),
        row.getInteger("capacity"),
        row.getInteger("admit_per_minute"),
        row.getInteger("max_waiting"),
        row.getInteger("waiting_ttl_seconds"),
        row.getInteger("admission_ttl_seconds"),
        row.getBoolean("queue_paused"),
        row.getLong("total_seats").intValue(),
        performances.stream()
            .map(JsonObject.class::cast)
            .map(
                json ->
                    new PerformanceSummary(
                        json.getLong("id"),
                        json.getLong("startsAtMs"),
                        PerformanceState.valueOf(json.getString("state"))))
            .toList());
  }

  private static Performance performance(Row row) {
    return new Performance(
        row.getLong("id"),
        row.getLong("starts_ms"),
        row.getString("day"),
        row.getBoolean("bookable"),
        row.getLong("available").intValue(),
        row.getInteger("total_seats"));
  }

  private static SeatStatus status(Row row) {
    return new SeatStatus(
        row.getLong("id"),
        row.getLong("performance_id"),
        SeatState.valueOf(row.getString("state")),
        row.getLong("version"),
        row.getLong("owner_id"),
        row.getLong("held_until_ms"));
  }

  private static VersionedSeat seat(Row row) {
    return new VersionedSeat(
        new Seat(
            row.getLong("id"),
            row.getInteger("ordinal"),
            row.getString("zone"),
            row.getString("row_label"),
            row.getString("number"),
            row.getString("category"),
            row.getLong("price"),
            SeatState.valueOf(row.getString("state"))),
        row.getLong("version"),
        row.getLong("owner_id"),
        row.getLong("held_until_ms"));
  }
}
