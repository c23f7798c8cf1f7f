package io.boxoffice.reservation;

import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.store.ConcertStore.FormerOwner;

/**
 * Whose each seat of a performance is, and who may ever have had it.
 *
 * <p>Who has had a seat may repeat the request that got it, and must then hear the stored answer,
 * whoever has the seat by now. Of such users a seat keeps two bits each in one word: one of them is
 * never missed, somebody else is now and then taken for one. A seat some of whose changes were not
 * seen counts as anybody's. Not safe for concurrent use.
 *
 * @see <a href="https://doi.org/10.1145/362686.362692">Bloom, Space/time trade-offs in hash
 *     coding</a>
 */
final class SeatOwners {
  private static final long ANYBODY = -1L;
  private static final long FOR_GOOD_MS = Long.MAX_VALUE;

  private final long[] owners;
  private final long[] untilMs;
  private final long[] everHad;

  SeatOwners(int seats) {
    owners = new long[seats];
    untilMs = new long[seats];
    everHad = new long[seats];
  }

  /** A seat as it was read; whoever had it before is told by {@link #had}. */
  void loaded(int seat, SeatStatus status) {
    set(seat, status);
  }

  /** Somebody has had the seat. */
  void had(int seat, FormerOwner former) {
    everHad[seat] |= mark(former.userId());
  }

  /**
   * The seat has changed.
   *
   * @param knownVersion of the change before that is known
   */
  void changed(int seat, long knownVersion, SeatStatus status) {
    long unseen = status.version() - knownVersion - 1;
    // What came before a sale was the buyer's own hold.
    boolean seen = unseen == 0 || (unseen == 1 && status.state() == SeatState.SOLD);
    if (!seen) {
      everHad[seat] = ANYBODY;
    }
    set(seat, status);
  }

  private void set(int seat, SeatStatus status) {
    owners[seat] = status.ownerId();
    untilMs[seat] =
        switch (status.state()) {
          case AVAILABLE -> 0;
          case HELD -> status.heldUntilMs();
          case SOLD -> FOR_GOOD_MS;
        };
    if (status.state() != SeatState.AVAILABLE) {
      everHad[seat] |= status.ownerId() == 0 ? ANYBODY : mark(status.ownerId());
    }
  }

  /** Whether another user's hold lives, or another user has bought the seat. */
  boolean isOthers(int seat, long userId, long nowMs) {
    return owners[seat] != 0 && owners[seat] != userId && untilMs[seat] > nowMs;
  }

  /** Whether the user may have had the seat; a no is certain. */
  boolean mayHaveHad(int seat, long userId) {
    long mark = mark(userId);
    return (everHad[seat] & mark) == mark;
  }

  private static long mark(long userId) {
    long mixed = userId * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 32;
    return 1L << (mixed & 63) | 1L << (mixed >>> 6 & 63);
  }
}
