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
    return QueueFacts.of(head)
        .waiting(
            head.waiting.row(index), head.waiting.position(index), head.waiting.deadlineMs(index));
  }

  /** An admitted place as it stands. */
  PlaceAnswer admitted(AdmittedPlace place) {
    return QueueFacts.of(head).admitted(place);
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
        head.admission.lastAdmitted,
        head.completed,
        head.expired,
        head.left,
        first < 0 ? -1 : head.nowMs - head.waiting.joinedAtMs(first),
        head.joins.within(head.nowMs),
        head.admission.count.within(head.nowMs));
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
