package io.boxoffice.faults;

import io.vertx.core.json.JsonArray;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Answers that agree with one another, typed errors, silent minorities, tries that suffice. */
final class AnswerChecks {
  /** What a repeated answer must repeat; the other fields tell of the moment. */
  private static final List<String> LASTING =
      List.of(
          "epoch",
          "sequence",
          "reservationId",
          "seatIds",
          "amount",
          "paymentId",
          "chargeId",
          "balance");

  private final List<Attempt> attempts;
  private final RunFacts facts;
  private final Consumer<Violation> found;

  AnswerChecks(List<Attempt> attempts, RunFacts facts, Consumer<Violation> found) {
    this.attempts = attempts;
    this.facts = facts;
    this.found = found;
  }

  void run() {
    sameAnswers();
    attempts.forEach(this::typed);
    attempts.forEach(this::silent);
    if (facts.threeTriesSuffice()) {
      suffice();
    }
  }

  private void sameAnswers() {
    Map<String, Attempt> first = new HashMap<>();
    for (Attempt attempt : attempts) {
      if (!attempt.ok() || !attempt.call().operation().changes()) {
        continue;
      }
      Attempt other =
          first.putIfAbsent(
              attempt.client() + attempt.call().operation() + attempt.call().key(), attempt);
      if (other != null && !lasting(other).equals(lasting(attempt))) {
        report(Invariant.SAME_ANSWER, other + " but " + attempt);
      }
    }
  }

  private static JsonArray lasting(Attempt attempt) {
    JsonArray values = new JsonArray();
    LASTING.forEach(name -> values.add(attempt.reply().fields().getValue(name)));
    return values;
  }

  private void typed(Attempt attempt) {
    int status = attempt.reply().status();
    boolean refusal = status >= 400;
    boolean outage = status == 503 || status == 504;
    if ((refusal && !attempt.reply().typed())
        || (status >= 500 && !outage)
        || (status == 503 && !attempt.reply().retryAfter())) {
      report(Invariant.TYPED_ERRORS, attempt.toString());
    }
  }

  private void silent(Attempt attempt) {
    if (attempt.ok()
        && attempt.call().operation().changesQueue()
        && attempt.call().node() == facts.cutNode()
        && attempt.invokedUs() >= facts.quorumLostUs()
        && attempt.answeredUs() < facts.healUs()) {
      report(Invariant.MINORITY_SILENT, attempt.toString());
    }
  }

  /** The last try of a request must have settled it. */
  private void suffice() {
    Map<Long, Attempt> last = new HashMap<>();
    attempts.stream()
        .sorted(Comparator.comparingLong(Attempt::answeredUs))
        .forEach(
            attempt ->
                last.merge(
                    attempt.call().request(),
                    attempt,
                    (before, after) -> before.unsettled() ? after : before));
    last.values().stream()
        .filter(Attempt::unsettled)
        .forEach(attempt -> report(Invariant.THREE_TRIES, "after three tries " + attempt));
  }

  /** How many changes a cut-off node acknowledged once it had lost its quorum, of any kind. */
  static long minorityChanges(List<Attempt> attempts, RunFacts facts, boolean ofQueue) {
    return attempts.stream()
        .filter(attempt -> attempt.ok() && attempt.call().node() == facts.cutNode())
        .filter(
            attempt ->
                ofQueue
                    ? attempt.call().operation().changesQueue()
                    : attempt.call().operation().changes())
        .filter(
            attempt ->
                attempt.invokedUs() >= facts.quorumLostUs()
                    && attempt.answeredUs() < facts.healUs())
        .count();
  }

  private void report(Invariant invariant, String evidence) {
    found.accept(new Violation(invariant, evidence));
  }
}
