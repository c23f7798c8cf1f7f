package io.boxoffice.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Strict FIFO: whoever is admitted has no living, waiting place before him.
 *
 * <p>Two proofs: both were admitted, the smaller sequence later; or the smaller sequence still
 * waits when every view has long known of the other's admission. After a loss of heads only places
 * that had come back count.
 */
final class OrderCheck {
  private record Admission(PlaceId place, long atUs) {}

  private final Places places;

  OrderCheck(Places places) {
    this.places = places;
  }

  void run(Consumer<Violation> found) {
    List<Admission> admissions = new ArrayList<>();
    places
        .answers()
        .forEach(
            (place, answers) ->
                answers.stream()
                    .filter(answer -> answer.shows("ADMITTED"))
                    .mapToLong(answer -> answer.number("admittedAtUs"))
                    .min()
                    .ifPresent(atUs -> admissions.add(new Admission(place, atUs))));
    admissions.sort(Comparator.comparingLong(Admission::atUs));
    places.answers().forEach((place, answers) -> compare(place, answers, admissions, found));
  }

  /** Looks for the one who was admitted first among those behind this place. */
  private void compare(
      PlaceId place, List<Attempt> answers, List<Admission> admissions, Consumer<Violation> found) {
    Admission own =
        admissions.stream().filter(one -> one.place().equals(place)).findFirst().orElse(null);
    for (Admission other : admissions) {
      if (other.place().epoch() != place.epoch() || other.place().sequence() <= place.sequence()) {
        continue;
      }
      if (own != null && own.atUs() > other.atUs() && comparable(answers, other, own.atUs())) {
        found.accept(
            new Violation(
                Invariant.ORDER,
                "%s was admitted at %d, before %s at %d"
                    .formatted(other.place(), other.atUs(), place, own.atUs())));
        return;
      }
      for (Attempt answer : answers) {
        if (answer.shows("WAITING")
            && answer.invokedUs() > other.atUs() + Places.VIEW_AGE_US
            && comparable(answers, other, answer.invokedUs())) {
          found.accept(
              new Violation(
                  Invariant.ORDER,
                  "%s was admitted at %d, but %s".formatted(other.place(), other.atUs(), answer)));
          return;
        }
      }
    }
  }

  /**
   * Whether the place was surely in the queue, under the same head, when the other was admitted.
   */
  private boolean comparable(List<Attempt> answers, Admission other, long evidenceUs) {
    RunFacts facts = places.facts();
    if (!facts.headsMayBeLost() || evidenceUs <= facts.lossFromUs()) {
      return true;
    }
    return other.atUs() > facts.lossToUs()
        && answers.stream()
            .anyMatch(
                answer ->
                    facts.afterLoss(answer)
                        && answer.answeredUs() + Places.CLOCK_SLACK_US < other.atUs());
  }
}
