package io.boxoffice.faults;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A refusal must fit what happened: a code that cannot be true tells of a loss. */
final class RefusalChecks {
  private static final String EXPIRED = "QUEUE_TOKEN_EXPIRED";
  private static final String RUNNING = "IDEMPOTENCY_IN_PROGRESS";

  /** What may be refused at all; SERVICE_UNAVAILABLE and OUTCOME_UNKNOWN always may. */
  private static final Map<Operation, Set<String>> CODES =
      Map.of(
          Operation.JOIN, Set.of("SOLD_OUT"),
          Operation.POLL, Set.of(EXPIRED),
          Operation.LEAVE, Set.of(EXPIRED),
          Operation.READ_SEATS, Set.of(EXPIRED, "NOT_ADMITTED"),
          Operation.HOLD,
              Set.of(
                  EXPIRED,
                  RUNNING,
                  "NOT_ADMITTED",
                  "SEAT_TAKEN",
                  "SEAT_LIMIT_REACHED",
                  "BOOKING_CLOSED",
                  "SOLD_OUT"),
          Operation.PAY, Set.of(RUNNING, "HOLD_EXPIRED", "ALREADY_PAID", "INSUFFICIENT_BALANCE"),
          Operation.RELEASE, Set.of("ALREADY_PAID"),
          Operation.CHARGE, Set.of(RUNNING));

  private final List<Attempt> attempts;
  private final Places places;
  private final Reservations reservations;
  private final Consumer<Violation> found;

  RefusalChecks(
      List<Attempt> attempts, Places places, Reservations reservations, Consumer<Violation> found) {
    this.attempts = attempts;
    this.places = places;
    this.reservations = reservations;
    this.found = found;
  }

  void run() {
    for (Attempt attempt : attempts) {
      if (attempt.reply().outcome() == Outcome.REFUSED
          && attempt.reply().status() < 500
          && !fits(attempt)) {
        found.accept(new Violation(Invariant.RIGHT_REFUSAL, attempt.toString()));
      }
    }
  }

  private boolean fits(Attempt refused) {
    String code = refused.reply().code();
    if (!CODES.get(refused.call().operation()).contains(code)) {
      return false;
    }
    return switch (code) {
      case EXPIRED -> places.mayHaveEnded(refused.token(), refused.answeredUs());
      case "NOT_ADMITTED" -> !surelyAdmitted(refused);
      case "SOLD_OUT", "BOOKING_CLOSED" -> places.soldOut();
      case "SEAT_LIMIT_REACHED" -> others(refused, Operation.HOLD);
      case "HOLD_EXPIRED" -> mayHaveLapsed(refused);
      case "ALREADY_PAID" ->
          reservations.payAttemptedUs(refused.reservation()) < refused.answeredUs();
      case "INSUFFICIENT_BALANCE" -> mayBePoor(refused);
      case RUNNING -> sameKeyBefore(refused);
      default -> true;
    };
  }

  private boolean surelyAdmitted(Attempt refused) {
    RunFacts facts = places.facts();
    boolean lost = facts.headsMayBeLost() && refused.answeredUs() >= facts.lossFromUs();
    return !lost
        && !places.mayHaveEnded(refused.token(), refused.answeredUs())
        && places.admissions(refused.token()).stream()
            .anyMatch(proof -> proof.answeredUs() <= refused.invokedUs());
  }

  private boolean others(Attempt refused, Operation operation) {
    return attempts.stream()
        .anyMatch(
            other ->
                other.is(operation)
                    && other.client().equals(refused.client())
                    && other.mayHaveHappened()
                    && other.invokedUs() < refused.answeredUs());
  }

  private boolean mayHaveLapsed(Attempt refused) {
    Attempt hold = reservations.hold(refused.reservation());
    return hold == null
        || hold.number("expiresAtUs") <= refused.answeredUs() + Places.CLOCK_SLACK_US
        || reservations.releasedUs(refused.reservation()) < refused.answeredUs();
  }

  /**
   * Whether a balance too low is possible: charges that are surely in, payments that may be out.
   */
  private boolean mayBePoor(Attempt refused) {
    Attempt hold = reservations.hold(refused.reservation());
    if (hold == null) {
      return true;
    }
    long least = 0;
    Set<String> counted = new HashSet<>();
    for (Attempt other : attempts) {
      if (!other.client().equals(refused.client())) {
        continue;
      }
      if (other.ok(Operation.CHARGE)
          && other.answeredUs() <= refused.invokedUs()
          && counted.add(other.field("chargeId"))) {
        least += other.number("amount");
      } else if (other.is(Operation.PAY)
          && other.mayHaveHappened()
          && other.invokedUs() <= refused.answeredUs()
          && counted.add(other.reservation())) {
        Attempt paid = reservations.hold(other.reservation());
        least -= paid == null ? RunFacts.NEVER / 1_000 : paid.number("amount");
      }
    }
    return least < hold.number("amount");
  }

  /** Another try that may still run, or that ran at the same time. */
  private boolean sameKeyBefore(Attempt refused) {
    return attempts.stream()
        .anyMatch(
            other ->
                other.id() != refused.id()
                    && other.call().request() == refused.call().request()
                    && other.invokedUs() <= refused.answeredUs()
                    && (other.mayHaveHappened() || other.answeredUs() >= refused.invokedUs()));
  }
}
