package io.boxoffice.http;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.TokenPhrase;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AccountMessages.FindUser;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Turns an {@code Authorization} header into a caller.
 *
 * <p>A token is verified once and remembered until its end, at most as many as configured. Its user
 * must exist, and the role is the user's, so that nobody is an operator by an old token's word
 * alone. Runs on one context.
 */
final class AccessTokens {
  static final String AUDIENCE = "boxoffice-api";
  static final String TYPE = "at+jwt";
  private static final Set<String> ROLES = Set.of("buyer", "admin");

  private final Keyring keyring;
  private final BusClient bus;
  private final Clock clock;
  private final SignedTokens tokens;
  private final VerifiedCallers verified;

  AccessTokens(
      Keyring keyring, BusClient bus, Clock clock, String issuer, VerifiedCallers verified) {
    this.keyring = keyring;
    this.bus = bus;
    this.clock = clock;
    tokens = new SignedTokens("RS256", TYPE, AUDIENCE, issuer, clock);
    this.verified = verified;
  }

  /** Fails with ACCESS_TOKEN_INVALID where there is no good token of a known user. */
  Future<Caller> authenticate(String authorization) {
    if (authorization == null) {
      return refuse(TokenPhrase.NO_ACCESS_TOKEN);
    }
    Caller known = verified.find(authorization, clock.nowMs());
    if (known != null) {
      return Future.succeededFuture(known);
    }
    String token = bearer(authorization);
    if (token == null) {
      return refuse(TokenPhrase.AUTHORIZATION_FORM);
    }
    Keyring.Keys before = keyring.keys();
    return verify(token)
        .recover(AccessTokens::refusalOf)
        .compose(this::callerOf)
        .onSuccess(
            caller -> {
              // One spelling for each token, or a client could fill the cache with one token's
              // many; and nothing that keys said which were taken away meanwhile.
              if (authorization.equals("Bearer " + token) && keyring.keys().equals(before)) {
                verified.keep(authorization, caller);
              }
            });
  }

  /** The token of an {@code Authorization} header; null where there is none in it. */
  static String bearer(String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        ? authorization.substring(7).trim()
        : null;
  }

  private Future<JsonObject> verify(String token) {
    Keyring.Keys keys = keyring.keys();
    return tokens
        .verify(keys.access(), token)
        .recover(
            failure -> {
              String keyId = SignedTokens.keyId(token);
              if (keyId == null || keys.accessKeyIds().contains(keyId)) {
                return Future.failedFuture(failure);
              }
              return keyring
                  .refresh()
                  .compose(
                      fresh ->
                          fresh.accessKeyIds().contains(keyId)
                              ? tokens.verify(fresh.access(), token)
                              : Future.failedFuture(failure));
            });
  }

  private Future<Caller> callerOf(JsonObject claims) {
    OptionalLong userId =
        claims.getValue("sub") instanceof String sub ? Tsids.parse(sub) : OptionalLong.empty();
    if (userId.isEmpty() || !(claims.getValue("role") instanceof String role)) {
      return refuse(TokenPhrase.NO_USER);
    }
    if (!ROLES.contains(role)) {
      return refuse(TokenPhrase.UNKNOWN_ROLE);
    }
    long expiresAtMs = (long) (((Number) claims.getValue("exp")).doubleValue() * 1_000);
    return bus.ask(new FindUser(userId.getAsLong()))
        .map(user -> new Caller(user.userId(), user.role(), expiresAtMs))
        .recover(
            failure ->
                failure instanceof Refusal refusal && refusal.code() == ErrorCode.USER_NOT_FOUND
                    ? refuse(TokenPhrase.UNKNOWN_USER)
                    : Future.failedFuture(failure));
  }

  private static <T> Future<T> refusalOf(Throwable failure) {
    return failure instanceof SignedTokens.BadToken bad
        ? refuse(bad.reason())
        : Future.failedFuture(failure);
  }

  private static <T> Future<T> refuse(Phrase why) {
    return Future.failedFuture(new Refusal(ErrorCode.ACCESS_TOKEN_INVALID, why.sentence()));
  }
}
