package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.ReservationMessages.Concert;
import io.boxoffice.shared.messages.ReservationMessages.Payment;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.boxoffice.shared.messages.ReservationMessages.ReservedSeat;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeState;
import io.boxoffice.shared.messages.WalletMessages.LedgerEntry;
import io.boxoffice.shared.messages.WalletMessages.Wallet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** How the contract writes what the services answer. */
final class Views {
  private Views() {}

  /** ISO-8601 UTC with milliseconds; null stays null. */
  static String time(Long epochMs) {
    return epochMs == null ? null : AsciiText.time(epochMs);
  }

  static <T> JsonArray list(List<T> values, Function<T, JsonObject> view) {
    JsonArray list = new JsonArray();
    values.forEach(value -> list.add(view.apply(value)));
    return list;
  }

  static <T> JsonObject page(List<T> values, Function<T, JsonObject> view, String nextCursor) {
    return new JsonObject().put("items", list(values, view)).put("nextCursor", nextCursor);
  }

  static JsonObject concert(Concert concert) {
    return new JsonObject()
        .put("concertId", format(concert.concertId()))
        .put("title", concert.title())
        .put("venue", concert.venue())
        .put("state", concert.state().name())
        .put("currency", concert.currency())
        .put("timeZone", concert.timeZone())
        .put("salesOpenAt", time(concert.salesOpenAtMs()))
        .put("salesCloseAt", time(concert.salesCloseAtMs()))
        .put("performances", list(concert.performances(), Views::performanceStart));
  }

  /** The same with what only operators see. */
  static JsonObject adminConcert(Concert concert) {
    return concert(concert)
        .put("performances", list(concert.performances(), Views::adminPerformance))
        .put("maxHeldSeats", concert.maxHeldSeats())
        .put("maxSeatsPerUser", concert.maxSeatsPerUser())
        .put("holdSeconds", concert.holdSeconds())
        .put("totalSeats", concert.totalSeats())
        .put(
            "queue",
            new JsonObject()
                .put("capacity", concert.capacity())
                .put("admitPerMinute", concert.admitPerMinute())
                .put("maxWaiting", concert.maxWaiting())
                .put("waitingTtlSeconds", concert.waitingTtlSeconds())
                .put("admissionTtlSeconds", concert.admissionTtlSeconds())
                .put("paused", concert.queuePaused()));
  }

  static JsonObject performanceStart(PerformanceSummary performance) {
    return new JsonObject()
        .put("performanceId", format(performance.performanceId()))
        .put("startsAt", time(performance.startsAtMs()));
  }

  static JsonObject adminPerformance(PerformanceSummary performance) {
    return performanceStart(performance).put("state", performance.state().name());
  }

  /** A place without its token, which is its owner's alone; theirs is {@link PlaceText}. */
  static JsonObject adminPlace(Place place) {
    JsonObject wait =
        place.estimatedWaitLowSeconds() == null || place.estimatedWaitHighSeconds() == null
            ? null
            : new JsonObject()
                .put("low", place.estimatedWaitLowSeconds())
                .put("high", place.estimatedWaitHighSeconds());
    return new JsonObject()
        .put("concertId", format(place.key().concertId()))
        .put("userId", format(place.key().userId()))
        .put("state", place.state().name())
        .put("sequence", place.key().sequence())
        .put("position", place.position())
        .put("ahead", Math.max(0, place.position() - 1))
        .put("estimatedWaitSeconds", wait)
        .put("refreshAfterSeconds", place.refreshAfterSeconds())
        .put("joinedAt", time(place.joinedAtMs()))
        .put("admittedAt", time(place.admittedAtMs()))
        .put("expiresAt", time(place.expiresAtMs()));
  }

  static JsonObject reservation(Reservation reservation) {
    return new JsonObject()
        .put("reservationId", format(reservation.reservationId()))
        .put("concertId", format(reservation.concertId()))
        .put("performanceId", format(reservation.performanceId()))
        .put("seats", list(reservation.seats(), Views::reservedSeat))
        .put("amount", reservation.amountMinor())
        .put("currency", reservation.currency())
        .put("state", reservation.state().name())
        .put("createdAt", time(reservation.createdAtMs()))
        .put("expiresAt", time(reservation.expiresAtMs()))
        .put("expiresInSeconds", secondsLeft(reservation))
        .put("payment", reservation.payment() == null ? null : payment(reservation.payment()));
  }

  /** Whole seconds that a hold has left, the last one begun; 0 for what is no hold. */
  static long secondsLeft(Reservation reservation) {
    long leftMs = reservation.expiresAtMs() - reservation.asOfMs();
    return reservation.state() == ReservationState.HELD
        ? Math.max(0, Math.floorDiv(leftMs + 999, 1_000))
        : 0;
  }

  static JsonObject adminReservation(Reservation reservation) {
    return reservation(reservation).put("userId", format(reservation.userId()));
  }

  private static JsonObject reservedSeat(ReservedSeat seat) {
    return new JsonObject()
        .put("seatId", format(seat.seatId()))
        .put("zone", seat.zone())
        .put("row", seat.row())
        .put("number", seat.number())
        .put("price", seat.priceMinor());
  }

  private static JsonObject payment(Payment payment) {
    return new JsonObject()
        .put("paymentId", format(payment.paymentId()))
        .put("amount", payment.amountMinor())
        .put("paidAt", time(payment.paidAtMs()))
        .put("state", payment.state());
  }

  /** 201 where the money is there, 202 where the gateway has not answered yet. */
  static Answer charged(Charge charge) {
    JsonObject body =
        new JsonObject()
            .put("chargeId", format(charge.chargeId()))
            .put("amount", charge.amountMinor());
    return charge.state() == ChargeState.APPROVED
        ? Answer.of(201, body.put("balance", charge.balanceMinor())).replayed(charge.replayed())
        : Answer.of(202, body.put("state", charge.state().name()));
  }

  static JsonObject charge(Charge charge) {
    return new JsonObject()
        .put("chargeId", format(charge.chargeId()))
        .put("amount", charge.amountMinor())
        .put("state", charge.state().name())
        .put("balance", charge.balanceMinor());
  }

  static JsonObject wallet(Wallet wallet) {
    return new JsonObject()
        .put("userId", format(wallet.userId()))
        .put("balance", wallet.balanceMinor())
        .put("currency", wallet.currency());
  }

  static JsonObject entry(LedgerEntry entry) {
    return new JsonObject()
        .put("entryId", format(entry.entryId()))
        .put("kind", entry.kind().name())
        .put("amount", entry.amountMinor())
        .put("balanceAfter", entry.balanceAfterMinor())
        .put("reservationId", entry.reservationId() == null ? null : format(entry.reservationId()))
        .put("createdAt", time(entry.createdAtMs()));
  }
}
