package io.boxoffice.queue;

/** How a head answers about one place. */
enum Verdict {
  OK,
  SALES_NOT_OPEN,
  SALES_CLOSED,
  SOLD_OUT,
  QUEUE_FULL,
  /** Every reserved sequence is handed out: reserve a block and ask again. */
  NEEDS_BLOCK,
  NOT_ADMITTED,
  /** The place has ended. */
  ENDED,
  /** The place lives, but it is another user's. */
  FOREIGN
}
