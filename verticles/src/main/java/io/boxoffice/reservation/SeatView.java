package io.boxoffice.reservation;

import io.boxoffice.shared.messages.ReservationMessages.Seat;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.store.ConcertStore.SeatStatus;
import io.boxoffice.store.ConcertStore.VersionedSeat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One performance's seats as this node knows them.
 *
 * <p>Changes may come in any order and more than once: of each seat the higher version wins, so a
 * slow read never undoes what this node has written since. Confined to one context.
 */
final class SeatView {
  private final long performanceId;
  private final long concertId;
  private final List<Seat> seats = new ArrayList<>();
  private final long[] versions;
  private final Map<Long, Integer> indexes = new HashMap<>();
  private long version;
  private SeatMap snapshot;

  SeatView(long performanceId, long concertId, List<VersionedSeat> loaded) {
    this.performanceId = performanceId;
    this.concertId = concertId;
    this.versions = new long[loaded.size()];
    for (VersionedSeat seat : loaded) {
      int index = seats.size();
      seats.add(seat.seat());
      versions[index] = seat.version();
      version += seat.version();
      indexes.put(seat.seat().seatId(), index);
    }
  }

  /** Takes over what is newer than what the view has. Idempotent. */
  void apply(SeatStatus status) {
    Integer index = indexes.get(status.seatId());
    if (index == null || status.version() <= versions[index]) {
      return;
    }
    Seat old = seats.get(index);
    seats.set(
        index,
        new Seat(
            old.seatId(),
            old.ordinal(),
            old.zone(),
            old.row(),
            old.number(),
            old.category(),
            old.priceMinor(),
            status.state()));
    version += status.version() - versions[index];
    versions[index] = status.version();
    snapshot = null;
  }

  /** The seats now; the same object as long as nothing changes. */
  SeatMap seatMap() {
    if (snapshot == null) {
      snapshot = new SeatMap(performanceId, concertId, version, seats);
    }
    return snapshot;
  }
}
