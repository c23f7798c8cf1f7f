package io.boxoffice.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;

/**
 * Which places the queue tokens that were verified name. At most as many as told are kept, each
 * until its token's end, all of them until the keys change. Safe for use from any thread.
 */
final class VerifiedPlaces {
  /**
   * What a token says.
   *
   * @param endsAtMs the token's end on the one clock
   */
  record Verified(PlaceKey place, long endsAtMs) {}

  private final Cache<TokenText, Verified> byToken;

  VerifiedPlaces(int maximum) {
    byToken = Caffeine.newBuilder().maximumSize(maximum).executor(Runnable::run).build();
  }

  /** What a token says that was verified and has not ended; null where it is not known. */
  Verified find(String token, long nowMs) {
    TokenText key = new TokenText(token);
    Verified known = byToken.getIfPresent(key);
    if (known != null && known.endsAtMs() <= nowMs) {
      byToken.invalidate(key);
      return null;
    }
    return known;
  }

  void keep(String token, Verified verified) {
    byToken.put(new TokenText(token), verified);
  }

  /** The keys have changed: every token must be verified again. */
  void forget() {
    byToken.invalidateAll();
  }
}
