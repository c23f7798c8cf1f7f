package io.boxoffice.store;

import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import java.util.List;

/**
 * A concert that has been checked and is ready to be written.
 *
 * @param state what is stored: DRAFT, SCHEDULED or ON_SALE
 * @param startsAtMs one a performance, ascending
 * @param seats of each performance, in plan order
 */
public record NewConcert(
    String title,
    String venue,
    ConcertState state,
    String currency,
    String timeZone,
    long salesOpenAtMs,
    long salesCloseAtMs,
    int maxHeldSeats,
    int maxSeatsPerUser,
    int holdSeconds,
    QueueSettings queue,
    List<Long> startsAtMs,
    List<NewSeat> seats) {
  public NewConcert {
    startsAtMs = List.copyOf(startsAtMs);
    seats = List.copyOf(seats);
  }

  /**
   * The waiting queue's settings.
   *
   * @param admitPerMinute 0 means no rate limit
   */
  public record QueueSettings(
      int capacity,
      int admitPerMinute,
      int maxWaiting,
      int waitingTtlSeconds,
      int admissionTtlSeconds) {}

  /** A seat of the plan; its ordinal is its place in the list, from 1. */
  public record NewSeat(
      String guid, String zone, String row, String number, String category, long priceMinor) {}

  /** Seats of all performances together. */
  public int totalSeats() {
    return Math.multiplyExact(startsAtMs.size(), seats.size());
  }
}
