package io.boxoffice.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts the places that were surely admitted at one time.
 *
 * <p>A place counts from the answer that first proves its admission to the last one that does, or
 * to the end that was printed, and never past what its owner did to end it. What is not certain is
 * not counted, so a violation is one.
 */
final class CapCheck {
  private record Step(long atUs, int change, PlaceId place) {}

  private final Places places;
  private final List<Step> steps = new ArrayList<>();

  CapCheck(Places places) {
    this.places = places;
  }

  void run(Consumer<Violation> found) {
    RunFacts facts = places.facts();
    for (PlaceId place : places.answers().keySet()) {
      List<Attempt> proofs = places.admissions(place);
      if (facts.headsMayBeLost()) {
        // Between the two a place that has not come back is not admitted.
        count(place, proofs.stream().filter(facts::beforeLoss).toList());
        count(place, proofs.stream().filter(facts::afterLoss).toList());
      } else {
        count(place, proofs);
      }
    }
    sweep(facts.capacity(), found);
  }

  private void count(PlaceId place, List<Attempt> proofs) {
    if (proofs.isEmpty()) {
      return;
    }
    long fromUs = proofs.stream().mapToLong(Attempt::answeredUs).min().orElseThrow();
    long toUs = proofs.get(proofs.size() - 1).invokedUs();
    if (!places.facts().headsMayBeLost()) {
      for (Attempt proof : proofs) {
        if (proof.shows("ADMITTED")) {
          fromUs = Math.min(fromUs, proof.number("admittedAtUs") + Places.CLOCK_SLACK_US);
        }
      }
      toUs =
          Math.max(
              toUs,
              proofs.stream()
                  .filter(proof -> proof.shows("ADMITTED"))
                  .mapToLong(proof -> proof.number("expiresAtUs") - Places.CLOCK_SLACK_US)
                  .min()
                  .orElse(toUs));
    }
    toUs = Math.min(toUs, places.endedByOwnerUs(place));
    if (fromUs < toUs) {
      steps.add(new Step(fromUs, 1, place));
      steps.add(new Step(toUs, -1, place));
    }
  }

  private void sweep(int capacity, Consumer<Violation> found) {
    steps.sort(Comparator.comparingLong(Step::atUs).thenComparingInt(Step::change));
    List<PlaceId> admitted = new ArrayList<>();
    int most = capacity;
    for (Step step : steps) {
      if (step.change() < 0) {
        admitted.remove(step.place());
        continue;
      }
      admitted.add(step.place());
      if (admitted.size() > most) {
        most = admitted.size();
        found.accept(
            new Violation(
                Invariant.CAP,
                "%d of %d admitted at %d: %s".formatted(most, capacity, step.atUs(), admitted)));
      }
    }
  }
}
