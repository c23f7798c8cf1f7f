package io.boxoffice.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a history says of the places in the queue, and when each of them may have ended. */
final class Places {
  /** How far the nodes' time and the rig's may be apart: they measure theirs by round trips. */
  static final long CLOCK_SLACK_US = 500_000;

  /** How old a node's view may be, and that slack. */
  static final long VIEW_AGE_US = 1_000_000 + CLOCK_SLACK_US;

  private static final List<Attempt> NONE = List.of();

  private final RunFacts facts;
  private final boolean soldOut;
  private final Map<PlaceId, List<Attempt>> answers = new HashMap<>();
  private final Map<PlaceId, List<Attempt>> sent = new HashMap<>();

  Places(List<Attempt> attempts, RunFacts facts, boolean soldOut) {
    this.facts = facts;
    this.soldOut = soldOut;
    attempts.stream()
        .sorted(Comparator.comparingLong(Attempt::invokedUs))
        .forEach(
            attempt -> {
              if (attempt.place() != null) {
                answers.computeIfAbsent(attempt.place(), id -> new ArrayList<>()).add(attempt);
              }
              if (attempt.token() != null) {
                sent.computeIfAbsent(attempt.token(), id -> new ArrayList<>()).add(attempt);
              }
            });
  }

  RunFacts facts() {
    return facts;
  }

  boolean soldOut() {
    return soldOut;
  }

  /** The answers that showed each place, by time of invocation. */
  Map<PlaceId, List<Attempt>> answers() {
    return answers;
  }

  /** What was sent with the token of a place, by time of invocation. */
  List<Attempt> sentWith(PlaceId place) {
    return sent.getOrDefault(place, NONE);
  }

  /** When the owner first did what may end the place; {@link RunFacts#NEVER} if at no time. */
  long endedByOwnerUs(PlaceId place) {
    return sentWith(place).stream()
        .filter(attempt -> attempt.is(Operation.LEAVE) || attempt.is(Operation.PAY))
        .filter(Attempt::mayHaveHappened)
        .mapToLong(Attempt::invokedUs)
        .min()
        .orElse(RunFacts.NEVER);
  }

  /** Whether the place can have ended by then without anybody's fault. */
  boolean mayHaveEnded(PlaceId place, long byUs) {
    return soldOut
        || endedByOwnerUs(place) <= byUs
        || lapsesUs(place, byUs) <= byUs + CLOCK_SLACK_US;
  }

  /**
   * The earliest end of the place for want of signs of life or time, as known by then. A place that
   * was last seen waiting may have been admitted unseen right afterwards.
   */
  private long lapsesUs(PlaceId place, long byUs) {
    long admissionEndsUs = RunFacts.NEVER;
    long waitingEndsUs = Long.MIN_VALUE;
    long lastWaitingUs = 0;
    for (Attempt answer : answers.getOrDefault(place, NONE)) {
      if (answer.answeredUs() > byUs) {
        continue;
      }
      long expiresUs = answer.number("expiresAtUs");
      if (answer.shows("ADMITTED")) {
        admissionEndsUs = Math.min(admissionEndsUs, expiresUs);
      } else {
        waitingEndsUs = Math.max(waitingEndsUs, expiresUs);
        lastWaitingUs = Math.max(lastWaitingUs, answer.invokedUs());
      }
    }
    return admissionEndsUs != RunFacts.NEVER
        ? admissionEndsUs
        : Math.min(waitingEndsUs, lastWaitingUs + facts.admissionTtlUs());
  }

  /** Whether an answer proves that the place was admitted while it was asked for. */
  static boolean provesAdmission(Attempt attempt) {
    return attempt.shows("ADMITTED")
        || attempt.ok(Operation.HOLD)
        || attempt.ok(Operation.READ_SEATS);
  }

  /** Whether an answer proves that the place lived; a charge says nothing of it. */
  static boolean proves(Attempt attempt, PlaceId place) {
    return attempt.place() == null ? provesAdmission(attempt) : attempt.place().equals(place);
  }

  /** All answers that prove the admission of a place. */
  List<Attempt> admissions(PlaceId place) {
    List<Attempt> proofs = new ArrayList<>();
    answers.getOrDefault(place, NONE).stream().filter(Places::provesAdmission).forEach(proofs::add);
    sentWith(place).stream()
        .filter(attempt -> attempt.place() == null && provesAdmission(attempt))
        .forEach(proofs::add);
    proofs.sort(Comparator.comparingLong(Attempt::invokedUs));
    return proofs;
  }
}
