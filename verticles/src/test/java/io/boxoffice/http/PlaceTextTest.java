package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is written by hand says what the JSON library would. */
class PlaceTextTest {
  private static final long LAST_MS = 253_402_300_799_999L;

  private static String written(AsciiText text) {
    return text.toBuffer().toString();
  }

  @Property(tries = 500)
  void aPlaceIsTheOperatorsFormAndItsToken(
      @ForAll long concertId,
      @ForAll long userId,
      @ForAll long sequence,
      @ForAll long position,
      @ForAll boolean admitted,
      @ForAll boolean estimated,
      @ForAll @IntRange(min = 0) int wait,
      @ForAll @LongRange(min = 0, max = LAST_MS) long joinedMs,
      @ForAll @LongRange(min = 0, max = LAST_MS) long endMs) {
    Place place =
        new Place(
            new PlaceKey(concertId, userId, 1, sequence),
            admitted ? PlaceState.ADMITTED : PlaceState.WAITING,
            position,
            estimated ? wait : null,
            estimated ? wait + 7 : null,
            wait,
            joinedMs,
            admitted ? joinedMs : null,
            endMs,
            null,
            "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl-_",
            0,
            false);

    assertThat(PlaceText.of(place).toString())
        .isEqualTo(Views.adminPlace(place).put("token", place.token()).encode());
    assertThat(new JsonObject(PlaceText.of(place)).fieldNames()).hasSize(12);
  }

  @Property(tries = 1_000)
  void numbersAndMomentsAreWrittenAsUsual(
      @ForAll long number, @ForAll @LongRange(min = -62_167_219_200_000L, max = LAST_MS) long ms) {
    assertThat(written(new AsciiText(1).add(number))).isEqualTo(Long.toString(number));
    assertThat(written(new AsciiText(1).addTime(ms)))
        .isEqualTo(Views.time(ms))
        .satisfies(text -> assertThat(Instant.parse(text).toEpochMilli()).isEqualTo(ms));
  }

  @Test
  void theEndsOfTheNumbersAreWrittenToo() {
    for (long number : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 9, 10, 99, 100}) {
      assertThat(written(new AsciiText(1).add(number))).isEqualTo(Long.toString(number));
    }
  }
}
