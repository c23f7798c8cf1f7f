package io.boxoffice.faults;

import java.util.List;

/** The figures of a run, from its history and its timeline. */
final class Measures {
  private Measures() {}

  static RunResult of(
      Cell cell,
      long seed,
      String commit,
      List<Attempt> attempts,
      Timeline timeline,
      RunFacts facts,
      int nodes,
      List<Violation> violations) {
    return new RunResult(
        cell.label(),
        seed,
        commit,
        violations.stream().map(Violation::toString).toList(),
        attempts.stream().filter(Measures::acknowledged).count(),
        count(attempts, Outcome.OK),
        count(attempts, Outcome.REFUSED),
        count(attempts, Outcome.UNKNOWN),
        sellsAgainMs(attempts, timeline, nodes),
        stallMs(attempts, timeline),
        timeline.recoveryMs(),
        AnswerChecks.minorityChanges(attempts, facts, true),
        AnswerChecks.minorityChanges(attempts, facts, false));
  }

  private static boolean acknowledged(Attempt attempt) {
    return attempt.ok() && attempt.call().operation().changes();
  }

  private static long count(List<Attempt> attempts, Outcome outcome) {
    return attempts.stream().filter(attempt -> attempt.reply().outcome() == outcome).count();
  }

  /** By the nodes that were spared; where none was, by any. */
  private static long sellsAgainMs(List<Attempt> attempts, Timeline timeline, int nodes) {
    boolean anySpared = timeline.struck().size() < nodes;
    return attempts.stream()
        .filter(attempt -> attempt.ok(Operation.HOLD))
        .filter(attempt -> attempt.invokedUs() > timeline.faultUs())
        .filter(attempt -> !anySpared || !timeline.isStruck(attempt.call().node()))
        .mapToLong(attempt -> (attempt.answeredUs() - timeline.faultUs()) / 1_000)
        .min()
        .orElse(-1);
  }

  private static long stallMs(List<Attempt> attempts, Timeline timeline) {
    if (timeline.faultUs() == RunFacts.NEVER) {
      return -1;
    }
    long beforeUs = timeline.faultUs();
    long longestUs = 0;
    List<Long> answers =
        attempts.stream()
            .filter(Measures::acknowledged)
            .map(Attempt::answeredUs)
            .filter(atUs -> atUs > timeline.faultUs())
            .sorted()
            .toList();
    for (long atUs : answers) {
      longestUs = Math.max(longestUs, atUs - beforeUs);
      beforeUs = atUs;
    }
    return longestUs / 1_000;
  }
}
