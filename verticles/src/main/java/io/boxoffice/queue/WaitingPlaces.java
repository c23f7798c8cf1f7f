package io.boxoffice.queue;

/**
 * The waiting places of one concert, and when each was heard of last (its stamp).
 *
 * <p>Each page knows a time before which none of its places was heard of. Only pages whose time
 * says that somebody may have been silent for too long are looked through, which also brings their
 * times up to date: once in a time to live for a page whose places are heard of. Not safe for
 * concurrent use.
 */
final class WaitingPlaces extends PlaceTable {
  /** More lapse only later: one command must not keep all others waiting. */
  static final int MOST_LAPSES = 4_096;

  /** Whom to tell of a lapse. */
  @FunctionalInterface
  interface Lapses {
    void lapsed(long userId, long sequence);
  }

  private Lapses lapses = (userId, sequence) -> {};
  private long ttlMs;
  private long noLapseBeforeMs;

  /** Nobody's deadline is earlier. */
  private long dueMs = Long.MAX_VALUE;

  WaitingPlaces(long ttlMs, long noLapseBeforeMs) {
    this.ttlMs = ttlMs;
    this.noLapseBeforeMs = noLapseBeforeMs;
  }

  /** Whom to tell each place that lapses. */
  void onLapse(Lapses listener) {
    lapses = listener;
  }

  /** Puts a place in; see {@link PlaceTable#put}. */
  @Override
  void put(long sequence, long userId, long joinedMs, long heardMs) {
    super.put(sequence, userId, joinedMs, heardMs);
    dueMs = Math.min(dueMs, deadlineOf(heardMs));
  }

  @Override
  void clear() {
    super.clear();
    dueMs = Long.MAX_VALUE;
  }

  long heardAtMs(int index) {
    return stamp(index);
  }

  /** A sign of life. */
  void heard(int index, long nowMs) {
    raiseStamp(index, nowMs);
  }

  /**
   * Lapses those whose deadline is {@code nowMs} or earlier, the first in line first; of more than
   * {@value #MOST_LAPSES} the rest next time, unless it is heard of before.
   */
  void advance(long nowMs) {
    if (nowMs < dueMs || nowMs < noLapseBeforeMs) {
      return;
    }
    int left = MOST_LAPSES;
    for (int number = 0; number < pageCount() && left > 0; ) {
      if (deadlineOf(page(number).stampFloor()) > nowMs) {
        number++;
      } else {
        left -= lapse(number, nowMs, left);
        number = tidy(number);
      }
    }
    findDue();
  }

  private int lapse(int number, long nowMs, int most) {
    PlacePage page = page(number);
    int lapsed = 0;
    long floor = Long.MAX_VALUE;
    for (int row = page.liveFrom(0); row >= 0; row = page.liveFrom(row + 1)) {
      if (lapsed < most && deadlineOf(page.stamp(row)) <= nowMs) {
        lapses.lapsed(page.userId(row), page.sequence(row));
        end(number, row);
        lapsed++;
      } else {
        floor = Math.min(floor, page.stamp(row));
      }
    }
    page.setStampFloor(floor);
    return lapsed;
  }

  private void findDue() {
    long floor = Long.MAX_VALUE;
    for (int number = 0; number < pageCount(); number++) {
      floor = Math.min(floor, page(number).stampFloor());
    }
    dueMs = deadlineOf(floor);
  }

  /** Lapses the next in line if its time is over, which {@link #advance} may have left. */
  boolean lapseFirst(long nowMs) {
    int index = first();
    if (index < 0 || deadlineMs(index) > nowMs) {
      return false;
    }
    lapses.lapsed(userId(index), sequence(index));
    remove(index);
    return true;
  }

  /** Lets nobody lapse before this time. */
  void graceUntil(long untilMs) {
    noLapseBeforeMs = Math.max(noLapseBeforeMs, untilMs);
  }

  long noLapseBeforeMs() {
    return noLapseBeforeMs;
  }

  /** Sets another time to live; a grace shrinks with it. */
  void changeTtl(long newTtlMs, long nowMs) {
    ttlMs = newTtlMs;
    noLapseBeforeMs = Math.min(noLapseBeforeMs, nowMs + newTtlMs);
    findDue();
  }

  /** From when on the place may lapse. */
  long deadlineMs(int index) {
    return deadlineOf(stamp(index));
  }

  private long deadlineOf(long heardMs) {
    long silentMs = heardMs == Long.MAX_VALUE ? heardMs : heardMs + ttlMs;
    return Math.max(silentMs, noLapseBeforeMs);
  }
}
