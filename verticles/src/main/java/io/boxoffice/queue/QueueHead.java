package io.boxoffice.queue;

import io.boxoffice.shared.messages.QueueMessages.PlaceState;

/**
 * The queue of one concert: who waits in which order, who is admitted, and until when.
 *
 * <p>Every command enters with a time ({@link #enter}), which first ends what is over and then
 * admits whom the free room allows; a command that frees room admits again. Room is always counted,
 * never remembered. The same commands in the same order give the same state, so a backup that runs
 * them agrees. A user has at most one living place; ended places are forgotten. Not safe for
 * concurrent use: the partition's thread owns it.
 */
final class QueueHead {
  /** A silence of ten missed steps is this side's fault: nobody lapses for it. */
  static final long STALL_MS = 5_000;

  /** Steps come twice a second, so a time so far ahead is a broken clock, or a long sleep. */
  static final long FURTHEST_AHEAD_MS = 3_600_000;

  /**
   * After a long sleep of all nodes every command is that far ahead, and refusing for ever would
   * stop the queue; one broken clock among sound ones never sends so many in a row.
   */
  static final int BELIEVED_AFTER = 8;

  /** No hold lasts longer, so no admission is extended further than this from now. */
  static final long LONGEST_EXTENSION_MS = 2 * 3_600_000L;

  final long concertId;
  final long epoch;
  final long createdMs;
  final WaitingPlaces waiting;
  final AdmittedPlaces admitted = new AdmittedPlaces();
  final LongLongMap sequenceByUser = new LongLongMap();
  final SequenceBlocks blocks;
  final MinuteCount joins;
  final AdmissionControl admission;
  final HeadView view = new HeadView(this);
  final ChangeLog log;
  final LostPlaces lost;

  HeadSettings settings;

  /** Of the concert's row when the settings were read; an older reading is not applied. */
  long settingsRevision;

  long nowMs;
  long owner;
  int implausibleTimes;
  long completed;
  long expired;
  long left;

  /**
   * A new head, on which nobody lapses within the waiting time to live.
   *
   * @param lost what is known of the head that was there before
   */
  QueueHead(
      long concertId, long epoch, HeadSettings settings, LostPlaces lost, long nowMs, long owner) {
    this(
        concertId,
        epoch,
        nowMs,
        new WaitingPlaces(settings.waitingTtlMs(), nowMs + settings.waitingTtlMs()),
        new SequenceBlocks(0),
        new AdmissionRate(settings.admitPerMinute(), 0),
        new MinuteCount(nowMs),
        new MinuteCount(nowMs),
        new ChangeLog(0),
        lost);
    this.settings = settings;
    this.nowMs = nowMs;
    this.owner = owner;
  }

  /** For the codec, which sets the rest. */
  QueueHead(
      long concertId,
      long epoch,
      long createdMs,
      WaitingPlaces waiting,
      SequenceBlocks blocks,
      AdmissionRate rate,
      MinuteCount joins,
      MinuteCount admissions,
      ChangeLog log,
      LostPlaces lost) {
    this.concertId = concertId;
    this.epoch = epoch;
    this.createdMs = createdMs;
    this.waiting = waiting;
    this.blocks = blocks;
    this.joins = joins;
    this.admission = new AdmissionControl(this, rate, admissions);
    this.log = log;
    this.lost = lost;
    waiting.onLapse(this::forgetLapsed);
  }

  /**
   * Begins a command: moves the time on, ends what is over, admits whom the room allows.
   *
   * @param atMs the sender's time; one behind this head's counts as this head's
   * @param ownerId which member decides; a change means that the head moved, so signs of life may
   *     have been lost on the way and nobody lapses within the waiting time to live
   * @return false, with nothing changed, where the time is implausibly far ahead
   */
  boolean enter(long atMs, long ownerId) {
    if (atMs > nowMs + FURTHEST_AHEAD_MS && ++implausibleTimes < BELIEVED_AFTER) {
      return false;
    }
    implausibleTimes = 0;
    boolean interrupted = ownerId != owner || atMs - nowMs > STALL_MS;
    owner = ownerId;
    nowMs = Math.max(nowMs, atMs);
    if (interrupted) {
      waiting.graceUntil(nowMs + settings.waitingTtlMs());
    }
    admission.begin();
    settle();
    return true;
  }

  private void settle() {
    admitted.purge(nowMs, this::forgetExpired);
    waiting.advance(nowMs);
    if (phase().isOver() && waiting.count() > 0) {
      endAllWaiting();
    }
    admission.admitWhileAllowed();
  }

  /** At the cost of the admitted ones, not of those who waited; views copy the head anew. */
  private void endAllWaiting() {
    expired += waiting.count();
    for (int index = waiting.first();
        index >= 0 && lost.includes(waiting.sequence(index));
        index = waiting.after(index)) {
      lost.end(waiting.sequence(index));
    }
    waiting.clear();
    sequenceByUser.clear();
    admitted.all().forEach(place -> sequenceByUser.put(place.userId(), place.sequence()));
    log.skip();
  }

  private void forgetLapsed(long userId, long sequence) {
    forget(userId, sequence);
    expired++;
  }

  private void forgetExpired(AdmittedPlace place) {
    forgetLapsed(place.userId(), place.sequence());
  }

  private void forget(long userId, long sequence) {
    sequenceByUser.remove(userId);
    lost.end(sequence);
    log.add(sequence);
  }

  SalePhase phase() {
    return settings.phaseAt(nowMs);
  }

  /**
   * Applies what operators decided; lowering the capacity evicts nobody.
   *
   * @param revision of the row that was read; what is older than the last applied changes nothing
   */
  void apply(long revision, HeadSettings changed) {
    if (revision < settingsRevision) {
      return;
    }
    settingsRevision = revision;
    if (changed.equals(settings)) {
      return;
    }
    log.add(ChangeLog.SETTINGS);
    boolean otherTtl = changed.waitingTtlMs() != settings.waitingTtlMs();
    settings = changed;
    admission.rate.change(changed.admitPerMinute(), nowMs);
    if (otherTtl) {
      waiting.changeTtl(changed.waitingTtlMs(), nowMs);
    }
    settle();
  }

  /** A place at the back, or the user's living one, for which this is a sign of life. */
  PlaceAnswer join(long userId) {
    long living = sequenceByUser.get(userId);
    if (living != LongLongMap.NONE) {
      return heard(userId, living);
    }
    Verdict refusal = joinRefusal();
    if (refusal != Verdict.OK) {
      return PlaceAnswer.refused(refusal, userId);
    }
    long sequence = blocks.take();
    if (sequence == 0) {
      return PlaceAnswer.refused(Verdict.NEEDS_BLOCK, userId);
    }
    waiting.put(sequence, userId, nowMs, nowMs);
    sequenceByUser.put(userId, sequence);
    log.add(sequence);
    joins.add(nowMs, 1);
    admission.admitWhileAllowed();
    return find(userId, sequence).asCreated();
  }

  private Verdict joinRefusal() {
    return switch (phase()) {
      case NOT_OPEN -> Verdict.SALES_NOT_OPEN;
      case CLOSED -> Verdict.SALES_CLOSED;
      case SOLD_OUT -> Verdict.SOLD_OUT;
      case OPEN, PAUSED -> {
        boolean straightIn = waiting.count() == 0 && admission.mayAdmit();
        yield waiting.count() < settings.maxWaiting() || straightIn
            ? Verdict.OK
            : Verdict.QUEUE_FULL;
      }
    };
  }

  /** The place as it stands, and that its user was heard of. */
  PlaceAnswer heard(long userId, long sequence) {
    int index = waiting.indexOf(sequence);
    if (index >= 0 && waiting.userId(index) == userId) {
      waiting.heard(index, nowMs);
    }
    return find(userId, sequence);
  }

  /** A sign of life that nobody wants an answer to. */
  void heard(long sequence) {
    int index = waiting.indexOf(sequence);
    if (index >= 0) {
      waiting.heard(index, nowMs);
    }
  }

  /** The place as it stands; no sign of life. ENDED or FOREIGN where it is not the user's. */
  PlaceAnswer find(long userId, long sequence) {
    AdmittedPlace place = admitted.get(sequence);
    int index = place == null ? waiting.indexOf(sequence) : -1;
    if (place == null && index < 0) {
      return PlaceAnswer.refused(Verdict.ENDED, userId);
    }
    long holder = place == null ? waiting.userId(index) : place.userId();
    if (holder != userId) {
      return PlaceAnswer.refused(Verdict.FOREIGN, userId);
    }
    return place == null ? view.waiting(index) : view.admitted(place);
  }

  /** The user's living place; ENDED where there is none. */
  PlaceAnswer findByUser(long userId) {
    return find(userId, sequenceByUser.get(userId));
  }

  /**
   * Ends a place; its room goes to the next in line at once. One that has not come back since its
   * head was lost never does.
   */
  PlaceAnswer end(long userId, long sequence, PlaceState how) {
    PlaceAnswer found = find(userId, sequence);
    if (found.verdict() == Verdict.ENDED) {
      lost.end(sequence);
    }
    if (found.verdict() != Verdict.OK) {
      return found;
    }
    if (found.isAdmitted()) {
      admitted.remove(sequence);
    } else {
      waiting.remove(waiting.indexOf(sequence));
    }
    forget(userId, sequence);
    switch (how) {
      case LEFT -> left++;
      case COMPLETED -> completed++;
      case EXPIRED -> expired++;
      case WAITING, ADMITTED -> throw new IllegalArgumentException("no end: " + how);
    }
    admission.admitWhileAllowed();
    return found;
  }

  /** Lets a hold start, and keeps the admission alive while it is written. */
  PlaceAnswer beginHold(long userId, long sequence, long untilMs) {
    PlaceAnswer found = find(userId, sequence);
    if (found.verdict() != Verdict.OK) {
      return found;
    }
    if (!found.isAdmitted()) {
      return found.with(Verdict.NOT_ADMITTED);
    }
    if (nowMs >= found.originalEndMs()) {
      return PlaceAnswer.refused(Verdict.ENDED, userId);
    }
    admitted.replace(admitted.get(sequence).withPendingUntil(bounded(untilMs)));
    return view.admitted(admitted.get(sequence));
  }

  /** Extends an admission: a hold was written; or, with 0, was refused: nothing is pending. */
  PlaceAnswer extend(long userId, long sequence, long untilMs) {
    PlaceAnswer found = find(userId, sequence);
    if (found.verdict() != Verdict.OK || !found.isAdmitted()) {
      return found.verdict() == Verdict.OK ? found.with(Verdict.NOT_ADMITTED) : found;
    }
    AdmittedPlace extended = admitted.get(sequence).withEnd(bounded(untilMs));
    admitted.replace(extended);
    log.add(sequence);
    settle();
    return view.admitted(extended);
  }

  private long bounded(long untilMs) {
    return Math.min(untilMs, nowMs + LONGEST_EXTENSION_MS);
  }

  /** All living places', for a view to compare with. */
  long fingerprint() {
    return waiting.fingerprint() + admitted.fingerprint();
  }
}
