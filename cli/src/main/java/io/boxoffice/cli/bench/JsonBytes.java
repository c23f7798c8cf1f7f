package io.boxoffice.cli.bench;

import java.util.Arrays;
import java.util.Base64;

/** Reads single members of flat JSON where it lies, for a driver that has no time to parse. */
final class JsonBytes {
  private static final byte[] SEQUENCE = BuyerRequests.ascii("\"seq\":");
  private static final byte[] POSITION = BuyerRequests.ascii("\"position\":");

  private JsonBytes() {}

  /** The position in a place's JSON; -1 where there is none. */
  static long position(byte[] json, int length) {
    return number(json, length, POSITION);
  }

  /** The sequence that a queue token names, which is not verified; -1 where there is none. */
  static long sequence(byte[] token) {
    int start = indexOf(token, 0, (byte) '.') + 1;
    int end = indexOf(token, start, (byte) '.');
    if (start == 0 || end < 0) {
      return -1;
    }
    byte[] claims = Base64.getUrlDecoder().decode(Arrays.copyOfRange(token, start, end));
    return number(claims, claims.length, SEQUENCE);
  }

  private static int indexOf(byte[] bytes, int from, byte wanted) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static long number(byte[] json, int length, byte[] member) {
    for (int start = 0; start + member.length < length; start++) {
      int at = start + member.length;
      if (Arrays.equals(json, start, at, member, 0, member.length)) {
        long number = 0;
        while (at < length && json[at] >= '0' && json[at] <= '9') {
          number = number * 10 + (json[at++] - '0');
        }
        return at == start + member.length ? -1 : number;
      }
    }
    return -1;
  }
}
