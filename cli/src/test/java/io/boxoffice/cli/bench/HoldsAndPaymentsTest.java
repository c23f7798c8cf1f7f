package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.cli.bench.SeatSale.Told;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.bench.stage.Records.ReservationRow;
import io.boxoffice.cli.bench.stage.Records.SeatRow;
import io.boxoffice.shared.id.Tsids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HoldsAndPaymentsTest {
  private static final int BUYERS = 3;
  private static final long RESERVATION = 77;

  private final HoldsAndPayments requests = new HoldsAndPayments();
  private final SeatSale sale = sale();
  private final ByteBuffer out = ByteBuffer.allocate(4_096);

  private static SeatSale sale() {
    List<byte[]> tokens = Stream.of("a0", "a1", "a2").map(BuyerRequests::ascii).toList();
    Places places = new Places(new Crowd(1_000, tokens), Tsids.format(5));
    for (int buyer = 0; buyer < BUYERS; buyer++) {
      places.keep(buyer, BuyerRequests.ascii("q" + buyer));
    }
    return new SeatSale(
        places, List.of(new SeatRow(9, 100), new SeatRow(9, 101), new SeatRow(9, 102)));
  }

  @BeforeEach
  void open() {
    requests.add(sale);
  }

  private String next() {
    out.clear();
    requests.write(out);
    return new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII);
  }

  private boolean answer(int number, int status) {
    byte[] body =
        BuyerRequests.ascii("{\"reservationId\":\"" + Tsids.format(RESERVATION + number) + "\"}");
    return requests.answered(number, status, body, body.length);
  }

  @Test
  void eachHoldsAnOwnSeatAndPaysItUnderAKeyOfItsOwn() {
    String hold = next();
    assertThat(answer(0, 201)).isTrue();
    String payment = next();
    assertThat(answer(0, 201)).isTrue();
    String another = next();

    assertThat(hold)
        .matches(
            "(?s)POST /api/v1/reservations HTTP/1.1\r\n.*Authorization: Bearer a0\r\n"
                + "Queue-Token: q0\r\nIdempotency-Key: \\S+-0\r\nContent-Length: 61\r\n\r\n"
                + "\\{\"performanceId\":\"%s\",\"seatIds\":\\[\"%s\"]}"
                    .formatted(Tsids.format(9), Tsids.format(100)));
    assertThat(payment)
        .matches(
            "(?s)POST /api/v1/reservations/%s/payment HTTP/1.1\r\n.*Bearer a0\r\n.*q0\r\n.*-1\r\n.*0\r\n\r\n"
                .formatted(Tsids.format(RESERVATION)));
    assertThat(another).contains("Bearer a1", Tsids.format(101), "-2\r\n");
    assertThat(sale.told(0)).isEqualTo(Told.PAID);
    assertThat(sale.told(1)).isEqualTo(Told.HOLD_OPEN);
    assertThat(sale.reservation(0)).isEqualTo(RESERVATION);
  }

  @Test
  void whoIsTurnedAwayStandsBehindTheOthers() {
    next();
    assertThat(answer(0, 503)).isFalse();
    assertThat(sale.told(0)).isEqualTo(Told.NOTHING);
    assertThat(next()).contains("Bearer a1");
    assertThat(next()).contains("Bearer a2");
    assertThat(next()).contains("Bearer a0");
    answer(0, 201);
    assertThat(requests.seatsLeft()).isZero();
    assertThat(next()).contains("/payment", "Bearer a0");
    assertThat(answer(0, 503)).isFalse();
    assertThat(sale.told(0)).isEqualTo(Told.HELD);
    assertThat(requests.ranOut()).isFalse();
    assertThat(next()).contains("/payment", "Bearer a0");
    assertThat(next()).isEmpty();
    assertThat(requests.ranOut()).isTrue();
  }

  @Test
  void whatGetsNoAnswerIsOpenAndIsNotAskedAgain() {
    next();
    requests.unanswered(0);
    next();
    answer(1, 500);
    next();
    answer(2, 409);

    assertThat(sale.told(0)).isEqualTo(Told.HOLD_OPEN);
    assertThat(sale.told(1)).isEqualTo(Told.HOLD_OPEN);
    assertThat(sale.told(2)).isEqualTo(Told.NOTHING);
    assertThat(next()).isEmpty();
  }

  static List<Arguments> outcomes() {
    ReservationRow held = new ReservationRow(RESERVATION, 1_000, false, true);
    ReservationRow paid = new ReservationRow(RESERVATION, 1_000, true, true);
    ReservationRow torn = new ReservationRow(RESERVATION, 1_000, true, false);
    ReservationRow other = new ReservationRow(RESERVATION + 1, 1_000, true, true);
    return List.of(
        Arguments.of(Told.NOTHING, 0, null, true),
        Arguments.of(Told.NOTHING, 0, held, false),
        Arguments.of(Told.HOLD_OPEN, 0, null, true),
        Arguments.of(Told.HOLD_OPEN, 0, held, true),
        Arguments.of(Told.HOLD_OPEN, 0, paid, false),
        Arguments.of(Told.HELD, RESERVATION, null, false),
        Arguments.of(Told.HELD, RESERVATION, held, true),
        Arguments.of(Told.HELD, RESERVATION, paid, false),
        Arguments.of(Told.PAYMENT_OPEN, RESERVATION, null, false),
        Arguments.of(Told.PAYMENT_OPEN, RESERVATION, held, true),
        Arguments.of(Told.PAYMENT_OPEN, RESERVATION, paid, true),
        Arguments.of(Told.PAYMENT_OPEN, RESERVATION, torn, false),
        Arguments.of(Told.PAID, RESERVATION, held, false),
        Arguments.of(Told.PAID, RESERVATION, paid, true),
        Arguments.of(Told.PAID, RESERVATION, torn, false),
        Arguments.of(Told.PAID, RESERVATION, other, false),
        Arguments.of(Told.PAID, RESERVATION, null, false));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void nothingIsLost(Told told, long reservation, ReservationRow row, boolean asTold) {
    assertThat(LossCheck.asTold(told, reservation, row)).isEqualTo(asTold);
  }
}
