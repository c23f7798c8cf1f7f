package io.boxoffice.reservation;

import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import java.util.stream.LongStream;

/**
 * The most recent changes of one seat map, as a ring: who knows one of its late versions can be
 * told what is new. Confined to one context.
 *
 * <p>A map's version is the sum of its seats' versions, so each change makes it grow, and the ring
 * is sorted by it.
 */
final class SeatFeed {
  private final SeatMapVersion[] after;
  private final int[] seats;

  /** What was known before the oldest change that is kept. */
  private SeatMapVersion before;

  private long count;

  /**
   * An empty ring.
   *
   * @param capacity changes to keep, at least 1
   * @param start what is known without any of them
   */
  SeatFeed(int capacity, SeatMapVersion start) {
    after = new SeatMapVersion[capacity];
    seats = new int[capacity];
    before = start;
  }

  /** Notes that a seat changed, and what is known with that. */
  void add(int seat, SeatMapVersion now) {
    int slot = slot(count);
    if (count >= after.length) {
      before = after[slot];
    }
    after[slot] = now;
    seats[slot] = seat;
    count++;
  }

  /** The seats that changed since then, each once; null where that version is not known here. */
  int[] since(SeatMapVersion known) {
    long oldest = Math.max(0, count - after.length);
    long next = known.equals(before) ? oldest : positionAfter(known, oldest);
    return next < 0
        ? null
        : LongStream.range(next, count)
            .mapToInt(position -> seats[slot(position)])
            .distinct()
            .toArray();
  }

  /** The position of the first change that is not in that version, or -1. */
  private long positionAfter(SeatMapVersion known, long oldest) {
    long low = oldest;
    long high = count - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      SeatMapVersion there = after[slot(middle)];
      if (there.version() == known.version()) {
        return there.fingerprint() == known.fingerprint() ? middle + 1 : -1;
      }
      if (there.version() < known.version()) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int slot(long position) {
    return (int) (position % after.length);
  }
}
