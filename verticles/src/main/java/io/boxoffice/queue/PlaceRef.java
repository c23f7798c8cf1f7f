package io.boxoffice.queue;

import io.boxoffice.shared.messages.QueueMessages.PlaceKey;

/**
 * Which place of a concert a token names, and what it says of it: all that is left of the place
 * where its head was lost.
 *
 * @param joinedAtMs 0 where it is not said
 * @param admittedAtMs 0 where the token is from before the admission
 * @param admissionEndsAtMs the end that no hold has extended; 0 where not admitted
 */
record PlaceRef(
    long userId,
    long epoch,
    long sequence,
    long joinedAtMs,
    long admittedAtMs,
    long admissionEndsAtMs) {
  /** A place of which nothing more is said. */
  PlaceRef(long userId, long epoch, long sequence) {
    this(userId, epoch, sequence, 0, 0, 0);
  }

  static PlaceRef of(PlaceKey key) {
    return new PlaceRef(
        key.userId(),
        key.epoch(),
        key.sequence(),
        key.joinedAtMs(),
        key.admittedAtMs(),
        key.admissionEndsAtMs());
  }

  boolean isAdmitted() {
    return admittedAtMs > 0;
  }
}
