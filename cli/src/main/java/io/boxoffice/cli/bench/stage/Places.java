package io.boxoffice.cli.bench.stage;

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
}
