package io.boxoffice.faults;

import java.util.ArrayList;
import java.util.List;

/** Proves the invariants of a run from what its clients saw and from what the stores hold. */
final class Checker {
  private Checker() {}

  /** Every violation; none where all holds. */
  static List<Violation> check(List<Attempt> attempts, Stores stores, RunFacts facts) {
    List<Violation> found = new ArrayList<>();
    Places places = new Places(attempts, facts, stores.soldOut());
    Reservations reservations = new Reservations(attempts);
    new PlaceChecks(places, found::add).run();
    new OrderCheck(places).run(found::add);
    new CapCheck(places).run(found::add);
    new SeatChecks(reservations, stores, found::add).run();
    new MoneyChecks(attempts, stores, found::add).run();
    new AnswerChecks(attempts, facts, found::add).run();
    new RefusalChecks(attempts, places, reservations, found::add).run();
    if (!facts.rejoined()) {
      found.add(
          new Violation(Invariant.REJOINED, "a node is not ready, or does not see the others"));
    }
    stores.findings().forEach(finding -> found.add(new Violation(Invariant.VERIFIED, finding)));
    return found;
  }
}
