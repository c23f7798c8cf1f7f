package io.boxoffice.http;

import io.boxoffice.shared.messages.ReservationMessages.SeatMap;

/** The seat maps that this node knows without asking anybody. Safe for use from any thread. */
@FunctionalInterface
public interface SeatCopies {
  /** The seats, at most a second old; null where the reservations must be asked. */
  SeatMap find(long performanceId);
}
