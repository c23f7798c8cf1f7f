package io.boxoffice.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Whom the access tokens that were verified name.
 *
 * <p>Verifying asks the database whether the user exists, and who was known on one connection must
 * stay known on another while the database is away. At most as many as told are kept, each until
 * its token's end. Safe for use from any thread.
 */
final class VerifiedCallers {
  private final Cache<String, Caller> byToken;

  VerifiedCallers(int maximum) {
    byToken = Caffeine.newBuilder().maximumSize(maximum).build();
  }

  /** The caller of a token that was verified and has not ended; null where it is not known. */
  Caller find(String token, long nowMs) {
    Caller known = byToken.getIfPresent(token);
    if (known != null && known.expiresAtMs() <= nowMs) {
      byToken.invalidate(token);
      return null;
    }
    return known;
  }

  void keep(String token, Caller caller) {
    byToken.put(token, caller);
  }
}
