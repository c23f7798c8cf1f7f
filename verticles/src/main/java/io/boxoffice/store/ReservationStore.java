package io.boxoffice.store;

import static io.boxoffice.store.ReservationSql.*;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.HeldSeats;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.ListReservations;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.PaymentReceipt;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservationHistory;
import io.boxoffice.shared.messages.ReservationMessages.ReservationPage;
import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Reservations and payments: each command is one call of a database function that takes all its
 * locks first. Refusals come as {@link Refusal}.
 */
public final class ReservationStore {
  /** The answer to a hold, and what it changed; nothing where it was replayed. */
  public record Held(HeldSeats answer, List<SeatStatus> changes) {}

  /**
   * The answer to a payment, and what it changed.
   *
   * @param liveHolds how many holds its user has left at the concert
   */
  public record Paid(PaymentReceipt receipt, List<SeatStatus> changes, int liveHolds) {}

  /** A hold whose admission must last until {@code expiresAtMs}. */
  public record LiveHold(long reservationId, PlaceKey place, long expiresAtMs) {}

  /** A paid reservation whose place is still to be completed. */
  public record Unsettled(long reservationId, PlaceKey place) {}

  private final Database database;
  private final GatheredCalls holds;
  private final GatheredCalls payments;

  /**
   * Confined to the caller's context: holds that come within a moment go together, so do payments.
   *
   * @param paces when what gathers goes on; each runs one work after the other on that context
   */
  public ReservationStore(Database database, Supplier<Executor> paces) {
    this.database = database;
    holds = new GatheredCalls(database, paces.get(), HOLD_SEATS, HOLD_SEATS_EACH);
    payments = new GatheredCalls(database, paces.get(), PAY_RESERVATION, PAY_RESERVATION_EACH);
  }

  /**
   * Holds the seats or refuses, as {@link HoldSeats} says.
   *
   * @param seatIds ascending, without repetition
   * @param admissionEndsAtMs no hold starts from then on
   * @param reservationId the id that the new reservation gets
   */
  public Future<Held> hold(
      HoldSeats command, List<Long> seatIds, long admissionEndsAtMs, long reservationId) {
    PlaceKey place = command.place();
    IdempotencyKey key = command.key();
    return holds
        .call(
            Tuple.tuple()
                .addLong(place.userId())
                .addLong(place.concertId())
                .addLong(place.epoch())
                .addLong(place.sequence())
                .addDouble((double) admissionEndsAtMs)
                .addLong(command.performanceId())
                .addArrayOfLong(seatIds.toArray(Long[]::new))
                .addLong(reservationId)
                .addString(key.method())
                .addString(key.path())
                .addString(key.key())
                .addString(key.bodyHash()))
        .map(ReservationStore::unlessRefused)
        .map(
            json -> {
              Reservation reservation = ReservationRows.fresh(json.getJsonObject("result"));
              return new Held(
                  new HeldSeats(reservation, json.getBoolean("replayed")),
                  owned(changes(json), place.userId(), reservation.expiresAtMs()));
            });
  }

  /**
   * The stored answer to a hold with this key, or empty; IDEMPOTENCY_KEY_REUSED. Whose answer has
   * been given is not withdrawn any more.
   */
  public Future<Optional<HeldSeats>> storedHold(IdempotencyKey key) {
    return database
        .query(
            STORED_ANSWER,
            Tuple.of(key.userId(), key.key(), key.path(), key.method(), key.bodyHash()))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return Optional.empty();
              }
              Row row = rows.iterator().next();
              if (!row.getString("body_hash").equals(key.bodyHash())) {
                throw new Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED);
              }
              return Optional.of(
                  new HeldSeats(ReservationRows.fresh(row.getJsonObject("result")), true));
            });
  }

  /**
   * Takes back a hold whose place is gone, and its key; gives the freed seats. Empty where both
   * stand: a repeat of the hold has been answered meanwhile, or it was paid.
   */
  public Future<Optional<List<SeatStatus>>> withdraw(IdempotencyKey key, long reservationId) {
    return call(
            WITHDRAW_HOLD,
            Tuple.of(key.userId(), reservationId, key.method(), key.path(), key.key()))
        .map(
            json ->
                json.getBoolean("stands", false) ? Optional.empty() : Optional.of(changes(json)));
  }

  /** Pays or refuses, as {@link PayReservation} says. */
  public Future<Paid> pay(PayReservation command, long paymentId, long entryId) {
    PlaceKey place = command.place();
    IdempotencyKey key = command.key();
    return payments
        .call(
            Tuple.tuple()
                .addLong(place.userId())
                .addLong(place.concertId())
                .addLong(place.epoch())
                .addLong(place.sequence())
                .addLong(command.reservationId())
                .addLong(paymentId)
                .addLong(entryId)
                .addString(key.method())
                .addString(key.path())
                .addString(key.key())
                .addString(key.bodyHash()))
        .map(ReservationStore::unlessRefused)
        .map(
            json -> {
              PaymentReceipt receipt =
                  ReservationRows.receipt(
                      json.getJsonObject("result"), json.getBoolean("replayed"));
              return new Paid(
                  receipt,
                  owned(changes(json), place.userId(), 0),
                  json.getInteger("liveHolds", 0));
            });
  }

  /** Releases one's own hold; gives the freed seats. RESERVATION_NOT_FOUND, ALREADY_PAID. */
  public Future<List<SeatStatus>> release(long userId, long reservationId) {
    return call(RELEASE_RESERVATION, Tuple.of(userId, reservationId))
        .map(ReservationStore::changes);
  }

  /** Releases every hold of the user at the concert; gives the freed seats. */
  public Future<List<SeatStatus>> releaseAll(long userId, long concertId) {
    return call(RELEASE_HOLDS, Tuple.of(userId, concertId)).map(ReservationStore::changes);
  }

  /** Frees the seats of at most {@code limit} lapsed holds; any node may, at any time. */
  public Future<List<SeatStatus>> expire(int limit) {
    return database
        .query(EXPIRE_HOLDS, Tuple.of(limit))
        .map(rows -> statuses(rows.iterator().next().getJsonArray(0)));
  }

  public Future<Optional<Reservation>> find(long userId, long reservationId) {
    return database
        .query(FIND_RESERVATION, Tuple.of(reservationId, userId))
        .map(rows -> rows.stream().map(ReservationRows::reservation).findFirst());
  }

  /** Anybody's reservation with its payment's changes, oldest first; empty where it is unknown. */
  public Future<Optional<ReservationHistory>> history(long reservationId) {
    return database
        .query(RESERVATION_HISTORY, Tuple.of(reservationId))
        .map(rows -> rows.stream().map(ReservationRows::history).findFirst());
  }

  public Future<ReservationPage> list(ListReservations query) {
    Tuple parameters =
        Tuple.tuple()
            .addLong(query.userId())
            .addLong(query.concertId())
            .addString(query.state() == null ? null : query.state().name())
            .addLong(query.beforeId())
            .addInteger(query.limit() + 1);
    return database
        .query(LIST_RESERVATIONS, parameters)
        .map(
            rows -> {
              List<Reservation> all = rows.stream().map(ReservationRows::reservation).toList();
              boolean more = all.size() > query.limit();
              List<Reservation> page = more ? all.subList(0, query.limit()) : all;
              return new ReservationPage(
                  page, more ? page.get(page.size() - 1).reservationId() : null);
            });
  }

  /** Live holds of the last 20 seconds, at most 1,000. */
  public Future<List<LiveHold>> youngHolds() {
    return database
        .query(LIST_YOUNG_HOLDS)
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new LiveHold(
                                row.getLong("id"),
                                ReservationRows.place(row),
                                row.getLong("expires_ms")))
                    .toList());
  }

  /** Payments of more than 2 seconds ago whose after-work is due and not known to be done. */
  public Future<List<Unsettled>> unsettled() {
    return database
        .query(LIST_UNSETTLED)
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Unsettled(row.getLong("id"), ReservationRows.place(row)))
                    .toList());
  }

  /** Notes that the after-work of these payments is done. Idempotent. */
  public Future<Void> settle(Collection<Long> reservationIds) {
    Long[] ascending = reservationIds.stream().sorted().toArray(Long[]::new);
    return database.query(SETTLE, Tuple.tuple().addArrayOfLong(ascending)).mapEmpty();
  }

  private Future<JsonObject> call(String sql, Tuple parameters) {
    return database
        .command(sql, parameters)
        .map(rows -> unlessRefused(rows.iterator().next().getJsonObject(0)));
  }

  private static JsonObject unlessRefused(JsonObject json) {
    if (!"OK".equals(json.getString("code"))) {
      throw refusal(json);
    }
    return json;
  }

  private static Refusal refusal(JsonObject json) {
    ErrorCode code = ErrorCode.valueOf(json.getString("code"));
    JsonObject attributes = json.copy();
    attributes.remove("code");
    JsonArray conflicting = attributes.getJsonArray("conflictingSeats");
    if (conflicting != null) {
      attributes.put(
          "conflictingSeats",
          new JsonArray(
              conflicting.stream().map(id -> Tsids.format(((Number) id).longValue())).toList()));
    }
    return new Refusal(code, attributes);
  }

  private static List<SeatStatus> changes(JsonObject json) {
    return statuses(json.getJsonArray("changes", new JsonArray()));
  }

  /** The same changes with whose the seats are now, which the functions need not say. */
  private static List<SeatStatus> owned(List<SeatStatus> changes, long ownerId, long heldUntilMs) {
    return changes.stream()
        .map(
            seat ->
                new SeatStatus(
                    seat.seatId(),
                    seat.performanceId(),
                    seat.state(),
                    seat.version(),
                    ownerId,
                    heldUntilMs))
        .toList();
  }

  private static List<SeatStatus> statuses(JsonArray changes) {
    return changes.stream().map(JsonObject.class::cast).map(ReservationStore::status).toList();
  }

  /** Reads what the functions' {@code changes} say of a seat. */
  private static SeatStatus status(JsonObject json) {
    return new SeatStatus(
        json.getLong("seatId"),
        json.getLong("performanceId"),
        SeatState.valueOf(json.getString("state")),
        json.getLong("version"));
  }
}
