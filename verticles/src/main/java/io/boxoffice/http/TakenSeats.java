package io.boxoffice.http;

import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import java.util.List;

/**
 * The seats of which this node knows without asking anybody that others have them. Safe for use
 * from any thread.
 */
@FunctionalInterface
public interface TakenSeats {
  /**
   * The seats for which a hold of all of these must be refused; empty where the reservations must
   * be asked, which says nothing about the seats.
   *
   * @param place what the queue token says; it is admitted where the answer is not empty
   */
  List<Long> find(PlaceKey place, long performanceId, List<Long> seatIds);
}
