package io.boxoffice.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
  @ParameterizedTest
  @CsvSource({"50, 50", "1, 2", "0, 24", "many, 24"})
  void knowsItsRowsOrTakesTheUsualOnes(String told, int rows) {
    Screen screen = new Screen(new StringWriter(), true, Map.of("LINES", told));

    assertThat(screen.rows()).isEqualTo(rows);
  }
}
