package io.boxoffice.queue;

/**
 * One admitted place. Times are milliseconds on the one clock.
 *
 * @param originalEndMs the end that no hold has extended: no new hold starts at or after it
 * @param endMs the end, extended by holds; never before the original one
 * @param pendingUntilMs a hold is being written until then; 0 where none is
 */
record AdmittedPlace(
    long sequence,
    long userId,
    long joinedAtMs,
    long admittedAtMs,
    long originalEndMs,
    long endMs,
    long pendingUntilMs) {

  /** When the admission is over unless something extends it. */
  long dueMs() {
    return Math.max(endMs, pendingUntilMs);
  }

  AdmittedPlace withPendingUntil(long untilMs) {
    return new AdmittedPlace(
        sequence,
        userId,
        joinedAtMs,
        admittedAtMs,
        originalEndMs,
        endMs,
        Math.max(pendingUntilMs, untilMs));
  }

  /** The hold is written, until then, or refused (0): nothing is pending any more. */
  AdmittedPlace withEnd(long untilMs) {
    return new AdmittedPlace(
        sequence, userId, joinedAtMs, admittedAtMs, originalEndMs, Math.max(endMs, untilMs), 0);
  }
}
