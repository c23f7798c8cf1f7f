package io.boxoffice.http;

import io.boxoffice.http.VerifiedPlaces.Verified;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.TokenPhrase;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;

/**
 * Turns a {@code Queue-Token} header into the place that it names.
 *
 * <p>A good token says only that the place was given; whether it lives is the queue's to say.
 * Tokens are verified once and remembered. Runs on one context.
 */
final class QueueTokens {
  static final String AUDIENCE = "boxoffice-queue";
  static final String TYPE = "queue+jwt";

  private final Keyring keyring;
  private final Clock clock;
  private final SignedTokens tokens;
  private final VerifiedPlaces verified;

  QueueTokens(Keyring keyring, Clock clock, String issuer, VerifiedPlaces verified) {
    this.keyring = keyring;
    this.clock = clock;
    tokens = new SignedTokens("HS256", TYPE, AUDIENCE, issuer, clock);
    this.verified = verified;
  }

  /**
   * Fails with QUEUE_TOKEN_INVALID where the token is missing, forged or another user's, and with
   * QUEUE_TOKEN_EXPIRED past its end.
   */
  Future<PlaceKey> placeOf(String token, Caller caller) {
    return placeOf(token).compose(place -> checkOwner(place, caller));
  }

  /** The same for whoever brings the token. */
  Future<PlaceKey> placeOf(String token) {
    if (token == null) {
      return refuse(ErrorCode.QUEUE_TOKEN_INVALID, TokenPhrase.NO_QUEUE_TOKEN);
    }
    Verified known = verified.find(token, clock.nowMs());
    Future<Verified> found = known != null ? Future.succeededFuture(known) : verify(token);
    return found.map(Verified::place);
  }

  private Future<PlaceKey> checkOwner(PlaceKey place, Caller caller) {
    return place.userId() == caller.userId()
        ? Future.succeededFuture(place)
        : refuse(ErrorCode.QUEUE_TOKEN_INVALID, TokenPhrase.OTHER_USERS_QUEUE_TOKEN);
  }

  private Future<Verified> verify(String token) {
    return tokens
        .verify(keyring.keys().queue(), token)
        .recover(QueueTokens::refusalOf)
        .compose(claims -> read(token, claims))
        .onSuccess(verified::keep);
  }

  private static Future<Verified> read(String token, JsonObject claims) {
    OptionalLong userId = id(claims.getValue("sub"));
    OptionalLong concertId = id(claims.getValue("cid"));
    if (userId.isEmpty()
        || concertId.isEmpty()
        || !(claims.getValue("ep") instanceof Number epoch)
        || !(claims.getValue("seq") instanceof Number sequence)) {
      return refuse(ErrorCode.QUEUE_TOKEN_INVALID, TokenPhrase.NO_PLACE);
    }
    PlaceKey place =
        new PlaceKey(
            concertId.getAsLong(),
            userId.getAsLong(),
            epoch.longValue(),
            sequence.longValue(),
            number(claims, "jat"),
            number(claims, "aat"),
            number(claims, "aend"));
    long endsAtMs = (long) (((Number) claims.getValue("exp")).doubleValue() * 1_000);
    return Future.succeededFuture(new Verified(token, place, endsAtMs));
  }

  /** A claim that a token may lack. */
  private static long number(JsonObject claims, String name) {
    return claims.getValue(name) instanceof Number number ? number.longValue() : 0;
  }

  private static OptionalLong id(Object claim) {
    return claim instanceof String text ? Tsids.parse(text) : OptionalLong.empty();
  }

  private static <T> Future<T> refusalOf(Throwable failure) {
    if (!(failure instanceof SignedTokens.BadToken bad)) {
      return Future.failedFuture(failure);
    }
    return refuse(
        bad.ended() ? ErrorCode.QUEUE_TOKEN_EXPIRED : ErrorCode.QUEUE_TOKEN_INVALID, bad.reason());
  }

  private static <T> Future<T> refuse(ErrorCode code, Phrase why) {
    return Future.failedFuture(new Refusal(code, why.sentence()));
  }
}
