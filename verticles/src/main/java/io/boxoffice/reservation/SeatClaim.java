package io.boxoffice.reservation;

/**
 * Who fights for a seat, holds it or has bought it, as the gate knows it.
 *
 * @param deadlineMs on the one clock; from then on the claim counts for nothing
 */
record SeatClaim(long userId, long reservationId, long deadlineMs) {
  boolean liveAt(long nowMs) {
    return deadlineMs > nowMs;
  }
}
