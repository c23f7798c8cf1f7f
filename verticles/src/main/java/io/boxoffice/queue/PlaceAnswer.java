package io.boxoffice.queue;

/**
 * A head's answer about one place.
 *
 * @param position 1 + the living waiting places before it; 0 once admitted
 * @param waitLowSeconds with the high one a range; both -1 where nothing can be said
 * @param admittedAtMs 0 while waiting
 * @param endsAtMs when it lapses (waiting) or when the admission ends
 * @param originalEndMs the end that no hold has extended; 0 while waiting
 * @param created whether this command made the place
 */
record PlaceAnswer(
    Verdict verdict,
    long userId,
    long sequence,
    long position,
    int waitLowSeconds,
    int waitHighSeconds,
    int refreshAfterSeconds,
    long joinedAtMs,
    long admittedAtMs,
    long endsAtMs,
    long originalEndMs,
    boolean created) {

  /** A refusal that knows nothing of a place. */
  static PlaceAnswer refused(Verdict verdict, long userId) {
    return new PlaceAnswer(verdict, userId, 0, 0, -1, -1, 1, 0, 0, 0, 0, false);
  }

  boolean isAdmitted() {
    return admittedAtMs > 0;
  }

  PlaceAnswer asCreated() {
    return copy(verdict, true);
  }

  PlaceAnswer with(Verdict other) {
    return copy(other, created);
  }

  private PlaceAnswer copy(Verdict otherVerdict, boolean otherCreated) {
    return new PlaceAnswer(
        otherVerdict,
        userId,
        sequence,
        position,
        waitLowSeconds,
        waitHighSeconds,
        refreshAfterSeconds,
        joinedAtMs,
        admittedAtMs,
        endsAtMs,
        originalEndMs,
        otherCreated);
  }
}
