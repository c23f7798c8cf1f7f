package io.boxoffice.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads what one client sends to PostgreSQL, just enough to see that a statement has gone out that
 * changes a sale and commits: our functions run as single statements, so a Sync after their Execute
 * commits them, as does a COMMIT.
 *
 * <p>The messages are those of PostgreSQL's documentation, chapter "Frontend/Backend Protocol".
 */
final class PostgresStatements {
  private static final Pattern CHANGES =
      Pattern.compile(
          "(?i)^\\s*commit\\b|\\b(hold_seats|pay_reservation|release_reservation|release_holds"
              + "|withdraw_hold|begin_charge|settle_charge)\\s*\\(");

  private static final int HEADER_BYTES = 5;
  private static final int STARTUP_HEADER_BYTES = 4;
  private static final int FIRST_BYTES = 65_536;

  /** Of each prepared statement by name, whether it changes something. */
  private final Map<String, Boolean> prepared = new HashMap<>();

  private ByteBuffer pending = ByteBuffer.allocate(FIRST_BYTES);
  private boolean started;
  private boolean bound;
  private boolean executed;

  /**
   * Takes the next bytes; true where a commit was completed by them. Leaves the buffer as it is.
   */
  boolean commits(ByteBuffer bytes) {
    append(bytes.duplicate());
    boolean commits = false;
    pending.flip();
    for (int length = nextLength(); pending.remaining() >= length; length = nextLength()) {
      ByteBuffer message = pending.slice(pending.position(), length);
      pending.position(pending.position() + length);
      if (started) {
        commits |= read((char) message.get(), message.position(HEADER_BYTES));
      } else {
        // A startup packet; encryption is not asked for on the loopback.
        started = true;
      }
    }
    pending.compact();
    return commits;
  }

  private void append(ByteBuffer bytes) {
    if (pending.remaining() < bytes.remaining()) {
      int size = Math.max(2 * pending.capacity(), pending.position() + bytes.remaining());
      pending = ByteBuffer.allocate(size).put(pending.flip());
    }
    pending.put(bytes);
  }

  /** The length of the message that begins here, or more than there is where that is not known. */
  private int nextLength() {
    int header = started ? HEADER_BYTES : STARTUP_HEADER_BYTES;
    if (pending.remaining() < header) {
      return Integer.MAX_VALUE;
    }
    return started
        ? 1 + pending.getInt(pending.position() + 1)
        : pending.getInt(pending.position());
  }

  private boolean read(char type, ByteBuffer body) {
    switch (type) {
      case 'Q' -> {
        return changes(text(body));
      }
      case 'P' -> prepared.put(text(body), changes(text(body)));
      case 'B' -> {
        text(body);
        bound = prepared.getOrDefault(text(body), false);
      }
      case 'E' -> executed |= bound;
      case 'S' -> {
        boolean commits = executed;
        executed = false;
        return commits;
      }
      default -> {
        // Nothing that matters here.
      }
    }
    return false;
  }

  private static boolean changes(String sql) {
    return CHANGES.matcher(sql).find();
  }

  /** The text up to the next zero byte. */
  private static String text(ByteBuffer body) {
    int begin = body.position();
    while (body.get() != 0) {
      // The position moves on.
    }
    byte[] text = new byte[body.position() - begin - 1];
    body.get(begin, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
