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
  private long fingerprint;
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
      fingerprint += mark(seat.seat().seatId(), seat.version());
      indexes.put(seat.seat().seatId(), index);
    }
  }

  /** Whether the performance is this concert's and has all these seats; neither ever changes. */
  boolean has(long concert, List<Long> seatIds) {
    return concert == concertId && indexes.keySet().containsAll(seatIds);
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
    fingerprint += mark(status.seatId(), status.version()) - mark(status.seatId(), versions[index]);
    versions[index] = status.version();
    snapshot = null;
  }

  /** The seats now; the same object as long as nothing changes. */
  SeatMap seatMap() {
    if (snapshot == null) {
      snapshot = new SeatMap(performanceId, concertId, version, fingerprint, seats);
    }
    return snapshot;
  }

  /**
   * A seat's share in the fingerprint: a well mixed number, so that sums collide by chance alone.
   *
   * @see <a href="https://doi.org/10.1145/2714064.2660195">SplitMix64's finalizer</a>
   */
  private static long mark(long seatId, long version) {
    long mixed = seatId * 0x9E3779B97F4A7C15L + version;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
