package io.boxoffice.queue;

/**
 * What operators decided for a concert's queue, as its row says it.
 *
 * @param capacity how many may be admitted at one time, 0 or more
 * @param admitPerMinute 0 means no rate limit
 * @param paused no admissions but by an operator's order
 * @param waitingTtlMs a waiter who is silent for so long lapses
 * @param admissionTtlMs how long an admission lasts that no hold extends
 * @param maxWaiting how many may wait at one time
 * @param phase what the row says of the sale when it was read
 * @param salesOpenMs when a sale that is not open yet opens by itself
 * @param salesCloseMs when the sale closes by itself
 */
record HeadSettings(
    int capacity,
    int admitPerMinute,
    boolean paused,
    long waitingTtlMs,
    long admissionTtlMs,
    int maxWaiting,
    SalePhase phase,
    long salesOpenMs,
    long salesCloseMs) {
  HeadSettings {
    if (capacity < 0 || admitPerMinute < 0 || maxWaiting < 0) {
      throw new IllegalArgumentException("negative queue settings");
    }
    if (waitingTtlMs < 1_000 || admissionTtlMs < 1_000) {
      throw new IllegalArgumentException("a time to live is at least a second");
    }
  }

  /** The phase at a time: the sale's window goes on where the database is away. */
  SalePhase phaseAt(long nowMs) {
    if (nowMs >= salesCloseMs) {
      return SalePhase.CLOSED;
    }
    return phase == SalePhase.NOT_OPEN && nowMs >= salesOpenMs ? SalePhase.OPEN : phase;
  }
}
