package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.boxoffice.shared.messages.ReservationMessages.ReservedSeat;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written by hand says what the JSON library would. */
class ReservationTextTest {
  private static final long LAST_MS = 253_402_300_799_999L;

  @Property(tries = 500)
  void aHoldIsWhatIsReadOfItLater(
      @ForAll long id,
      @ForAll @IntRange(min = 1, max = 5) int seats,
      @ForAll long price,
      @ForAll @LongRange(min = 0, max = LAST_MS) long createdMs,
      @ForAll @IntRange(min = 0, max = 600_000) int ttlMs) {
    Reservation hold =
        hold(id, seats, new ReservedSeat(id + 4, "A", "12", "3", price), createdMs, ttlMs);

    assertThat(ReservationText.of(hold).toString()).isEqualTo(Views.reservation(hold).encode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1층", "a\"b", "back\\slash", "tab\tnew\nline", "\u007f", "𝄞", "</"})
  void namesAreEscapedAsUsual(String name) {
    Reservation hold = hold(1, 2, new ReservedSeat(2, name, name, name, 50), 1_000, 2_000);

    assertThat(ReservationText.of(hold).toString()).isEqualTo(Views.reservation(hold).encode());
    assertThat(
            new JsonObject(ReservationText.of(hold))
                .getJsonArray("seats")
                .getJsonObject(1)
                .getString("row"))
        .isEqualTo(name);
  }

  @Test
  void whatIsNoHoldIsNotWrittenAsOne() {
    assertThatThrownBy(
            () -> ReservationText.of(CannedAnswers.reservation(ReservationState.CONFIRMED)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Reservation hold(
      long id, int seats, ReservedSeat seat, long createdMs, int ttlMs) {
    return new Reservation(
        id,
        id + 1,
        id + 2,
        id + 3,
        Collections.nCopies(seats, seat),
        seat.priceMinor(),
        "KRW",
        ReservationState.HELD,
        createdMs,
        Math.min(LAST_MS, createdMs + ttlMs),
        null,
        createdMs);
  }
}
