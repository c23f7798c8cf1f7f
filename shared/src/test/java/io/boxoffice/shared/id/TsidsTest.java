package io.boxoffice.shared.id;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsidsTest {
  @Property
  void everyIdComesBack(@ForAll long id) {
    assertThat(Tsids.format(id)).hasSize(13).matches("[0-9A-HJKMNP-TV-Z]+");
    assertThat(Tsids.parse(Tsids.format(id))).hasValue(id);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "0S9WVEN28031", "0S9WVEN28031JJ", "0S9WVEN28031!", "UUUUUUUUUUUUU"})
  void whatIsNoIdIsSaidSo(String text) {
    assertThat(Tsids.parse(text)).isEmpty();
  }
}
