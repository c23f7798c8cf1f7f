package io.boxoffice.http;

import static io.boxoffice.http.AsciiText.bytes;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.ReservationMessages.PaymentReceipt;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.boxoffice.shared.messages.ReservationMessages.ReservedSeat;
import io.vertx.core.buffer.Buffer;

/**
 * How the contract writes a fresh hold and a payment's receipt: what a sale answers again and
 * again, so it is written straight into bytes. What else is read of reservations is {@link
 * Views#reservation}.
 */
final class ReservationText {
  private static final int USUAL_LENGTH = 700;
  private static final int RECEIPT_LENGTH = 220;

  private static final byte[] RESERVATION = bytes("{\"reservationId\":\"");
  private static final byte[] CONCERT = bytes("\",\"concertId\":\"");
  private static final byte[] PERFORMANCE = bytes("\",\"performanceId\":\"");
  private static final byte[] SEATS = bytes("\",\"seats\":[");
  private static final byte[] SEAT = bytes("{\"seatId\":\"");
  private static final byte[] NEXT_SEAT = bytes(",{\"seatId\":\"");
  private static final byte[] ZONE = bytes("\",\"zone\":");
  private static final byte[] ROW = bytes(",\"row\":");
  private static final byte[] NUMBER = bytes(",\"number\":");
  private static final byte[] PRICE = bytes(",\"price\":");
  private static final byte[] SEAT_END = bytes("}");
  private static final byte[] AMOUNT = bytes("],\"amount\":");
  private static final byte[] CURRENCY = bytes(",\"currency\":");
  private static final byte[] HELD = bytes(",\"state\":\"HELD\",\"createdAt\":\"");
  private static final byte[] EXPIRES = bytes("\",\"expiresAt\":\"");
  private static final byte[] EXPIRES_IN = bytes("\",\"expiresInSeconds\":");
  private static final byte[] END = bytes(",\"payment\":null}");

  private static final byte[] PAYMENT = bytes("{\"paymentId\":\"");
  private static final byte[] OF_RESERVATION = bytes("\",\"reservationId\":\"");
  private static final byte[] PAID_AMOUNT = bytes("\",\"amount\":");
  private static final byte[] BALANCE = bytes(",\"balance\":");
  private static final byte[] PAID_AT = bytes(",\"paidAt\":\"");
  private static final byte[] CONFIRMED = bytes("\",\"state\":\"CONFIRMED\"}");

  private ReservationText() {}

  /**
   * A hold as JSON.
   *
   * @throws IllegalArgumentException where the reservation is not held
   */
  static Buffer of(Reservation hold) {
    if (hold.state() != ReservationState.HELD) {
      throw new IllegalArgumentException("no hold: " + hold.state());
    }
    AsciiText text =
        new AsciiText(USUAL_LENGTH)
            .add(RESERVATION)
            .add(Tsids.format(hold.reservationId()))
            .add(CONCERT)
            .add(Tsids.format(hold.concertId()))
            .add(PERFORMANCE)
            .add(Tsids.format(hold.performanceId()))
            .add(SEATS);
    for (int i = 0; i < hold.seats().size(); i++) {
      addSeat(text.add(i == 0 ? SEAT : NEXT_SEAT), hold.seats().get(i));
    }
    return text.add(AMOUNT)
        .add(hold.amountMinor())
        .add(CURRENCY)
        .addQuoted(hold.currency())
        .add(HELD)
        .addTime(hold.createdAtMs())
        .add(EXPIRES)
        .addTime(hold.expiresAtMs())
        .add(EXPIRES_IN)
        .add(Views.secondsLeft(hold))
        .add(END)
        .toBuffer();
  }

  private static void addSeat(AsciiText text, ReservedSeat seat) {
    text.add(Tsids.format(seat.seatId()))
        .add(ZONE)
        .addQuoted(seat.zone())
        .add(ROW)
        .addQuoted(seat.row())
        .add(NUMBER)
        .addQuoted(seat.number())
        .add(PRICE)
        .add(seat.priceMinor())
        .add(SEAT_END);
  }

  /** A payment's receipt as JSON. */
  static Buffer of(PaymentReceipt receipt) {
    return new AsciiText(RECEIPT_LENGTH)
        .add(PAYMENT)
        .add(Tsids.format(receipt.paymentId()))
        .add(OF_RESERVATION)
        .add(Tsids.format(receipt.reservationId()))
        .add(PAID_AMOUNT)
        .add(receipt.amountMinor())
        .add(BALANCE)
        .add(receipt.balanceMinor())
        .add(PAID_AT)
        .addTime(receipt.paidAtMs())
        .add(CONFIRMED)
        .toBuffer();
  }
}
