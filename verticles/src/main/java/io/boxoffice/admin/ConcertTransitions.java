package io.boxoffice.admin;

import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.CLOSED;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.DRAFT;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.ON_SALE;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.PAUSED;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.SCHEDULED;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.SOLD_OUT;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.ImportPhrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Sentence;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.Violation;
import io.boxoffice.shared.messages.AdminMessages.ChangeConcert;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.store.ConcertChangeStore.Sale;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which changes of a sale are allowed. Pure. */
final class ConcertTransitions {
  private static final Map<ConcertState, Set<ConcertState>> NEXT =
      new EnumMap<>(ConcertState.class);

  static {
    NEXT.put(DRAFT, Set.of(SCHEDULED, ON_SALE, CLOSED));
    NEXT.put(SCHEDULED, Set.of(DRAFT, ON_SALE, CLOSED));
    NEXT.put(ON_SALE, Set.of(PAUSED, CLOSED));
    NEXT.put(PAUSED, Set.of(ON_SALE, CLOSED));
    NEXT.put(SOLD_OUT, Set.of(CLOSED));
    NEXT.put(CLOSED, Set.of(ON_SALE));
  }

  private ConcertTransitions() {}

  /** What time has made of a stored state; the same rule as the schema's concert_state(). */
  static ConcertState effective(ConcertState stored, long openAtMs, long closeAtMs, long nowMs) {
    if (stored == DRAFT || stored == CLOSED) {
      return stored;
    }
    if (nowMs >= closeAtMs) {
      return CLOSED;
    }
    return stored == SCHEDULED && nowMs >= openAtMs ? ON_SALE : stored;
  }

  /**
   * The sale after the change. A sale that time has closed stays closed, whatever becomes of its
   * window, until the state ON_SALE is asked for. Opening before {@code salesOpenAt} brings that
   * forward to now, so that whoever reads the window and whoever reads the state agree.
   *
   * @param nowMs by the one clock, read after the row was locked
   * @throws Refusal STATE_CONFLICT, or VALIDATION_FAILED where the window is turned round or a
   *     number out of its range
   */
  static Sale apply(Sale sale, ChangeConcert change, long nowMs) {
    long openAtMs = orElse(change.salesOpenAtMs(), sale.salesOpenAtMs());
    long closeAtMs = orElse(change.salesCloseAtMs(), sale.salesCloseAtMs());
    checkNumbers(change);
    ConcertState present =
        effective(sale.state(), sale.salesOpenAtMs(), sale.salesCloseAtMs(), nowMs);
    ConcertState next = change.state() == null ? present : change.state();
    if (next != present && !NEXT.get(present).contains(next)) {
      throw conflict(ServicePhrase.CONCERT_STATE.sentence(present, next));
    }
    if (next == ON_SALE && next != present) {
      if (nowMs >= closeAtMs) {
        throw conflict(ServicePhrase.SALE_OVER.sentence());
      }
      openAtMs = openNow(change, openAtMs, nowMs);
    }
    if (next == ON_SALE || next == PAUSED || next == SOLD_OUT) {
      if (change.salesOpenAtMs() != null && openAtMs > nowMs) {
        throw conflict(ServicePhrase.SALE_OPEN.sentence());
      }
    }
    if (openAtMs >= closeAtMs) {
      throw invalid(new Violation("/salesCloseAt", ImportPhrase.CLOSES_BEFORE_OPENING));
    }
    return new Sale(
        next,
        openAtMs,
        closeAtMs,
        orElse(change.maxHeldSeats(), sale.maxHeldSeats()),
        orElse(change.maxSeatsPerUser(), sale.maxSeatsPerUser()),
        orElse(change.holdSeconds(), sale.holdSeconds()));
  }

  private static long openNow(ChangeConcert change, long openAtMs, long nowMs) {
    return change.salesOpenAtMs() == null ? Math.min(openAtMs, nowMs) : openAtMs;
  }

  private static void checkNumbers(ChangeConcert change) {
    checkRange("/maxHeldSeats", change.maxHeldSeats(), 1, 100);
    checkRange("/maxSeatsPerUser", change.maxSeatsPerUser(), 1, 100);
    checkRange("/holdSeconds", change.holdSeconds(), 1, 3_600);
    checkTime("/salesOpenAt", change.salesOpenAtMs());
    checkTime("/salesCloseAt", change.salesCloseAtMs());
  }

  private static void checkTime(String pointer, Long ms) {
    if (ms != null && (ms < 0 || ms > Fields.MAX_TIME_MS)) {
      throw invalid(new Violation(pointer, ImportPhrase.YEAR_RANGE));
    }
  }

  /**
   * Passes null and what is in the range.
   *
   * @throws Refusal VALIDATION_FAILED
   */
  static void checkRange(String pointer, Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw invalid(new Violation(pointer, RequestPhrase.RANGE, min, max));
    }
  }

  private static Refusal conflict(Sentence why) {
    return new Refusal(ErrorCode.STATE_CONFLICT, why);
  }

  private static Refusal invalid(Violation violation) {
    return new Refusal(ServicePhrase.NOTHING_CHANGED.sentence(), List.of(violation));
  }

  private static long orElse(Long value, long absent) {
    return value == null ? absent : value;
  }

  private static int orElse(Integer value, int absent) {
    return value == null ? absent : value;
  }
}
