package io.boxoffice.cli.bench.stage;

import io.boxoffice.shared.id.Tsids;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Buyers with access tokens, which are bytes as they go over the wire. */
public final class Crowd {
  /** Far from a buyer to the next, and prime, so that no cache of the last few helps. */
  private static final int STRIDE = 7_919;

  private final long firstId;
  private final byte[][] accessTokens;

  Crowd(long firstId, int count, AccessKey key, long nowSeconds, long ttlSeconds) {
    this.firstId = firstId;
    accessTokens = new byte[count][];
    for (int i = 0; i < count; i++) {
      String claims =
          "{\"iss\":\"boxoffice\",\"aud\":\"boxoffice-api\",\"sub\":\"%s\",\"role\":\"buyer\",\"iat\":%d,\"exp\":%d}"
              .formatted(Tsids.format(firstId + i), nowSeconds, nowSeconds + ttlSeconds);
      accessTokens[i] = key.sign(claims).getBytes(StandardCharsets.US_ASCII);
    }
  }

  private Crowd(long firstId, byte[][] accessTokens) {
    this.firstId = firstId;
    this.accessTokens = accessTokens;
  }

  /** The first so many of them; all, where there are no more. */
  public Crowd first(int count) {
    return new Crowd(firstId, Arrays.copyOf(accessTokens, Math.min(count, size())));
  }

  /**
   * Whose turn it is when all take turns, each once before anybody twice.
   *
   * @param turn from 0
   * @return from 0 up to and without {@code buyers}
   */
  public static int spread(long turn, int buyers) {
    long step = buyers % STRIDE == 0 ? 1 : STRIDE;
    return (int) (turn % buyers * step % buyers);
  }

  /** Buyers whose tokens somebody else has made. */
  public Crowd(long firstId, List<byte[]> accessTokens) {
    this.firstId = firstId;
    this.accessTokens = accessTokens.toArray(byte[][]::new);
  }

  public int size() {
    return accessTokens.length;
  }

  public long userId(int buyer) {
    return firstId + buyer;
  }

  public byte[] accessToken(int buyer) {
    return accessTokens[buyer];
  }
}
