package io.boxoffice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PostgresStatementsTest {
  private final PostgresStatements statements = new PostgresStatements();

  PostgresStatementsTest() {
    statements.commits(ByteBuffer.wrap(new byte[] {0, 0, 0, 8, 0, 3, 0, 0}));
  }

  @Test
  void seesTheSyncAfterTheExecutionOfAChange() {
    assertThat(send(message('P', "s1", "select pay_reservation($1)"))).isFalse();
    assertThat(send(message('B', "", "s1"), message('E', ""))).isFalse();
    assertThat(send(message('S'))).isTrue();
    assertThat(send(message('S'))).as("the same once").isFalse();
    assertThat(send(message('B', "", "s1"), message('E', ""), message('S'))).isTrue();
  }

  @Test
  void readsOtherStatementsPast() {
    assertThat(
            send(
                message('P', "s1", "select pay_reservation($1)"),
                message('P', "s2", "select reservation_json($1)"),
                message('B', "", "s2"),
                message('E', ""),
                message('S'),
                message('Q', "begin")))
        .isFalse();
    assertThat(send(message('Q', "COMMIT"))).isTrue();
  }

  @Test
  void putsMessagesTogetherThatComeInPieces() {
    byte[] whole = join(message('Q', "x".repeat(200_000)), message('Q', "select hold_seats (1)"));
    for (int i = 0; i < whole.length - 1; i += 999) {
      int length = Math.min(999, whole.length - 1 - i);
      assertThat(statements.commits(ByteBuffer.wrap(whole, i, length))).isFalse();
    }
    assertThat(statements.commits(ByteBuffer.wrap(whole, whole.length - 1, 1))).isTrue();
  }

  private boolean send(byte[]... messages) {
    return statements.commits(ByteBuffer.wrap(join(messages)));
  }

  private static byte[] message(char type, String... texts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String text : texts) {
      body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      body.write(0);
    }
    ByteBuffer message = ByteBuffer.allocate(5 + body.size());
    message.put((byte) type).putInt(4 + body.size()).put(body.toByteArray());
    return message.array();
  }

  private static byte[] join(byte[]... messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      all.writeBytes(message);
    }
    return all.toByteArray();
  }
}
