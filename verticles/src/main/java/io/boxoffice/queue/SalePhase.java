package io.boxoffice.queue;

/** What a concert's state and sale window mean to its queue. */
enum SalePhase {
  /** No joins yet. */
  NOT_OPEN,
  OPEN,
  /** Joins go on, nobody is admitted. */
  PAUSED,
  /** No joins, waiting places end; admitted ones last to their end. */
  CLOSED,
  /** As CLOSED, because every seat is sold. */
  SOLD_OUT;

  /** Whether waiting has an end in sight at all. */
  boolean isOver() {
    return this == CLOSED || this == SOLD_OUT;
  }
}
