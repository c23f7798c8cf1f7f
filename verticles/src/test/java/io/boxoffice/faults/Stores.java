package io.boxoffice.faults;

import java.util.List;
import java.util.Map;

/**
 * What PostgreSQL holds of one concert and its buyers when a run has ended, and what the node's own
 * verification says. Ids as clients see them, money in minor units, times in microseconds.
 */
record Stores(
    List<ReservationRow> reservations,
    List<Owner> owners,
    List<LedgerRow> ledger,
    List<ChargeRow> charges,
    List<KeyRow> keys,
    Map<String, Long> balances,
    boolean soldOut,
    List<String> findings) {
  /**
   * @param endedAtUs 0 while HELD
   * @param payments how many payments name it
   */
  record ReservationRow(
      String reservationId,
      String client,
      List<String> seats,
      String state,
      long amount,
      long expiresAtUs,
      long endedAtUs,
      int payments) {}

  /** A live claim of a reservation on a seat. */
  record Owner(String seatId, String reservationId) {}

  record LedgerRow(
      String client, String kind, long amount, String chargeId, String reservationId) {}

  record ChargeRow(String chargeId, String client, long amount, String state, String key) {}

  /** A stored answer to a hold: the key that made the reservation. */
  record KeyRow(String client, String key, String reservationId) {}
}
