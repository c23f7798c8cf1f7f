package io.boxoffice.faults;

/** An invariant that did not hold, and the evidence. */
record Violation(Invariant invariant, String evidence) {
  @Override
  public String toString() {
    return invariant + ": " + evidence;
  }
}
