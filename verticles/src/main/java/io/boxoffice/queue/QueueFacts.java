package io.boxoffice.queue;

/**
 * What every place of a queue is told alike.
 *
 * @param admitting whether admissions go on
 * @param admissions how many were admitted within the last {@code overMs}
 * @param graceUntilMs nobody lapses before
 */
record QueueFacts(
    boolean admitting, long admissions, long overMs, long waitingTtlMs, long graceUntilMs) {

  static QueueFacts of(QueueHead head) {
    return new QueueFacts(
        head.phase() == SalePhase.OPEN
            && !head.settings.paused()
            && head.nowMs >= head.lost.untilMs(),
        head.admission.count.within(head.nowMs),
        Math.min(60_000, Math.max(1_000, head.nowMs - head.createdMs)),
        head.settings.waitingTtlMs(),
        head.waiting.noLapseBeforeMs());
  }

  /** A waiting place as it stands. */
  PlaceAnswer waiting(PlaceTable.Row place, long position, long endsAtMs) {
    double seconds = admitting ? WaitEstimate.seconds(position, admissions, overMs) : -1;
    return new PlaceAnswer(
        Verdict.OK,
        place.userId(),
        place.sequence(),
        position,
        WaitEstimate.low(seconds),
        WaitEstimate.high(seconds),
        WaitEstimate.refreshAfterSeconds(position, waitingTtlMs),
        place.joinedMs(),
        0,
        endsAtMs,
        0,
        false);
  }

  /** An admitted place as it stands. */
  PlaceAnswer admitted(AdmittedPlace place) {
    return new PlaceAnswer(
        Verdict.OK,
        place.userId(),
        place.sequence(),
        0,
        -1,
        -1,
        WaitEstimate.refreshAfterSeconds(0, waitingTtlMs),
        place.joinedAtMs(),
        place.admittedAtMs(),
        place.endMs(),
        place.originalEndMs(),
        false);
  }
}
