package io.boxoffice.cli.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.cli.client.RestChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A crowd's places in one queue; tokens as bytes, as they go over the wire. Not safe for several
 * threads.
 */
public final class Places {
  private final Crowd crowd;
  private final String concertId;
  private final byte[][] tokens;

  public Places(Crowd crowd, String concertId) {
    this.crowd = crowd;
    this.concertId = concertId;
    tokens = new byte[crowd.size()][];
  }

  public Crowd crowd() {
    return crowd;
  }

  public String concertId() {
    return concertId;
  }

  /** The token of a buyer's place; null before the buyer has joined. */
  public byte[] token(int buyer) {
    return tokens[buyer];
  }

  /** Remembers a buyer's place. */
  public void keep(int buyer, byte[] token) {
    tokens[buyer] = token;
  }

  /** In which life of the queue a buyer's place is. */
  long epoch(int buyer) {
    return claims(buyer).path("ep").longValue();
  }

  /** Its number in the line. */
  long sequence(int buyer) {
    return claims(buyer).path("seq").longValue();
  }

  private JsonNode claims(int buyer) {
    String token = new String(tokens[buyer], StandardCharsets.US_ASCII);
    byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    try {
      return RestChannel.JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a queue token", e);
    }
  }
}
