package io.boxoffice.reservation;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Changes one seat's claim on the partition that owns it. Deterministic and safe to run twice: the
 * second run finds the first one's claim, of the same user, and says the same.
 *
 * @param step what to do
 * @param claim the claim to make or free; a reservation id of 0 frees any of the user's
 * @param nowMs the one clock's time, read by the caller
 */
record ClaimProcessor(Step step, SeatClaim claim, long nowMs)
    implements EntryProcessor<Long, SeatClaim, Boolean> {
  private static final long serialVersionUID = 1L;

  /** Expiry of entries counts whole seconds and may come early: only ever after the deadline. */
  private static final long TTL_MARGIN_SECONDS = 2;

  enum Step {
    /** Takes the seat unless another user's live claim stands. */
    CLAIM,
    /** Opens the gate if the claim is the one named. */
    FREE
  }

  @Override
  public Boolean process(Map.Entry<Long, SeatClaim> entry) {
    SeatClaim current = entry.getValue();
    boolean others = current != null && current.liveAt(nowMs) && current.userId() != claim.userId();
    if (others) {
      return false;
    }
    switch (step) {
      case CLAIM -> {
        if (current == null || !current.liveAt(nowMs)) {
          put(entry);
        }
      }
      case FREE -> {
        if (current != null
            && (claim.reservationId() == 0 || claim.reservationId() == current.reservationId())) {
          entry.setValue(null);
        }
      }
    }
    return true;
  }

  private void put(Map.Entry<Long, SeatClaim> entry) {
    long ttlSeconds =
        TimeUnit.MILLISECONDS.toSeconds(claim.deadlineMs() - nowMs) + TTL_MARGIN_SECONDS;
    ((ExtendedMapEntry<Long, SeatClaim>) entry).setValue(claim, ttlSeconds, TimeUnit.SECONDS);
  }
}
