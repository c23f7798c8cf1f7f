package io.boxoffice.queue;

import io.boxoffice.queue.HeadCommand.Sync;
import java.util.ArrayList;
import java.util.List;

/**
 * What a copy must take over to come nearer to its head: at most {@value #MOST_PLACES} places, so
 * that no answer keeps the head from others for long.
 *
 * <p>A copy is made in the order of the sequences. Each delta brings what has changed below the
 * sequence up to which the copy has come, then places from there on. A place is told as it is now,
 * even if the copy's version will be an earlier one: it is then told again with the later changes.
 * So once the copy has come to the end of both the places and the changes it is as the head is.
 *
 * @param anew whether the copy must begin again, with nothing
 * @param incarnation which head of the epoch this is; versions of two are not compared
 * @param version up to which the copy then knows all changes
 * @param below the copy then knows the places with smaller sequences; {@link #ALL} when all
 * @param whole whether the copy is then as the head is
 * @param fingerprint of all the head's living places
 * @param waiting by ascending sequence
 * @param gone sequences that live no more
 */
record HeadDelta(
    boolean anew,
    long incarnation,
    long version,
    long below,
    boolean whole,
    long fingerprint,
    QueueFacts facts,
    List<PlaceTable.Row> waiting,
    List<AdmittedPlace> admitted,
    List<Long> gone) {
  /** A millisecond or two of the head's time, and a quarter of a MiB. */
  static final int MOST_PLACES = 8_192;

  static final long ALL = Long.MAX_VALUE;

  HeadDelta {
    waiting = List.copyOf(waiting);
    admitted = List.copyOf(admitted);
    gone = List.copyOf(gone);
  }

  /** Whether who asked so knew all of it. */
  boolean saysNothingNew(Sync asked) {
    return !anew && whole && version == asked.version() && asked.below() == ALL;
  }

  /** What the sender does not know yet. */
  static HeadDelta of(QueueHead head, Sync sync) {
    return of(head, sync, MOST_PLACES);
  }

  /** The same with at most so many places. */
  static HeadDelta of(QueueHead head, Sync sync, int mostPlaces) {
    boolean known = sync.incarnation() == head.createdMs && head.log.knows(sync.version());
    return new Gathering(head, mostPlaces)
        .gather(!known, known ? sync.version() : head.log.version(), known ? sync.below() : 0);
  }

  /** Gathers one delta. */
  private static final class Gathering {
    private final QueueHead head;
    private final int most;
    private final List<PlaceTable.Row> waiting = new ArrayList<>();
    private final List<AdmittedPlace> admitted = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();

    Gathering(QueueHead head, int most) {
      this.head = head;
      this.most = most;
    }

    HeadDelta gather(boolean anew, long since, long below) {
      for (long sequence : head.log.since(since, most)) {
        if (sequence < below) {
          addChanged(sequence);
        }
      }
      long version = Math.min(head.log.version(), since + most);
      long next = below == ALL ? ALL : addFrom(below);
      return new HeadDelta(
          anew,
          head.createdMs,
          version,
          next,
          next == ALL && version == head.log.version(),
          head.fingerprint(),
          QueueFacts.of(head),
          waiting,
          admitted,
          gone);
    }

    private int added() {
      return waiting.size() + admitted.size() + gone.size();
    }

    private void addChanged(long sequence) {
      int index = head.waiting.indexOf(sequence);
      AdmittedPlace place = index >= 0 ? null : head.admitted.get(sequence);
      if (index >= 0) {
        waiting.add(head.waiting.row(index));
      } else if (place != null) {
        admitted.add(place);
      } else {
        gone.add(sequence);
      }
    }

    /** Adds the places from a sequence on; gives the one that the next delta goes on with. */
    private long addFrom(long from) {
      AdmittedPlace place = head.admitted.from(from);
      int index = head.waiting.firstFrom(from);
      while (place != null || index >= 0) {
        boolean isAdmitted =
            index < 0 || (place != null && place.sequence() < head.waiting.sequence(index));
        if (added() >= most) {
          return isAdmitted ? place.sequence() : head.waiting.sequence(index);
        }
        if (isAdmitted) {
          admitted.add(place);
          place = head.admitted.from(place.sequence() + 1);
        } else {
          waiting.add(head.waiting.row(index));
          index = head.waiting.after(index);
        }
      }
      return ALL;
    }
  }
}
