package io.boxoffice.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Gives places of a lost head back to those who bring their tokens: the old sequence, and to those
 * who were admitted their admission, as long as there is room.
 *
 * <p>A user has one living place: of two old ones the younger counts, an old one counts before one
 * that was taken after the loss. Works on one batch of tokens.
 */
final class Returns {
  private final QueueHead head;
  private final List<PlaceTable.Row> rows = new ArrayList<>();

  private Returns(QueueHead head) {
    this.head = head;
  }

  /** Gives back what the tokens name and may come back; the rest is left as it is. Idempotent. */
  static void take(QueueHead head, List<PlaceRef> tokens) {
    if (head.lost.below() == 0) {
      return;
    }
    Returns returns = new Returns(head);
    for (PlaceRef token : tokens) {
      if (token.epoch() == head.epoch && head.lost.mayReturn(token.sequence())) {
        returns.take(token);
      }
    }
    returns.putInLine();
    head.admission.admitWhileAllowed();
  }

  private void take(PlaceRef token) {
    long living = head.sequenceByUser.get(token.userId());
    if (living == token.sequence()) {
      learn(token);
      return;
    }
    if (living != LongLongMap.NONE && !giveUp(living, token)) {
      return;
    }
    if (token.isAdmitted() && head.nowMs >= token.admissionEndsAtMs()) {
      head.lost.end(token.sequence());
    } else if (token.isAdmitted() && hasRoom()) {
      restore(token);
    } else if (!head.phase().isOver()) {
      rows.add(new PlaceTable.Row(token.sequence(), token.userId(), joinedAtMs(token)));
      head.sequenceByUser.put(token.userId(), token.sequence());
      head.log.add(token.sequence());
    }
  }

  private boolean hasRoom() {
    return head.admitted.count() < head.settings.capacity();
  }

  /** Gives a user an admitted place back; once, and not beside another living place. */
  static void restore(QueueHead head, AdmittedPlace place) {
    if (head.sequenceByUser.get(place.userId()) == LongLongMap.NONE
        && head.admitted.get(place.sequence()) == null) {
      head.admitted.add(place);
      head.sequenceByUser.put(place.userId(), place.sequence());
      head.log.add(place.sequence());
      head.admission.lastAdmitted = Math.max(head.admission.lastAdmitted, place.sequence());
    }
  }

  private void restore(PlaceRef token) {
    restore(
        head,
        new AdmittedPlace(
            token.sequence(),
            token.userId(),
            joinedAtMs(token),
            token.admittedAtMs(),
            token.admissionEndsAtMs(),
            token.admissionEndsAtMs(),
            0));
  }

  /**
   * The place is back already. Of one that was given back from a hold, the token knows when it was
   * admitted; of one that came back with a token from before its admission, that it was.
   */
  private void learn(PlaceRef token) {
    if (!token.isAdmitted()) {
      return;
    }
    if (head.lost.takeGuess(token.sequence())) {
      correct(token);
    } else if (head.nowMs < token.admissionEndsAtMs() && hasRoom()) {
      putInLine();
      int index = head.waiting.indexOf(token.sequence());
      if (index >= 0) {
        head.waiting.remove(index);
        head.sequenceByUser.remove(token.userId());
        restore(token);
      }
    }
  }

  /** Takes over when a place was admitted, and until when; a hold's end stays. */
  private void correct(PlaceRef token) {
    AdmittedPlace place = head.admitted.get(token.sequence());
    if (place != null) {
      head.admitted.replace(
          new AdmittedPlace(
              place.sequence(),
              place.userId(),
              token.joinedAtMs(),
              token.admittedAtMs(),
              token.admissionEndsAtMs(),
              Math.max(place.endMs(), token.admissionEndsAtMs()),
              place.pendingUntilMs()));
      head.log.add(token.sequence());
    }
  }

  /** Ends the user's other place for the one of the token, if that is the better one. */
  private boolean giveUp(long living, PlaceRef token) {
    putInLine();
    int index = head.waiting.indexOf(living);
    boolean older = head.lost.includes(living) && token.sequence() < living;
    if (older) {
      head.lost.end(token.sequence());
    }
    if (older || index < 0) {
      return false;
    }
    head.waiting.remove(index);
    head.sequenceByUser.remove(token.userId());
    head.lost.end(living);
    head.log.add(living);
    return true;
  }

  private long joinedAtMs(PlaceRef token) {
    return token.joinedAtMs() > 0 ? token.joinedAtMs() : head.nowMs;
  }

  private void putInLine() {
    if (rows.isEmpty()) {
      return;
    }
    Collections.sort(rows);
    rows.forEach(row -> head.waiting.put(row.sequence(), row.userId(), row.joinedMs(), head.nowMs));
    rows.clear();
  }
}
