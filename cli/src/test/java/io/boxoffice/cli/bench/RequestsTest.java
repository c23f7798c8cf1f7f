package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
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
    byte[] found = Joins.token(bytes, bytes.length);

    assertThat(found == null ? null : new String(found, StandardCharsets.US_ASCII))
        .isEqualTo(token);
  }

  @Test
  void aBodyGoesUnderANewKeyEachTime() {
    ReadTrials.KeyedBodies tail =
        new ReadTrials.KeyedBodies(
            List.of(BuyerRequests.ascii("{\"a\":1}"), BuyerRequests.ascii("{}")));
    ByteBuffer out = ByteBuffer.allocate(1_024);
    tail.write(out, 0);
    tail.write(out, 0);
    String text = new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII);

    assertThat(text)
        .matches(
            "(?s)Content-Type: application/json\r\nIdempotency-Key: \\S{36}-0\r\n"
                + "Content-Length: 7\r\n\r\n\\{\"a\":1}"
                + "Content-Type: application/json\r\nIdempotency-Key: \\S{36}-1\r\n"
                + "Content-Length: 2\r\n\r\n\\{}");
  }
}
