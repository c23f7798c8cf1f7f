package io.boxoffice.faults;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a history says of holds and of what became of them. */
final class Reservations {
  private final List<Attempt> attempts;
  private final Map<String, Attempt> holds = new HashMap<>();

  Reservations(List<Attempt> attempts) {
    this.attempts = attempts;
    for (Attempt attempt : attempts) {
      if (attempt.ok(Operation.HOLD)) {
        holds.merge(attempt.reservation(), attempt, Reservations::earlier);
      }
    }
  }

  private static Attempt earlier(Attempt one, Attempt other) {
    return one.answeredUs() <= other.answeredUs() ? one : other;
  }

  /** The first acknowledgement of each hold. */
  Collection<Attempt> holds() {
    return holds.values();
  }

  /** The acknowledged hold, or null. */
  Attempt hold(String reservationId) {
    return holds.get(reservationId);
  }

  /** When a payment of it was first acknowledged. */
  long paidUs(String reservationId) {
    return attempts.stream()
        .filter(attempt -> attempt.ok(Operation.PAY) && of(attempt, reservationId))
        .mapToLong(Attempt::answeredUs)
        .min()
        .orElse(RunFacts.NEVER);
  }

  /** When a payment that may have happened was first asked for. */
  long payAttemptedUs(String reservationId) {
    return firstUs(attempt -> attempt.is(Operation.PAY) && of(attempt, reservationId));
  }

  /** When it was first asked to be released; leaving the queue does so, too. */
  long releasedUs(String reservationId) {
    Attempt hold = holds.get(reservationId);
    return firstUs(
        attempt ->
            (attempt.is(Operation.RELEASE) && of(attempt, reservationId))
                || (attempt.is(Operation.LEAVE)
                    && hold != null
                    && hold.client().equals(attempt.client())
                    && attempt.answeredUs() >= hold.invokedUs()));
  }

  private long firstUs(Predicate<Attempt> wanted) {
    return attempts.stream()
        .filter(wanted.and(Attempt::mayHaveHappened))
        .mapToLong(Attempt::invokedUs)
        .min()
        .orElse(RunFacts.NEVER);
  }

  private static boolean of(Attempt attempt, String reservationId) {
    return reservationId.equals(attempt.reservation());
  }
}
