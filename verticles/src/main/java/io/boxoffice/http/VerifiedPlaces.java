package io.boxoffice.http;

import io.boxoffice.http.VerifiedCallers.Named;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;

/**
 * Which places the queue tokens name that were verified or issued here, and whose access token came
 * with each the last time: the two come together again and again. At most as many as told are kept,
 * each until its token's end, all of them until the keys change. Safe for use from any thread.
 */
final class VerifiedPlaces {
  /** What a token says, and who brought it. */
  static final class Verified extends TokenMemory.Remembered {
    private final PlaceKey place;
    private final long endsAtMs;

    /** Threads may see an older one, which is as good. */
    private Named last;

    /**
     * @param endsAtMs the token's end on the one clock
     */
    Verified(String token, PlaceKey place, long endsAtMs) {
      super(token);
      this.place = place;
      this.endsAtMs = endsAtMs;
    }

    PlaceKey place() {
      return place;
    }

    long endsAtMs() {
      return endsAtMs;
    }

    /**
     * Who brings the token, if that is who brought it before or is known otherwise; else null.
     *
     * @param authorization the header that came with it
     */
    Caller caller(String authorization, VerifiedCallers known, long nowMs) {
      Named before = last;
      if (before != null && before.isOf(authorization)) {
        return before.caller().expiresAtMs() > nowMs ? before.caller() : null;
      }
      Named bearer = known.named(authorization, nowMs);
      if (bearer == null) {
        return null;
      }
      last = bearer;
      return bearer.caller();
    }
  }

  private final TokenMemory<Verified> byToken;

  VerifiedPlaces(int maximum) {
    byToken = new TokenMemory<>(maximum);
  }

  /** What a token says that was verified and has not ended; null where it is not known. */
  Verified find(String token, long nowMs) {
    Verified known = byToken.get(token);
    if (known != null && known.endsAtMs() <= nowMs) {
      byToken.remove(token);
      return null;
    }
    return known;
  }

  void keep(Verified verified) {
    byToken.put(verified);
  }

  /**
   * A token that the queue has just issued for the place: nobody needs to verify it. The queue
   * signs with the one key that it was started with, so a token may come back that was forgotten
   * with the keys, until the queue's node starts anew.
   */
  void issued(Place place) {
    if (place.tokenEndsAtMs() > 0 && byToken.get(place.token()) == null) {
      byToken.put(new Verified(place.token(), place.key(), place.tokenEndsAtMs()));
    }
  }

  /** The keys have changed: every token must be verified again. */
  void forget() {
    byToken.clear();
  }
}
