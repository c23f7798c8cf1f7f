package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.Crowd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Requests about places in a queue, as bytes. */
final class QueueRequests {
  /** Far from a buyer to the next, and prime, so that no cache of the last few helps. */
  private static final int STRIDE = 7_919;

  private static final byte[] AUTHORIZATION = ascii("Authorization: Bearer ");
  private static final byte[] QUEUE_TOKEN = ascii("\r\nQueue-Token: ");
  private static final byte[] END = ascii("\r\n\r\n");
  private static final byte[] TOKEN_MEMBER = ascii("\"token\":\"");

  private QueueRequests() {}

  static String path(String concertId) {
    return "/api/v1/concerts/" + concertId + "/queue";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] head(String method, String concertId) {
    String length = method.equals("POST") ? "Content-Length: 0\r\n" : "";
    return ascii(
        method
            + " "
            + path(concertId)
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
            + length);
  }

  /** Every buyer asks in turn where the place stands, without an end. */
  static Requests polls(Crowd crowd, String concertId) {
    byte[] head = head("GET", concertId);
    return new Requests() {
      private int buyer;

      @Override
      public int write(ByteBuffer out) {
        buyer = (int) (((long) buyer + STRIDE) % crowd.size());
        out.put(head).put(AUTHORIZATION).put(crowd.accessToken(buyer));
        out.put(QUEUE_TOKEN).put(crowd.queueToken(buyer)).put(END);
        return buyer;
      }

      @Override
      public boolean answered(int number, int status, byte[] body, int length) {
        return status == 200;
      }
    };
  }

  /** Each buyer joins once, and the crowd remembers the places. */
  static Requests joins(Crowd crowd, String concertId) {
    byte[] head = head("POST", concertId);
    return new Requests() {
      private int next;

      @Override
      public int write(ByteBuffer out) {
        if (next == crowd.size()) {
          return -1;
        }
        out.put(head).put(AUTHORIZATION).put(crowd.accessToken(next)).put(END);
        return next++;
      }

      @Override
      public boolean readsBodies() {
        return true;
      }

      @Override
      public boolean answered(int number, int status, byte[] body, int length) {
        if (status != 201 && status != 200) {
          return false;
        }
        crowd.joined(number, token(body, length));
        return true;
      }
    };
  }

  /** The token of a place in JSON; null where there is none. */
  static byte[] token(byte[] body, int length) {
    for (int start = 0; start + TOKEN_MEMBER.length < length; start++) {
      int end = start + TOKEN_MEMBER.length;
      if (Arrays.equals(body, start, end, TOKEN_MEMBER, 0, TOKEN_MEMBER.length)) {
        int close = end;
        while (close < length && body[close] != '"') {
          close++;
        }
        return Arrays.copyOfRange(body, end, close);
      }
    }
    return null;
  }
}
