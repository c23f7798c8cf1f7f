package io.boxoffice.http;

import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;

/** The places that this node knows without asking anybody. Safe for use from any thread. */
@FunctionalInterface
public interface PlaceCopies {
  /**
   * The place as it stands, counted as a sign of life; null where the queue must be asked, which
   * says nothing about the place.
   *
   * @param key what the token says
   * @param token given back in the place, where a new one would say the same
   * @param tokenEndsAtMs the token's end on the one clock
   */
  Place find(PlaceKey key, String token, long tokenEndsAtMs);
}
