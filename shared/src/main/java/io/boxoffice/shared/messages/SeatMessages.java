package io.boxoffice.shared.messages;

import io.boxoffice.shared.bus.Announcement;
import io.boxoffice.shared.messages.ReservationMessages.ReservationRequest;
import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import java.util.List;

/** How changes of seats reach the nodes and those who watch. */
public final class SeatMessages {
  private SeatMessages() {}

  /**
   * What a seat is now; the higher version is the newer.
   *
   * @param ownerId whose it is while HELD or SOLD; 0 where nobody's, or where it is not said
   * @param heldUntilMs the end of the hold on the one clock; 0 unless HELD
   */
  public record SeatStatus(
      long seatId,
      long performanceId,
      SeatState state,
      long version,
      long ownerId,
      long heldUntilMs) {

    /** A seat that is nobody's, or of which nobody says whose it is. */
    public SeatStatus(long seatId, long performanceId, SeatState state, long version) {
      this(seatId, performanceId, state, version, 0, 0);
    }
  }

  /** What a node has committed, told to all nodes so that their views need not read it. */
  public record SeatsChanged(List<SeatStatus> seats) implements Announcement {
    public static final String ADDRESS = "boxoffice.reservation.seats-changed";

    /** The most seats of one announcement; more go in several. */
    public static final int MAX_SEATS = 1_000;

    public SeatsChanged {
      seats = List.copyOf(seats);
      if (seats.size() > MAX_SEATS) {
        throw new IllegalArgumentException("too many seats in one announcement");
      }
    }

    @Override
    public String address() {
      return ADDRESS;
    }
  }

  /**
   * Which changes of a seat map are known: how many, and a fingerprint of which.
   *
   * @see ReservationMessages.SeatMap
   */
  public record SeatMapVersion(long version, long fingerprint) {}

  /** A seat's present state. */
  public record SeatChange(long seatId, SeatState state) {}

  /**
   * The present states of all seats that changed since a version, and maybe of some that did not.
   *
   * @param since what was asked; null where no version was known
   * @param now what is known with these changes
   */
  public record SeatChanges(
      long performanceId, SeatMapVersion since, SeatMapVersion now, List<SeatChange> changes) {
    public SeatChanges {
      changes = List.copyOf(changes);
    }
  }

  /**
   * What changed since a version; where that is null or not known to the node any more, every seat
   * that has ever changed. Fails with PERFORMANCE_NOT_FOUND.
   */
  public record ReadSeatChanges(long performanceId, SeatMapVersion since)
      implements ReservationRequest<SeatChanges> {}
}
