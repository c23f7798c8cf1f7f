package io.boxoffice.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * What a view must take over to be as the head is.
 *
 * @param full whether everything is here, and what is not here is gone
 * @param incarnation which head of the epoch this is; versions of two are not compared
 * @param version of the head
 * @param fingerprint of all its living places
 * @param waiting by ascending sequence
 * @param gone sequences that live no more
 */
record HeadDelta(
    boolean full,
    long incarnation,
    long version,
    long fingerprint,
    QueueFacts facts,
    List<PlaceTable.Row> waiting,
    List<AdmittedPlace> admitted,
    List<Long> gone) {
  HeadDelta {
    waiting = List.copyOf(waiting);
    admitted = List.copyOf(admitted);
    gone = List.copyOf(gone);
  }

  /** What changed since the version of that incarnation, or everything. */
  static HeadDelta of(QueueHead head, long incarnation, long since) {
    boolean known = incarnation == head.createdMs && head.log.knows(since);
    return known ? changes(head, head.log.since(since)) : everything(head);
  }

  private static HeadDelta changes(QueueHead head, long[] sequences) {
    List<PlaceTable.Row> waiting = new ArrayList<>();
    List<AdmittedPlace> admitted = new ArrayList<>();
    List<Long> gone = new ArrayList<>();
    for (long sequence : sequences) {
      AdmittedPlace place = head.admitted.get(sequence);
      int index = place == null ? head.waiting.indexOf(sequence) : -1;
      if (place != null) {
        admitted.add(place);
      } else if (index >= 0) {
        waiting.add(head.waiting.row(index));
      } else {
        gone.add(sequence);
      }
    }
    return new HeadDelta(
        false,
        head.createdMs,
        head.log.version(),
        head.fingerprint(),
        QueueFacts.of(head),
        waiting,
        admitted,
        gone);
  }

  private static HeadDelta everything(QueueHead head) {
    List<PlaceTable.Row> waiting = new ArrayList<>(head.waiting.count());
    for (int index = head.waiting.first(); index >= 0; index = head.waiting.after(index)) {
      waiting.add(head.waiting.row(index));
    }
    return new HeadDelta(
        true,
        head.createdMs,
        head.log.version(),
        head.fingerprint(),
        QueueFacts.of(head),
        waiting,
        List.copyOf(head.admitted.all()),
        List.of());
  }
}
