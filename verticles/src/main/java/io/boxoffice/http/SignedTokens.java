package io.boxoffice.http;

import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.TokenPhrase;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Verifies one kind of JWT, as RFC 8725 advises: one algorithm, one {@code typ}, one audience, one
 * issuer, an end that must be there, and that is compared with the one clock.
 *
 * @param algorithm the only one that is taken
 * @param type the header's {@code typ}, which keeps the kinds of token apart
 */
record SignedTokens(String algorithm, String type, String audience, String issuer, Clock clock) {
  private static final int MAX_LENGTH = 4_096;
  private static final Pattern COMPACT =
      Pattern.compile("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$");

  /** Says that a token must not be believed; the reason is for the client. */
  static final class BadToken extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Phrase reason;
    private final boolean ended;

    BadToken(Phrase reason, boolean ended) {
      super(reason.name(), null, false, false);
      this.reason = reason;
      this.ended = ended;
    }

    Phrase reason() {
      return reason;
    }

    /** Whether the token was good once and only its time is over. */
    boolean ended() {
      return ended;
    }
  }

  /** The key id that the token names, or null where it names none or is no token at all. */
  static String keyId(String token) {
    JsonObject header = isCompact(token) ? header(token) : null;
    return header != null && header.getValue("kid") instanceof String kid ? kid : null;
  }

  /**
   * Gives the claims of a good token; fails with {@link BadToken} for every other.
   *
   * @param keys made of this kind's keys alone, and with its own expiry check switched off
   */
  Future<JsonObject> verify(JWTAuth keys, String token) {
    if (!isCompact(token)) {
      return bad(TokenPhrase.NOT_SIGNED);
    }
    JsonObject header = header(token);
    if (header == null
        || !algorithm.equals(header.getValue("alg"))
        || !type.equals(header.getValue("typ"))
        || header.containsKey("crit")) {
      return bad(TokenPhrase.WRONG_KIND);
    }
    return signedClaims(keys, token).compose(this::checkClaims);
  }

  /** The verifier throws, and does not fail, where a signed claim has a type it does not expect. */
  private static Future<JsonObject> signedClaims(JWTAuth keys, String token) {
    try {
      return keys.authenticate(new TokenCredentials(token))
          .map(user -> user.attributes().getJsonObject("accessToken", new JsonObject()))
          .recover(failure -> bad(TokenPhrase.FOREIGN_SIGNATURE));
    } catch (RuntimeException e) {
      return bad(TokenPhrase.WRONG_CLAIMS);
    }
  }

  private Future<JsonObject> checkClaims(JsonObject claims) {
    if (!issuer.equals(claims.getValue("iss")) || !isForAudience(claims.getValue("aud"))) {
      return bad(TokenPhrase.OTHER_USE);
    }
    if (!(claims.getValue("exp") instanceof Number expiry)) {
      return bad(TokenPhrase.ENDLESS);
    }
    if (claims.getValue("nbf") instanceof Number start
        && start.longValue() > clock.nowMs() / 1_000) {
      return bad(TokenPhrase.TOO_EARLY);
    }
    if (expiry.doubleValue() * 1_000 <= clock.nowMs()) {
      return Future.failedFuture(new BadToken(TokenPhrase.ENDED, true));
    }
    return Future.succeededFuture(claims);
  }

  private boolean isForAudience(Object claim) {
    return audience.equals(claim) || (claim instanceof JsonArray all && all.contains(audience));
  }

  private static boolean isCompact(String token) {
    return token != null && token.length() <= MAX_LENGTH && COMPACT.matcher(token).matches();
  }

  private static JsonObject header(String token) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
      return new JsonObject(Buffer.buffer(json));
    } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
      return null;
    }
  }

  private static <T> Future<T> bad(Phrase reason) {
    return Future.failedFuture(new BadToken(reason, false));
  }
}
