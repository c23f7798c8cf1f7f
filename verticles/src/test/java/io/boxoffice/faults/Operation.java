package io.boxoffice.faults;

/** What a buyer asks of a node. */
enum Operation {
  JOIN(true, true),
  POLL(false, false),
  LEAVE(true, true),
  READ_SEATS(false, false),
  HOLD(true, false),
  PAY(true, false),
  RELEASE(true, false),
  CHARGE(true, false);

  private final boolean changes;
  private final boolean queueChange;

  Operation(boolean changes, boolean queueChange) {
    this.changes = changes;
    this.queueChange = queueChange;
  }

  /** Whether it changes something that must not be lost. */
  boolean changes() {
    return changes;
  }

  /** Whether what it changes is the queue's. */
  boolean changesQueue() {
    return queueChange;
  }
}
