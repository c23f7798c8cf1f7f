package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRequestsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "{\"state\":\"WAITING\",\"token\":\"a.b.c\"}; a.b.c",
        "{\"token\":\"x\",\"state\":\"WAITING\"}; x",
        "{\"state\":\"WAITING\"}; "
      })
  void findsTheToken(String json, String token) {
    byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
    byte[] found = QueueRequests.token(bytes, bytes.length);

    assertThat(found == null ? null : new String(found, StandardCharsets.US_ASCII))
        .isEqualTo(token);
  }
}
