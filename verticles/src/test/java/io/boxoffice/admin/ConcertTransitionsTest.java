package io.boxoffice.admin;

import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.CLOSED;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.DRAFT;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.ON_SALE;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.PAUSED;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.SCHEDULED;
import static io.boxoffice.shared.messages.ReservationMessages.ConcertState.SOLD_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AdminMessages.ChangeConcert;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.store.ConcertChangeStore.Sale;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConcertTransitionsTest {
  private static final long OPEN_MS = 10_000;
  private static final long CLOSE_MS = 20_000;

  @Test
  void theTableOfTransitionsIsTheContracts() {
    Map<ConcertState, Set<ConcertState>> allowed =
        Map.of(
            DRAFT, EnumSet.of(DRAFT, SCHEDULED, ON_SALE, CLOSED),
            SCHEDULED, EnumSet.of(SCHEDULED, DRAFT, ON_SALE, CLOSED),
            ON_SALE, EnumSet.of(ON_SALE, PAUSED, CLOSED),
            PAUSED, EnumSet.of(PAUSED, ON_SALE, CLOSED),
            SOLD_OUT, EnumSet.of(SOLD_OUT, CLOSED),
            CLOSED, EnumSet.of(CLOSED, ON_SALE));
    for (ConcertState from : ConcertState.values()) {
      for (ConcertState to : ConcertState.values()) {
        boolean refused = conflict(sale(from), to(to), 9_000) != null;
        assertThat(refused).as(from + " -> " + to).isEqualTo(!allowed.get(from).contains(to));
      }
    }
  }

  @Test
  void timeMovesAStoredStateOn() {
    assertThat(apply(sale(SCHEDULED), to(PAUSED), 10_000).state()).isEqualTo(PAUSED);
    assertThat(apply(sale(SCHEDULED), to(null), 10_000).state()).isEqualTo(ON_SALE);
    assertThat(conflict(sale(SCHEDULED), to(DRAFT), 10_000)).isNotNull();
    assertThat(conflict(sale(PAUSED), to(ON_SALE), 20_000)).isNotNull();
  }

  @Test
  void openingEarlyBringsTheWindowForward() {
    Sale opened = apply(sale(SCHEDULED), to(ON_SALE), 5_000);

    assertThat(opened.salesOpenAtMs()).isEqualTo(5_000);
    assertThat(opened.salesCloseAtMs()).isEqualTo(CLOSE_MS);
  }

  @Test
  void aSaleThatIsOverOpensOnlyWithALaterClose() {
    assertThat(conflict(sale(CLOSED), to(ON_SALE), 20_000)).isNotNull();
    assertThat(conflict(sale(ON_SALE), to(ON_SALE), 20_000)).isNotNull();
    assertThat(apply(sale(ON_SALE), window(null, 30_000L), 20_000).state()).isEqualTo(CLOSED);
    ChangeConcert both = new ChangeConcert(1, 1, ON_SALE, null, 30_000L, null, null, null);
    assertThat(apply(sale(CLOSED), both, 20_000).state()).isEqualTo(ON_SALE);
  }

  @Test
  void anOpenSaleDoesNotOpenLater() {
    assertThat(conflict(sale(ON_SALE), window(15_000L, null), 12_000)).isNotNull();
    assertThat(conflict(sale(SCHEDULED), window(15_000L, null), 9_000)).isNull();
    assertThat(apply(sale(SCHEDULED), window(15_000L, null), 9_000).salesOpenAtMs())
        .isEqualTo(15_000);
  }

  @Test
  void badNumbersAreRefusedByPointer() {
    assertThat(code(sale(DRAFT), window(20_000L, null))).isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(code(sale(DRAFT), window(Long.MIN_VALUE, null)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(code(sale(DRAFT), new ChangeConcert(1, 1, null, null, null, 0, null, null)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(code(sale(DRAFT), new ChangeConcert(1, 1, null, null, null, null, null, 3_601)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
  }

  @Test
  void whatIsNotSaidStays() {
    ChangeConcert limits = new ChangeConcert(1, 1, null, null, null, null, 9, null);

    assertThat(apply(sale(ON_SALE), limits, 12_000))
        .isEqualTo(new Sale(ON_SALE, OPEN_MS, CLOSE_MS, 1, 9, 300));
  }

  private static Sale sale(ConcertState state) {
    return new Sale(state, OPEN_MS, CLOSE_MS, 1, 4, 300);
  }

  private static ChangeConcert to(ConcertState state) {
    return new ChangeConcert(1, 1, state, null, null, null, null, null);
  }

  private static ChangeConcert window(Long openMs, Long closeMs) {
    return new ChangeConcert(1, 1, null, openMs, closeMs, null, null, null);
  }

  private static Sale apply(Sale sale, ChangeConcert change, long nowMs) {
    return ConcertTransitions.apply(sale, change, nowMs);
  }

  private static Refusal conflict(Sale sale, ChangeConcert change, long nowMs) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> apply(sale, change, nowMs));
    if (refusal != null) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
    }
    return refusal;
  }

  private static ErrorCode code(Sale sale, ChangeConcert change) {
    return catchThrowableOfType(Refusal.class, () -> apply(sale, change, 12_000)).code();
  }
}
