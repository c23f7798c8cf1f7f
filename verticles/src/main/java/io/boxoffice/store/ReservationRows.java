package io.boxoffice.store;

import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.Payment;
import io.boxoffice.shared.messages.ReservationMessages.PaymentChange;
import io.boxoffice.shared.messages.ReservationMessages.PaymentReceipt;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservationHistory;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.boxoffice.shared.messages.ReservationMessages.ReservedSeat;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/** Reservations, payments and places as the database's rows and JSON have them. */
final class ReservationRows {
  private ReservationRows() {}

  /** As it was when it was made, so that a repeated answer is the same to the letter. */
  static Reservation fresh(JsonObject json) {
    return reservation(json, json.getLong("createdAtMs"));
  }

  static Reservation reservation(Row row) {
    return reservation(row.getJsonObject("reservation"), row.getLong("now_ms"));
  }

  private static Reservation reservation(JsonObject json, long asOfMs) {
    JsonObject payment = json.getJsonObject("payment");
    return new Reservation(
        json.getLong("reservationId"),
        json.getLong("userId"),
        json.getLong("concertId"),
        json.getLong("performanceId"),
        json.getJsonArray("seats").stream()
            .map(JsonObject.class::cast)
            .map(ReservationRows::reservedSeat)
            .toList(),
        json.getLong("amountMinor"),
        json.getString("currency"),
        ReservationState.valueOf(json.getString("state")),
        json.getLong("createdAtMs"),
        json.getLong("expiresAtMs"),
        payment == null
            ? null
            : new Payment(
                payment.getLong("paymentId"),
                payment.getLong("amountMinor"),
                payment.getLong("paidAtMs"),
                payment.getString("state")),
        asOfMs);
  }

  private static ReservedSeat reservedSeat(JsonObject json) {
    return new ReservedSeat(
        json.getLong("seatId"),
        json.getString("zone"),
        json.getString("row"),
        json.getString("number"),
        json.getLong("priceMinor"));
  }

  static PlaceKey place(Row row) {
    return new PlaceKey(
        row.getLong("concert_id"),
        row.getLong("user_id"),
        row.getLong("queue_epoch"),
        row.getLong("queue_sequence"));
  }

  static ReservationHistory history(Row row) {
    return new ReservationHistory(
        reservation(row),
        row.getJsonArray("history").stream()
            .map(JsonObject.class::cast)
            .map(
                change ->
                    new PaymentChange(
                        change.getString("state"),
                        change.getString("transactionKey"),
                        change.getLong("occurredAtMs"),
                        change.getLong("updatedAtMs")))
            .toList());
  }

  static PaymentReceipt receipt(JsonObject json, boolean replayed) {
    return new PaymentReceipt(
        json.getLong("paymentId"),
        json.getLong("reservationId"),
        json.getLong("amountMinor"),
        json.getLong("balanceMinor"),
        json.getLong("paidAtMs"),
        replayed);
  }
}
