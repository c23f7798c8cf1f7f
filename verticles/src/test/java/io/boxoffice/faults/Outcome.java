package io.boxoffice.faults;

/** How an attempt ended, as its client knows it. */
enum Outcome {
  /** A 2xx answer: it is done. */
  OK,
  /** A typed refusal. */
  REFUSED,
  /** No answer, or one that says that the outcome is not known: done or not, now or later. */
  UNKNOWN
}
