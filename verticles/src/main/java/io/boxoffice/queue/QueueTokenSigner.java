package io.boxoffice.queue;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues queue tokens: a JWT with HS256, bound to user, concert, epoch and sequence.
 *
 * <p>It also says when the place was taken ({@code jat}), admitted ({@code aat}) and until when
 * ({@code aend}), in milliseconds: should the head be lost, the tokens are what is left of it.
 *
 * <p>Put together here because vertx-auth-jwt writes its own {@code typ} over any other, and the
 * type is what keeps a queue token from passing for an access token. Runs on one context.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.11">RFC 8725, explicit typing</a>
 */
final class QueueTokenSigner {
  private static final String AUDIENCE = "boxoffice-queue";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST_SECRET_BYTES = 32;

  /** A hold that was made at the last moment is still paid with the token. */
  private static final long GRACE_SECONDS = 86_400;

  private static final int USUAL_LENGTH = 256;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"queue+jwt\"}");

  private final Mac mac;
  private final String firstClaims;
  private final Clock clock;

  /**
   * @param secret base64url
   * @throws IllegalArgumentException where the secret is missing or too short to be one
   */
  QueueTokenSigner(String secret, String issuer, Clock clock) {
    byte[] key = Base64.getUrlDecoder().decode(secret);
    if (key.length < SHORTEST_SECRET_BYTES) {
      throw new IllegalArgumentException("the queue tokens' secret is too short");
    }
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the queue tokens' secret does not sign", e);
    }
    this.clock = clock;
    String claims = new JsonObject().put("iss", issuer).put("aud", AUDIENCE).encode();
    firstClaims = claims.substring(0, claims.length() - 1) + ",\"sub\":\"";
  }

  /**
   * The token of a place: the same as long as the place stays what it is, until the sale's end.
   *
   * @param endSeconds the token's end; see {@link #endSeconds}
   */
  String sign(PlaceKey place, long endSeconds) {
    long nowSeconds = clock.nowMs() / 1_000;
    boolean admitted = place.admittedAtMs() > 0;
    long sinceMs = admitted ? place.admittedAtMs() : place.joinedAtMs();
    StringBuilder claims =
        new StringBuilder(USUAL_LENGTH)
            .append(firstClaims)
            .append(Tsids.format(place.userId()))
            .append("\",\"cid\":\"")
            .append(Tsids.format(place.concertId()))
            .append("\",\"ep\":")
            .append(place.epoch())
            .append(",\"seq\":")
            .append(place.sequence())
            .append(",\"jat\":")
            .append(place.joinedAtMs())
            .append(",\"iat\":")
            .append(Math.min(nowSeconds, sinceMs / 1_000))
            .append(",\"exp\":")
            .append(endSeconds);
    if (admitted) {
      claims
          .append(",\"aat\":")
          .append(place.admittedAtMs())
          .append(",\"aend\":")
          .append(place.admissionEndsAtMs());
    }
    String signed = HEADER + "." + encode(claims.append('}').toString());
    byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64URL.encodeToString(signature);
  }

  /**
   * When a token ends that is signed now, in seconds since 1970. From any thread.
   *
   * @param salesCloseMs the sale's end; the token's is a day later
   */
  long endSeconds(long salesCloseMs) {
    return Math.max(clock.nowMs(), salesCloseMs) / 1_000 + GRACE_SECONDS;
  }

  private static String encode(String json) {
    return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
