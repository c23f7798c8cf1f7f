package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a list goes on: the last id, bound to its list by a checksum.
 *
 * <p>The same on every node. The checksum is no secret: an id in a cursor opens nothing that its
 * caller may not list anyway; it only tells a foreign or broken cursor from a good one.
 */
final class Cursors {
  private static final int CHECK_CHARS = 12;

  private Cursors() {}

  /** The cursor after {@code lastId}; null at the end of the list. */
  static String next(Call call, Long lastId) {
    if (lastId == null) {
      return null;
    }
    byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(lastId).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id) + check(call, lastId);
  }

  /**
   * The id that the caller's cursor names, or {@code start} where it sent none.
   *
   * @throws Refusal CURSOR_INVALID where the cursor is not one of this very list's
   */
  static long read(Call call, long start) {
    String cursor = call.text("cursor");
    if (cursor == null) {
      return start;
    }
    int cut = cursor.length() - CHECK_CHARS;
    try {
      byte[] id = Base64.getUrlDecoder().decode(cursor.substring(0, Math.max(0, cut)));
      if (id.length == Long.BYTES) {
        long lastId = ByteBuffer.wrap(id).getLong();
        if (cursor.equals(next(call, lastId))) {
          return lastId;
        }
      }
    } catch (IllegalArgumentException notBase64) {
      throw invalid();
    }
    throw invalid();
  }

  /** The list is the path, its filters and, for one's own lists, the caller. */
  private static String check(Call call, long lastId) {
    StringBuilder list = new StringBuilder(call.path());
    call.parameters().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("cursor") && !entry.getKey().equals("limit"))
        .filter(entry -> !entry.getKey().contains("-"))
        .map(entry -> "&" + entry.getKey() + "=" + entry.getValue())
        .sorted()
        .forEach(list::append);
    list.append('#').append(call.caller() == null ? "anybody" : call.userId());
    byte[] hash = Answer.hash(list + ":" + lastId).getBytes(StandardCharsets.US_ASCII);
    return new String(hash, 0, CHECK_CHARS, StandardCharsets.US_ASCII);
  }

  private static Refusal invalid() {
    return new Refusal(ErrorCode.CURSOR_INVALID, RequestPhrase.FOREIGN_CURSOR.sentence());
  }
}
