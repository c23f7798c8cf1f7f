package io.boxoffice.queue;

import java.util.ArrayList;
import java.util.List;

/** What a head tells: places, pages and numbers as of its last change. Changes nothing. */
final class HeadView {
  private final QueueHead head;

  HeadView(QueueHead head) {
    this.head = head;
  }

  /** A waiting place as it stands. */
  PlaceAnswer waiting(int index) {
    long position = head.waiting.position(index);
    double seconds = -1;
    if (head.phase() == SalePhase.OPEN && !head.settings.paused()) {
      long overMs = Math.min(60_000, Math.max(1_000, head.nowMs - head.createdMs));
      seconds = WaitEstimate.seconds(position, head.admissions.within(head.nowMs), overMs);
    }
    return new PlaceAnswer(
        Verdict.OK,
        head.waiting.userId(index),
        head.waiting.sequence(index),
        position,
        WaitEstimate.low(seconds),
        WaitEstimate.high(seconds),
        WaitEstimate.refreshAfterSeconds(position, head.settings.waitingTtlMs()),
        head.waiting.joinedAtMs(index),
        0,
        head.waiting.deadlineMs(index),
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
        WaitEstimate.refreshAfterSeconds(0, head.settings.waitingTtlMs()),
        place.joinedAtMs(),
        place.admittedAtMs(),
        place.endMs(),
        place.originalEndMs(),
        false);
  }

  HeadStats stats() {
    int first = head.waiting.first();
    return new HeadStats(
        head.waiting.count(),
        head.admitted.count(),
        head.settings.capacity(),
        head.settings.admitPerMinute(),
        head.settings.paused(),
        head.blocks.last(),
        head.lastAdmitted,
        head.completed,
        head.expired,
        head.left,
        first < 0 ? -1 : head.nowMs - head.waiting.joinedAtMs(first),
        head.joins.within(head.nowMs),
        head.admissions.within(head.nowMs));
  }

  /** Living places with a sequence of at least this, in sequence order, at most {@code limit}. */
  List<PlaceAnswer> list(long fromSequence, int limit) {
    List<PlaceAnswer> page = new ArrayList<>();
    AdmittedPlace place = head.admitted.from(fromSequence);
    int index = head.waiting.firstFrom(fromSequence);
    while (page.size() < limit && (place != null || index >= 0)) {
      if (index < 0 || (place != null && place.sequence() < head.waiting.sequence(index))) {
        page.add(admitted(place));
        place = head.admitted.from(place.sequence() + 1);
      } else {
        page.add(waiting(index));
        index = head.waiting.after(index);
      }
    }
    return page;
  }
}
