package io.boxoffice.queue;

import io.boxoffice.queue.HeadCommand.Sync;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One queue's living places as this node knows them: exact positions without asking the head.
 *
 * <p>It says what is there and never that something is not: what it does not find, or has a newer
 * word of than its own copy, the head is asked about. What comes in several parts is shown when all
 * of them are there; until then the copy before answers, as long as it is young enough. Confined to
 * one context.
 */
final class PositionView {
  /** A copy that is older answers nothing. */
  static final long MAX_AGE_MS = 1_000;

  /** The signs of life that one command brings. */
  static final int MOST_HEARD = 4_096;

  /** The signs that are kept for the next commands: half a second of the busiest node. */
  private static final int MOST_GATHERED = 65_536;

  /** Changes that come faster than they can be told: a new copy is soon shorter. */
  private static final int MOST_PARTS = 64;

  private static final long NEVER = -1;
  private static final long NANOS_PER_MS = 1_000_000;

  /** What answers; null where there is nothing to believe. */
  private HeadCopy copy;

  private HeadReply.Facts facts;
  private QueueFacts queue;
  private long shownIncarnation = NEVER;
  private long version = NEVER;
  private long asOfNanos;

  /** A copy in the making; null where the present one is only brought up to date. */
  private HeadCopy next;

  /** What the present copy must take over, once it is all there. */
  private final List<HeadDelta> parts = new ArrayList<>();

  /** Up to where everything was told; see {@link HeadDelta}. */
  private long incarnation = NEVER;

  private long toldVersion = NEVER;
  private long toldBelow;

  /** Places that this node changed at the head, by the version that has the change. */
  private final Map<Long, Long> ownWrites = new HashMap<>();

  private long ownSettings = NEVER;

  private final SignsOfLife signs = new SignsOfLife(MOST_GATHERED);

  /** Begins another round of signs of life. */
  void gatherSigns() {
    signs.gather();
  }

  /** What to tell and ask the head next. */
  Sync ask() {
    return new Sync(incarnation, toldVersion, toldBelow, signs.first(MOST_HEARD));
  }

  /** Whether there is more to ask or to tell. */
  boolean isBehind() {
    return incarnation == NEVER || next != null || !parts.isEmpty() || signs.untold() > 0;
  }

  /** Whether the copy has all that is known to have changed, and answers for every place. */
  boolean isAsItsHead() {
    return copy != null && !isBehind() && ownWrites.isEmpty() && ownSettings <= version;
  }

  /** How old the copy is, in milliseconds; {@link Long#MAX_VALUE} where there is none. */
  long ageMs(long nowNanos) {
    return copy == null ? Long.MAX_VALUE : (nowNanos - asOfNanos) / NANOS_PER_MS;
  }

  /** The queue is not there: nobody needs to be told who was heard of. */
  void forget() {
    signs.told(signs.untold());
    distrust();
  }

  /** This copy is not to be believed: the next one must be whole. */
  private void distrust() {
    copy = null;
    queue = null;
    facts = null;
    version = NEVER;
    shownIncarnation = NEVER;
    ownWrites.clear();
    ownSettings = NEVER;
    askAnew();
  }

  private void askAnew() {
    next = null;
    parts.clear();
    incarnation = NEVER;
    toldVersion = NEVER;
    toldBelow = 0;
  }

  /**
   * Takes a delta in, and changes nothing that is shown.
   *
   * @param asked what it answers
   */
  void take(Sync asked, HeadDelta delta) {
    signs.told(asked.heard().size());
    if (delta.anew()) {
      next = new HeadCopy();
      parts.clear();
    }
    if (next == null) {
      parts.add(delta);
    } else {
      next.take(delta);
    }
    incarnation = delta.incarnation();
    toldVersion = delta.version();
    toldBelow = delta.below();
    if (parts.size() > MOST_PARTS && !delta.whole()) {
      askAnew();
    }
  }

  /**
   * Shows what was taken in.
   *
   * @param last the delta that made it whole, taken in already
   * @param askedNanos when the head was asked for that: the copy is as old
   * @return false where the copy does not match the head and was forgotten
   */
  boolean show(HeadReply.Facts headFacts, HeadDelta last, long askedNanos) {
    if (next != null) {
      copy = next;
      next = null;
    }
    parts.forEach(copy::take);
    parts.clear();
    if (copy.fingerprint() != last.fingerprint()) {
      distrust();
      return false;
    }
    // Before the first copy there are own writes already, which it may not have.
    if (shownIncarnation != NEVER && last.incarnation() != shownIncarnation) {
      ownWrites.clear();
      ownSettings = NEVER;
    }
    shownIncarnation = last.incarnation();
    facts = headFacts;
    queue = last.facts();
    version = last.version();
    asOfNanos = askedNanos;
    ownWrites.values().removeIf(written -> written <= version);
    return true;
  }

  /** This node changed the place at the head, whose version then was this one. */
  void wrote(long sequence, long atVersion) {
    if (atVersion > version) {
      ownWrites.put(sequence, atVersion);
    }
  }

  /** This node changed something that concerns all places. */
  void wroteSettings(long atVersion) {
    ownSettings = Math.max(ownSettings, atVersion);
  }

  /** What the head told of itself; null before the first copy. */
  HeadReply.Facts facts() {
    return facts;
  }

  /**
   * The place as it stands, for its user's sign of life, of which the head will be told; null where
   * the head must be asked.
   *
   * @param nowMs on the one clock
   */
  PlaceAnswer find(PlaceRef place, long nowMs, long nowNanos) {
    if (ageMs(nowNanos) > MAX_AGE_MS
        || facts.epoch() != place.epoch()
        || ownSettings > version
        || (!ownWrites.isEmpty() && ownWrites.containsKey(place.sequence()))) {
      return null;
    }
    int index = copy.waiting.indexOf(place.sequence());
    return index >= 0 ? findWaiting(place, index, nowMs) : findAdmitted(place, nowMs);
  }

  private PlaceAnswer findWaiting(PlaceRef place, int index, long nowMs) {
    PlaceTable waiting = copy.waiting;
    // A token that tells of the admission is ahead of this copy.
    if (waiting.userId(index) != place.userId() || nowMs < place.admissionEndsAtMs()) {
      return null;
    }
    // Two readers at a time may both add it, which does no harm.
    if (waiting.stamp(index) != signs.round()) {
      if (!signs.add(place.sequence())) {
        return null;
      }
      waiting.raiseStamp(index, signs.round());
    }
    long endsAtMs = Math.max(nowMs + queue.waitingTtlMs(), queue.graceUntilMs());
    return queue.waiting(waiting.row(index), waiting.position(index), endsAtMs);
  }

  /** A token that tells of another admission may have something to teach a head made anew. */
  private PlaceAnswer findAdmitted(PlaceRef place, long nowMs) {
    AdmittedPlace in = copy.admitted.get(place.sequence());
    boolean agree =
        in != null
            && in.userId() == place.userId()
            && (!place.isAdmitted() || place.admittedAtMs() == in.admittedAtMs());
    return agree && nowMs < in.endMs() ? queue.admitted(in) : null;
  }
}
