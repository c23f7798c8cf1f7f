package io.boxoffice.queue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One queue's living places as this node knows them: exact positions without asking the head.
 *
 * <p>It says what is there and never that something is not: what it does not find, or has a newer
 * word of than its own copy, the head is asked about. Confined to one context.
 */
final class PositionView {
  /** A copy that is older answers nothing. */
  static final long MAX_AGE_MS = 1_000;

  private static final long NEVER = -1;
  private static final long NANOS_PER_MS = 1_000_000;

  private PlaceTable waiting = new PlaceTable();
  private AdmittedPlaces admitted = new AdmittedPlaces();
  private HeadReply.Facts facts;
  private QueueFacts queue;
  private long incarnation = NEVER;
  private long version = NEVER;
  private long asOfNanos;

  /** Places that this node changed at the head, by the version that has the change. */
  private final Map<Long, Long> ownWrites = new HashMap<>();

  private long ownSettings = NEVER;

  /** What to ask the head for changes of; see {@link HeadDelta#of}. */
  long incarnation() {
    return incarnation;
  }

  /** Up to which version the changes are known; negative where everything is needed. */
  long version() {
    return version;
  }

  /** How old the copy is, in milliseconds; {@link Long#MAX_VALUE} where there is none. */
  long ageMs(long nowNanos) {
    return queue == null ? Long.MAX_VALUE : (nowNanos - asOfNanos) / NANOS_PER_MS;
  }

  /** The queue is not there, or this copy is not to be believed: the next one must be whole. */
  void forget() {
    waiting = new PlaceTable();
    admitted = new AdmittedPlaces();
    ownWrites.clear();
    ownSettings = NEVER;
    queue = null;
    facts = null;
    incarnation = NEVER;
    version = NEVER;
  }

  /**
   * Takes a delta over.
   *
   * @param askedNanos when the head was asked: the copy is as old as that
   * @return false where the copy does not match the head afterwards and was forgotten
   */
  boolean apply(HeadReply.Facts headFacts, HeadDelta delta, long askedNanos) {
    if (delta.full()) {
      waiting = new PlaceTable();
      admitted = new AdmittedPlaces();
    }
    // Before the first copy there are own writes already, which it may not have.
    if (incarnation != NEVER && delta.incarnation() != incarnation) {
      ownWrites.clear();
      ownSettings = NEVER;
    }
    delta.gone().forEach(this::drop);
    delta.admitted().forEach(this::admit);
    putInLine(delta.waiting());
    if (waiting.fingerprint() + admitted.fingerprint() != delta.fingerprint()) {
      forget();
      return false;
    }
    facts = headFacts;
    queue = delta.facts();
    incarnation = delta.incarnation();
    version = delta.version();
    asOfNanos = askedNanos;
    ownWrites.values().removeIf(written -> written <= version);
    return true;
  }

  private void drop(long sequence) {
    int index = waiting.indexOf(sequence);
    if (index >= 0) {
      waiting.remove(index);
    }
    admitted.remove(sequence);
  }

  private void admit(AdmittedPlace place) {
    drop(place.sequence());
    admitted.add(place);
  }

  private void putInLine(List<PlaceTable.Row> places) {
    boolean inOrder = true;
    long last = waiting.lastSequence();
    for (PlaceTable.Row place : places) {
      drop(place.sequence());
      inOrder &= place.sequence() > last;
    }
    if (inOrder) {
      places.forEach(place -> waiting.append(place.sequence(), place.userId(), place.joinedMs()));
    } else {
      waiting.merge(places.toArray(PlaceTable.Row[]::new));
    }
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
   * The place as it stands, for its user's sign of life; null where the head must be asked.
   *
   * @param nowMs on the one clock
   */
  PlaceAnswer find(PlaceRef place, long nowMs, long nowNanos) {
    if (ageMs(nowNanos) > MAX_AGE_MS
        || facts.epoch() != place.epoch()
        || ownSettings > version
        || ownWrites.containsKey(place.sequence())) {
      return null;
    }
    // A token that tells of another admission may have something to teach a head made anew.
    AdmittedPlace in = admitted.get(place.sequence());
    if (in != null) {
      boolean agree = !place.isAdmitted() || place.admittedAtMs() == in.admittedAtMs();
      return agree && in.userId() == place.userId() && nowMs < in.endMs()
          ? queue.admitted(in)
          : null;
    }
    int index = waiting.indexOf(place.sequence());
    // A token that tells of the admission is ahead of this copy.
    if (index < 0 || waiting.userId(index) != place.userId() || nowMs < place.admissionEndsAtMs()) {
      return null;
    }
    long endsAtMs = Math.max(nowMs + queue.waitingTtlMs(), queue.graceUntilMs());
    return queue.waiting(waiting.row(index), waiting.position(index), endsAtMs);
  }
}
