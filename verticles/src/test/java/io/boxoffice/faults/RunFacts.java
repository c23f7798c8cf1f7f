package io.boxoffice.faults;

/**
 * What the checker must know of a run beside its history. Times as {@link RigClock} counts them.
 *
 * @param lossFromUs from when on heads may have been lost, and {@code lossToUs} until when; {@link
 *     #NEVER} where the run kills no head together with its backup
 * @param cutNode the node that has lost its quorum, from {@code quorumLostUs} to {@code healUs}; -1
 *     where none has
 * @param threeTriesSuffice whether every request must succeed within three tries
 * @param rejoined whether every node was ready again after the healing
 */
record RunFacts(
    int capacity,
    long admissionTtlUs,
    long lossFromUs,
    long lossToUs,
    int cutNode,
    long quorumLostUs,
    long healUs,
    boolean threeTriesSuffice,
    boolean rejoined) {
  static final long NEVER = Long.MAX_VALUE;

  /** Nothing happens at all. */
  static RunFacts calm(int capacity, int admissionTtlSeconds) {
    long ttlUs = admissionTtlSeconds * 1_000_000L;
    return new RunFacts(capacity, ttlUs, NEVER, NEVER, -1, NEVER, NEVER, false, true);
  }

  boolean headsMayBeLost() {
    return lossFromUs != NEVER;
  }

  boolean beforeLoss(Attempt attempt) {
    return attempt.answeredUs() <= lossFromUs;
  }

  /** Whether it was answered after the loss, and not from a copy of before, as reads may be. */
  boolean afterLoss(Attempt attempt) {
    long copiesUs = attempt.call().operation().changes() ? 0 : Places.VIEW_AGE_US;
    return headsMayBeLost() && attempt.invokedUs() >= lossToUs + copiesUs;
  }
}
