package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.Places;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The same request by one buyer after the other, without an end, each with the own tokens. */
final class BuyerRequests implements Requests {
  private static final byte[] AUTHORIZATION = ascii("Authorization: Bearer ");
  private static final byte[] QUEUE_TOKEN = ascii("\r\nQueue-Token: ");
  private static final byte[] LINE_END = ascii("\r\n");

  /** What follows the tokens: more headers, each with its line's end, an empty line, a body. */
  @FunctionalInterface
  interface Tail {
    /** Nothing more. */
    Tail NONE = (out, buyer) -> out.put(LINE_END);

    void write(ByteBuffer out, int buyer);
  }

  private final byte[] head;
  private final Crowd crowd;
  private final Places places;
  private final Tail tail;
  private final int expected;
  private long turn;

  /**
   * @param places null for requests that want none
   * @param expected the status that says served
   */
  BuyerRequests(byte[] head, Crowd crowd, Places places, Tail tail, int expected) {
    this.head = head.clone();
    this.crowd = crowd;
    this.places = places;
    this.tail = tail;
    this.expected = expected;
  }

  /** Polls of their places by one buyer after the other. */
  static BuyerRequests polls(Crowd crowd, Places places) {
    byte[] head = head("GET", Joins.path(places.concertId()));
    return new BuyerRequests(head, crowd, places, Tail.NONE, 200);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A request's first lines.
   *
   * @param headers whole lines, without their ends
   */
  static byte[] head(String method, String path, String... headers) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    text.append("Host: 127.0.0.1\r\nAccept: application/json\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return ascii(text.toString());
  }

  @Override
  public int write(ByteBuffer out) {
    int buyer = Crowd.spread(turn++, crowd.size());
    write(out, buyer);
    return buyer;
  }

  /** Appends this buyer's request. */
  void write(ByteBuffer out, int who) {
    out.put(head).put(AUTHORIZATION).put(crowd.accessToken(who));
    if (places != null) {
      out.put(QUEUE_TOKEN).put(places.token(who));
    }
    out.put(LINE_END);
    tail.write(out, who);
  }

  @Override
  public boolean answered(int number, int status, byte[] body, int length) {
    return status == expected;
  }
}
