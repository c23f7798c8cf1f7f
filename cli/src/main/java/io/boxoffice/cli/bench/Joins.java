package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.Places;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Every buyer joins queue after queue, each once. */
final class Joins implements Requests {
  private static final byte[] TOKEN_MEMBER = BuyerRequests.ascii("\"token\":\"");

  private final Crowd crowd;
  private final BuyerRequests[] byConcert;
  private final Places places;
  private long next;

  /**
   * @param keeper remembers the places in the first concert; null where nobody needs them
   */
  Joins(Crowd crowd, List<String> concertIds, Places keeper) {
    this.crowd = crowd;
    this.places = keeper;
    byConcert = concertIds.stream().map(id -> of(crowd, id)).toArray(BuyerRequests[]::new);
  }

  /** How many there are yet. */
  long left() {
    return (long) byConcert.length * crowd.size() - next;
  }

  static String path(String concertId) {
    return "/api/v1/concerts/" + concertId + "/queue";
  }

  /** Joins of one queue, over and over: what a bare server is asked. */
  static BuyerRequests of(Crowd crowd, String concertId) {
    byte[] head = BuyerRequests.head("POST", path(concertId), "Content-Length: 0");
    return new BuyerRequests(head, crowd, null, BuyerRequests.Tail.NONE, 201);
  }

  @Override
  public int write(ByteBuffer out) {
    int concert = (int) (next / crowd.size());
    if (concert == byConcert.length) {
      return -1;
    }
    int buyer = (int) (next++ % crowd.size());
    byConcert[concert].write(out, buyer);
    return buyer;
  }

  @Override
  public boolean readsBodies() {
    return places != null;
  }

  @Override
  public boolean answered(int number, int status, byte[] body, int length) {
    if (status == 201 && places != null) {
      places.keep(number, token(body, length));
    }
    return status == 201;
  }

  /** The token of a place in JSON; null where there is none. */
  static byte[] token(byte[] body, int length) {
    return text(TOKEN_MEMBER, body, length);
  }

  /**
   * The text that follows these bytes, to the next quotation mark; null where they are missing.
   *
   * @param member a member's name and the begin of its value, as in {@code "name":"}
   */
  static byte[] text(byte[] member, byte[] body, int length) {
    for (int start = 0; start + member.length < length; start++) {
      int end = start + member.length;
      if (Arrays.equals(body, start, end, member, 0, member.length)) {
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
