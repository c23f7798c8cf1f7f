package io.boxoffice.queue;

import io.boxoffice.shared.messages.QueueMessages.PlaceKey;

/** Which place of a concert a token names. */
record PlaceRef(long userId, long epoch, long sequence) {
  static PlaceRef of(PlaceKey key) {
    return new PlaceRef(key.userId(), key.epoch(), key.sequence());
  }
}
