package io.boxoffice.reservation;

import io.boxoffice.shared.messages.ReservationMessages.Seat;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.shared.messages.SeatMessages.SeatChange;
import io.boxoffice.shared.messages.SeatMessages.SeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.store.ConcertStore.FormerOwner;
import io.boxoffice.store.ConcertStore.VersionedSeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One performance's seats as this node knows them.
 *
 * <p>Changes may come in any order and more than once: of each seat the higher version wins, so a
 * slow read never undoes what this node has written since. Safe for use from any thread.
 */
final class SeatView {
  /** Who knows a version within so many changes is told only what is new. */
  private static final int RECENT_CHANGES = 4_096;

  private static final int MAX_TOLD = 16;

  private final long performanceId;
  private final long concertId;
  private final List<Seat> seats = new ArrayList<>();
  private final long[] versions;
  private final Map<Long, Integer> indexes = new HashMap<>();
  private long version;
  private long fingerprint;
  private final SeatOwners owners;
  private final SeatFeed feed;

  /** What was told of the present version, by what was asked. */
  private final Map<SeatMapVersion, SeatChanges> told = new HashMap<>();

  private SeatMap snapshot;

  /**
   * The seats as they were read.
   *
   * @param former who has ever had which of them, read after the seats
   */
  SeatView(
      long performanceId, long concertId, List<VersionedSeat> loaded, List<FormerOwner> former) {
    this.performanceId = performanceId;
    this.concertId = concertId;
    this.versions = new long[loaded.size()];
    owners = new SeatOwners(loaded.size());
    for (VersionedSeat seat : loaded) {
      int index = seats.size();
      seats.add(seat.seat());
      versions[index] = seat.version();
      version += seat.version();
      fingerprint += mark(seat.seat().seatId(), seat.version());
      indexes.put(seat.seat().seatId(), index);
      owners.loaded(index, statusOf(performanceId, seat));
    }
    for (FormerOwner each : former) {
      owners.had(indexes.get(each.seatId()), each);
    }
    feed = new SeatFeed(RECENT_CHANGES, now());
  }

  private static SeatStatus statusOf(long performanceId, VersionedSeat seat) {
    return new SeatStatus(
        seat.seat().seatId(),
        performanceId,
        seat.seat().state(),
        seat.version(),
        seat.ownerId(),
        seat.heldUntilMs());
  }

  /**
   * The seats that other users have, where a request for all of these must be refused for it; empty
   * where it need not be, and where the user may have had them all: the same request may have been
   * answered before.
   *
   * @param nowMs on the one clock
   */
  synchronized List<Long> takenByOthers(long concert, long userId, List<Long> seatIds, long nowMs) {
    if (!has(concert, seatIds)
        || seatIds.stream().allMatch(id -> owners.mayHaveHad(indexes.get(id), userId))) {
      return List.of();
    }
    return seatIds.stream().filter(id -> owners.isOthers(indexes.get(id), userId, nowMs)).toList();
  }

  /** Whether the performance is this concert's and has all these seats; neither ever changes. */
  synchronized boolean has(long concert, List<Long> seatIds) {
    return concert == concertId && indexes.keySet().containsAll(seatIds);
  }

  /** Takes over what is newer than what the view has. Idempotent. */
  synchronized void apply(SeatStatus status) {
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
    owners.changed(index, versions[index], status);
    versions[index] = status.version();
    feed.add(index, now());
    snapshot = null;
    told.clear();
  }

  /** The seats now; the same object as long as nothing changes. */
  synchronized SeatMap seatMap() {
    if (snapshot == null) {
      snapshot = new SeatMap(performanceId, concertId, version, fingerprint, seats);
    }
    return snapshot;
  }

  /**
   * What changed since that version; where it is null or too old, every seat that ever changed. The
   * same object as long as nothing changes, so that its text is made once for all who ask.
   */
  synchronized SeatChanges changesSince(SeatMapVersion since) {
    SeatChanges known = told.get(since);
    if (known != null) {
      return known;
    }
    int[] changed = since == null ? null : feed.since(since);
    IntStream indexesToTell =
        changed == null
            ? IntStream.range(0, versions.length).filter(index -> versions[index] > 0)
            : Arrays.stream(changed);
    SeatChanges answer =
        new SeatChanges(
            performanceId,
            since,
            now(),
            indexesToTell
                .mapToObj(seats::get)
                .map(seat -> new SeatChange(seat.seatId(), seat.state()))
                .toList());
    if (told.size() < MAX_TOLD) {
      told.put(since, answer);
    }
    return answer;
  }

  private SeatMapVersion now() {
    return new SeatMapVersion(version, fingerprint);
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
