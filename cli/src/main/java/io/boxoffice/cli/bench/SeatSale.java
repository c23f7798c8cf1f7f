package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.bench.stage.Records.SeatRow;
import io.boxoffice.shared.id.Tsids;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A concert at which every buyer of a crowd wants one seat, each another one; and what each was
 * told so far.
 */
final class SeatSale {
  private static final byte[] HOLD =
      BuyerRequests.head("POST", "/api/v1/reservations", "Content-Type: application/json");
  private static final byte[] PAYMENT = BuyerRequests.ascii("POST /api/v1/reservations/");
  private static final byte[] PAYMENT_REST =
      BuyerRequests.ascii("/payment HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n");
  private static final byte[] AUTHORIZATION = BuyerRequests.ascii("Authorization: Bearer ");
  private static final byte[] QUEUE_TOKEN = BuyerRequests.ascii("\r\nQueue-Token: ");
  private static final byte[] KEY = BuyerRequests.ascii("\r\nIdempotency-Key: ");
  private static final byte[] LENGTH = BuyerRequests.ascii("\r\nContent-Length: ");
  private static final byte[] END = BuyerRequests.ascii("\r\n\r\n");

  /** What a buyer has been told. */
  enum Told {
    /** Nothing, or that the hold was refused. */
    NOTHING,
    /** A hold is under way, or it has got no answer or one that leaves it open. */
    HOLD_OPEN,
    HELD,
    /** The same of the payment. */
    PAYMENT_OPEN,
    PAID
  }

  private final Places places;
  private final List<SeatRow> seats;
  private final Told[] told;
  private final long[] reservations;

  /**
   * @param seats at least as many as there are buyers
   */
  SeatSale(Places places, List<SeatRow> seats) {
    if (seats.size() < places.crowd().size()) {
      throw new IllegalArgumentException("every buyer wants a seat");
    }
    this.places = places;
    this.seats = List.copyOf(seats);
    told = new Told[places.crowd().size()];
    Arrays.fill(told, Told.NOTHING);
    reservations = new long[told.length];
  }

  int size() {
    return told.length;
  }

  String concertId() {
    return places.concertId();
  }

  long userId(int buyer) {
    return places.crowd().userId(buyer);
  }

  Told told(int buyer) {
    return told[buyer];
  }

  /** Of a hold that was confirmed; 0 before. */
  long reservation(int buyer) {
    return reservations[buyer];
  }

  void writeHold(ByteBuffer out, int buyer, byte[] key) {
    told[buyer] = Told.HOLD_OPEN;
    SeatRow seat = seats.get(buyer);
    byte[] body =
        BuyerRequests.ascii(
            ReadTrials.holdBody(Tsids.format(seat.performanceId()), Tsids.format(seat.seatId())));
    out.put(HOLD);
    writeRest(out, buyer, key, body);
  }

  void writePayment(ByteBuffer out, int buyer, byte[] key) {
    told[buyer] = Told.PAYMENT_OPEN;
    out.put(PAYMENT).put(BuyerRequests.ascii(Tsids.format(reservations[buyer]))).put(PAYMENT_REST);
    writeRest(out, buyer, key, new byte[0]);
  }

  private void writeRest(ByteBuffer out, int buyer, byte[] key, byte[] body) {
    out.put(AUTHORIZATION).put(places.crowd().accessToken(buyer));
    out.put(QUEUE_TOKEN).put(places.token(buyer));
    out.put(KEY).put(key);
    out.put(LENGTH).put(BuyerRequests.ascii(Integer.toString(body.length))).put(END).put(body);
  }

  void refused(int buyer) {
    told[buyer] = told[buyer] == Told.HOLD_OPEN ? Told.NOTHING : Told.HELD;
  }

  void held(int buyer, long reservationId) {
    told[buyer] = Told.HELD;
    reservations[buyer] = reservationId;
  }

  /** The token goes: many sales' would fill the memory. */
  void paid(int buyer) {
    told[buyer] = Told.PAID;
    places.keep(buyer, null);
  }
}
