package io.boxoffice.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sequences, places that are kept, positions and states that only go forward. */
final class PlaceChecks {
  private final Places places;
  private final Consumer<Violation> found;

  PlaceChecks(Places places, Consumer<Violation> found) {
    this.places = places;
    this.found = found;
  }

  void run() {
    uniqueSequences();
    keptPlaces();
    places.answers().values().forEach(this::positions);
  }

  private void uniqueSequences() {
    places
        .answers()
        .forEach(
            (place, answers) -> {
              long owners = answers.stream().map(Attempt::client).distinct().count();
              if (owners > 1) {
                report(Invariant.UNIQUE_SEQUENCE, place + " was given to " + owners + " users");
              }
            });
  }

  /** A later answer with another place needs an end of the earlier one, and a greater sequence. */
  private void keptPlaces() {
    Map<String, List<Attempt>> byClient = new HashMap<>();
    places.answers().values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Attempt::invokedUs))
        .forEach(
            answer ->
                byClient.computeIfAbsent(answer.client(), name -> new ArrayList<>()).add(answer));
    for (List<Attempt> answers : byClient.values()) {
      for (int i = 1; i < answers.size(); i++) {
        Attempt later = answers.get(i);
        Attempt earlier = answers.get(i - 1);
        if (earlier.answeredUs() <= later.invokedUs()
            && !earlier.place().equals(later.place())
            && !mayBeAnother(earlier, later)) {
          report(Invariant.PLACE_KEPT, earlier + " but then " + later);
        }
      }
    }
  }

  private boolean mayBeAnother(Attempt earlier, Attempt later) {
    boolean forward =
        later.place().epoch() > earlier.place().epoch()
            || (later.place().epoch() == earlier.place().epoch()
                && later.place().sequence() > earlier.place().sequence());
    return forward
        && (places.mayHaveEnded(earlier.place(), later.answeredUs())
            || joinedWithoutItsToken(earlier, later));
  }

  /** After a loss, a user who has not brought the token back is not known. */
  private boolean joinedWithoutItsToken(Attempt earlier, Attempt later) {
    RunFacts facts = places.facts();
    return facts.headsMayBeLost()
        && later.is(Operation.JOIN)
        && later.answeredUs() > facts.lossFromUs()
        && places.answers().get(earlier.place()).stream()
            .noneMatch(
                answer -> facts.afterLoss(answer) && answer.answeredUs() <= later.invokedUs());
  }

  private void positions(List<Attempt> answers) {
    for (Attempt later : answers) {
      if (!later.shows("WAITING")) {
        continue;
      }
      Attempt best = null;
      for (Attempt earlier : answers) {
        if (earlier.answeredUs() + Places.VIEW_AGE_US > later.invokedUs()) {
          continue;
        }
        if (earlier.shows("ADMITTED") && !lostBetween(earlier, later)) {
          report(Invariant.POSITION, earlier + " but waits again in " + later);
          return;
        }
        if (earlier.shows("WAITING")
            && (best == null || earlier.number("position") <= best.number("position"))) {
          best = earlier;
        }
      }
      if (best != null
          && later.number("position") > best.number("position") + returned(best, later)) {
        report(Invariant.POSITION, best + " but then " + later);
        return;
      }
    }
  }

  private boolean lostBetween(Attempt earlier, Attempt later) {
    RunFacts facts = places.facts();
    return facts.headsMayBeLost()
        && earlier.invokedUs() <= facts.lossToUs()
        && later.answeredUs() >= facts.lossFromUs();
  }

  /** How many places before this one may have come back with their tokens between the answers. */
  private long returned(Attempt earlier, Attempt later) {
    RunFacts facts = places.facts();
    if (!facts.headsMayBeLost() || later.answeredUs() < facts.lossFromUs()) {
      return 0;
    }
    return places.answers().keySet().stream()
        .filter(other -> other.sequence() < later.place().sequence())
        .filter(
            other ->
                places.sentWith(other).stream()
                        .filter(sent -> sent.answeredUs() >= facts.lossFromUs())
                        .anyMatch(sent -> sent.invokedUs() <= later.answeredUs())
                    && places.sentWith(other).stream()
                            .filter(sent -> facts.afterLoss(sent) && Places.proves(sent, other))
                            .mapToLong(Attempt::answeredUs)
                            .min()
                            .orElse(RunFacts.NEVER)
                        > earlier.invokedUs() - Places.VIEW_AGE_US)
        .count();
  }

  private void report(Invariant invariant, String evidence) {
    found.accept(new Violation(invariant, evidence));
  }
}
