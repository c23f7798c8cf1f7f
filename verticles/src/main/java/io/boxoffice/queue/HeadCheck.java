package io.boxoffice.queue;

import java.util.ArrayList;
import java.util.List;

/** Looks a head over for broken invariants; takes time in proportion to its places. */
final class HeadCheck {
  private static final int MOST_FINDINGS = 20;

  private final QueueHead head;
  private final List<String> findings = new ArrayList<>();

  private HeadCheck(QueueHead head) {
    this.head = head;
  }

  /** What is broken, one sentence each; empty where all holds. */
  static List<String> findings(QueueHead head) {
    HeadCheck check = new HeadCheck(head);
    check.checkAdmitted();
    check.checkWaiting();
    check.demand(
        head.sequenceByUser.size() == head.waiting.count() + head.admitted.count(),
        "The users with a place are not as many as the places.");
    check.demand(
        head.admission.overAdmissions == 0,
        head.admission.overAdmissions + " admissions were made beyond the capacity.");
    return check.findings;
  }

  private void checkAdmitted() {
    for (AdmittedPlace place : head.admitted.all()) {
      demand(
          head.sequenceByUser.get(place.userId()) == place.sequence(),
          "The admitted place " + place.sequence() + " is not its user's only one.");
      demand(
          place.sequence() <= head.admission.lastAdmitted,
          "The admitted place " + place.sequence() + " is past the last one admitted.");
    }
  }

  private void checkWaiting() {
    WaitingPlaces waiting = head.waiting;
    long before = head.admission.lastAdmitted;
    long position = 0;
    for (int index = waiting.first(); index >= 0; index = waiting.after(index)) {
      long sequence = waiting.sequence(index);
      demand(
          sequence > before || head.lost.includes(sequence),
          "The waiting place " + sequence + " was overtaken.");
      demand(
          head.sequenceByUser.get(waiting.userId(index)) == sequence,
          "The waiting place " + sequence + " is not its user's only one.");
      demand(
          waiting.position(index) == ++position,
          "The waiting place " + sequence + " has a wrong position.");
      demand(
          sequence <= head.blocks.last() || head.lost.includes(sequence),
          "The waiting place " + sequence + " was never handed out.");
      before = Math.max(before, sequence);
    }
    demand(waiting.count() == position, "The waiting places are miscounted.");
  }

  private void demand(boolean holds, String finding) {
    if (!holds && findings.size() < MOST_FINDINGS) {
      findings.add(finding);
    }
  }
}
