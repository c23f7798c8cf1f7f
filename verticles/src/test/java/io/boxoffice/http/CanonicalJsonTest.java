package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The canonical text is the encoder's, with the members in order: stored hashes go on counting. */
class CanonicalJsonTest {
  /** Many that need an escape, and some that only look so. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', 'Z', '0', ' ', '~', '"', '\\', '/', '\b', '\n', '\u0001', '\u007f')
        .withChars('\u00e9', '\u2028', '\ud55c')
        .ofMaxLength(6);
  }

  @Property(tries = 500)
  void aLeafIsAsItIsEncoded(
      @ForAll @From("texts") String text, @ForAll long number, @ForAll double fraction) {
    for (Object leaf : new Object[] {text, number, fraction, true, null}) {
      assertThat(CanonicalJson.hash(leaf)).isEqualTo(Answer.hash(Json.encode(leaf)));
    }
    assertThat(CanonicalJson.hash(new JsonObject().put(text, text)))
        .isEqualTo(Answer.hash("{" + Json.encode(text) + ":" + Json.encode(text) + "}"));
  }

  @Test
  void membersComeInOrderAndElementsAsTheyStand() {
    JsonObject body =
        new JsonObject()
            .put("seatIds", new JsonArray(List.of("b", "a")))
            .put("performanceId", "p")
            .put("inner", new JsonObject().put("z", 1L).put("a", 2L));

    assertThat(CanonicalJson.hash(body))
        .isEqualTo(
            Answer.hash(
                """
                {"inner":{"a":2,"z":1},"performanceId":"p","seatIds":["b","a"]}\
                """));
  }
}
