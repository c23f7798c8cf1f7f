package io.boxoffice.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
  private static final String AFTER = "HTTP/1.1 200 OK\r\n";

  private static String crlf(String text) {
    return text.replace("|", "\r\n");
  }

  /** Wherever the network cuts it, an answer ends where it ends. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\'',
      value = {
        "HTTP/1.1 200 OK|Content-Length: 5||hello~ 200~ hello",
        "HTTP/1.1 201 Created|content-length:0||~ 201~ ''",
        "HTTP/1.1 304 Not Modified|ETag: W/x||~ 304~ ''",
        "HTTP/1.1 204 No Content||~ 204~ ''",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|1;x=y|!|0||~ 200~ hello!",
        "HTTP/1.1 409 Conflict|transfer-encoding: chunked||00A|0123456789|0|T: 1||~ 409~ 0123456789"
      })
  void endsWhereItEndsHoweverItIsCut(String answer, int status, String body) throws Exception {
    byte[] bytes = (crlf(answer) + AFTER).getBytes(StandardCharsets.US_ASCII);
    for (int cut = 1; cut <= bytes.length; cut++) {
      ResponseParser parser = new ResponseParser();
      parser.begin(true);
      boolean complete = false;
      int consumed = 0;
      while (!complete) {
        ByteBuffer piece = ByteBuffer.wrap(bytes, consumed, Math.min(cut, bytes.length - consumed));
        complete = parser.take(piece);
        consumed = piece.position();
      }

      assertThat(parser.status()).isEqualTo(status);
      assertThat(new String(parser.body(), 0, parser.bodyLength(), StandardCharsets.US_ASCII))
          .isEqualTo(body);
      assertThat(consumed).isEqualTo(bytes.length - AFTER.length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6||||",
        "HTTP/1.1 999 What||",
        "HTTP/1.1 200 OK|Connection: close||hello",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||fffffffff|"
      })
  void refusesWhatHasNoEnd(String answer) {
    ResponseParser parser = new ResponseParser();

    assertThatThrownBy(
            () -> parser.take(ByteBuffer.wrap(crlf(answer).getBytes(StandardCharsets.US_ASCII))))
        .isInstanceOf(ResponseParser.BadAnswer.class);
  }
}
