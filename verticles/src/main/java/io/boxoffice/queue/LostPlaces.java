package io.boxoffice.queue;

import java.util.BitSet;

/**
 * What a head that was made anew knows of its lost predecessor's places: which may still come back
 * with their tokens.
 *
 * <p>A sequence of the predecessor's comes back once at most: one that has ended since, or was paid
 * for, is remembered as dead (a bit each). Not safe for concurrent use.
 */
final class LostPlaces {
  /** Of a head that is the first of its epoch. */
  static LostPlaces none() {
    return new LostPlaces(0, 0, new BitSet(), new BitSet());
  }

  private final long below;
  private final long untilMs;
  private final BitSet dead;
  private final BitSet guessed;

  /**
   * @param below every sequence below this one was the predecessor's to give; at most 2^31 - 1 of
   *     them can come back
   * @param untilMs nobody new is admitted before, so that those who were can come back first
   * @param dead what does not come back
   * @param guessed what was given back from a hold, whose times are not known before its token
   *     tells them
   */
  LostPlaces(long below, long untilMs, BitSet dead, BitSet guessed) {
    this.below = Math.min(below, Integer.MAX_VALUE);
    this.untilMs = untilMs;
    this.dead = dead;
    this.guessed = guessed;
  }

  long below() {
    return below;
  }

  long untilMs() {
    return untilMs;
  }

  BitSet dead() {
    return dead;
  }

  BitSet guessed() {
    return guessed;
  }

  /** Says once whether the place's times were guessed. */
  boolean takeGuess(long sequence) {
    boolean was = includes(sequence) && guessed.get((int) sequence);
    if (was) {
      guessed.clear((int) sequence);
    }
    return was;
  }

  /** The place was given back from a hold. */
  void guess(long sequence) {
    if (includes(sequence)) {
      guessed.set((int) sequence);
    }
  }

  /** Whether the sequence was the predecessor's. */
  boolean includes(long sequence) {
    return sequence > 0 && sequence < below;
  }

  boolean mayReturn(long sequence) {
    return includes(sequence) && !dead.get((int) sequence);
  }

  /** The place has ended for good. */
  void end(long sequence) {
    if (includes(sequence)) {
      dead.set((int) sequence);
    }
  }
}
