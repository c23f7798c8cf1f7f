package io.boxoffice.shared.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.pointer.JsonPointer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointersTest {
  /** The examples of RFC 6901, section 6, but the empty ones. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "foo,/foo",
        "a/b,/a~1b",
        "c%d,/c%25d",
        "e^f,/e%5Ef",
        "g|h,/g%7Ch",
        "i\\j,/i%5Cj",
        "k\"l,/k%22l",
        "` `,/%20",
        "m~n,/m~0n",
        "좌석,/%EC%A2%8C%EC%84%9D"
      })
  void areEncodedAsTheRfcSays(String member, String fragment) {
    assertThat(JsonPointers.encoded(JsonPointers.child("", member))).isEqualTo(fragment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "좌석 #1", "100%", "~/#?[]{}<>`", "\uD83C\uDFB5", "\u0000\n"})
  void leadBackToTheMember(String member) {
    String fragment = "#" + JsonPointers.encoded(JsonPointers.child("/prices", member));

    assertThat(URI.create(fragment).getFragment())
        .isEqualTo(JsonPointer.create().append("prices").append(member).toString());
  }

  @Test
  void aFragmentIsNotEncodedTwice() {
    Violation plain = new Violation("/prices/a b%", RequestPhrase.ONE_ERROR);

    assertThat(plain.asFragment().pointer()).isEqualTo("#/prices/a%20b%25");
    assertThat(plain.asFragment().asFragment()).isEqualTo(plain.asFragment());
  }
}
