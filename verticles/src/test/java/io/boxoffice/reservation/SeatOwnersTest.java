package io.boxoffice.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.store.ConcertStore.FormerOwner;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeatOwnersTest {
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final long ANN = 11;
  private static final long BOB = 12;
  private static final long EVE = 13;

  private final SeatOwners owners = new SeatOwners(1);

  private static SeatStatus held(long version, long by) {
    return new SeatStatus(1, 2, SeatState.HELD, version, by, NOW_MS + 1_000);
  }

  private static SeatStatus sold(long version, long to) {
    return new SeatStatus(1, 2, SeatState.SOLD, version, to, 0);
  }

  private static SeatStatus free(long version) {
    return new SeatStatus(1, 2, SeatState.AVAILABLE, version);
  }

  @Test
  void aHoldIsAnothersUntilItsEndAndNotAMomentLonger() {
    owners.changed(0, 0, held(1, ANN));

    assertThat(owners.isOthers(0, BOB, NOW_MS + 999)).isTrue();
    assertThat(owners.isOthers(0, BOB, NOW_MS + 1_000)).isFalse();
    assertThat(owners.isOthers(0, ANN, NOW_MS)).as("one's own").isFalse();
  }

  @Test
  void aSoldSeatIsAnothersForGood() {
    owners.changed(0, 0, held(1, ANN));
    owners.changed(0, 1, sold(2, ANN));

    assertThat(owners.isOthers(0, BOB, Long.MAX_VALUE - 1)).isTrue();
    assertThat(owners.mayHaveHad(0, BOB)).isFalse();
  }

  @Test
  void whoseItIsMustBeSaid() {
    owners.changed(0, 0, new SeatStatus(1, 2, SeatState.SOLD, 1));

    assertThat(owners.isOthers(0, BOB, NOW_MS)).isFalse();
  }

  @Test
  void whoHadItOnceIsRemembered() {
    owners.changed(0, 0, held(1, ANN));
    owners.changed(0, 1, free(2));
    owners.changed(0, 2, held(3, BOB));

    assertThat(owners.mayHaveHad(0, ANN)).isTrue();
    assertThat(owners.mayHaveHad(0, BOB)).isTrue();
    assertThat(owners.mayHaveHad(0, EVE)).isFalse();
  }

  @Test
  void whoHadItBeforeItWasReadIsTold() {
    owners.loaded(0, held(5, BOB));
    owners.had(0, new FormerOwner(1, ANN));

    assertThat(owners.mayHaveHad(0, ANN)).isTrue();
    assertThat(owners.mayHaveHad(0, EVE)).isFalse();
  }

  @Test
  void afterAnUnseenChangeAnybodyMayHaveHadIt() {
    owners.changed(0, 0, free(2));
    owners.changed(0, 2, held(3, BOB));

    assertThat(owners.mayHaveHad(0, ANN)).isTrue();
  }

  @Test
  void aSaleTellsOfTheHoldBeforeIt() {
    owners.changed(0, 0, sold(2, ANN));

    assertThat(owners.mayHaveHad(0, ANN)).isTrue();
    assertThat(owners.mayHaveHad(0, EVE)).isFalse();
  }

  @Test
  void nobodyIsEverMissedAndFewAreTakenForOthers() {
    Random random = new Random(7);
    Set<Long> had = new HashSet<>();
    for (int version = 1; version <= 5; version++) {
      long user = random.nextLong();
      had.add(user);
      owners.changed(0, version - 1, held(version, user));
    }

    assertThat(had).allMatch(user -> owners.mayHaveHad(0, user));
    assertThat(random.longs(10_000).filter(user -> owners.mayHaveHad(0, user)).count())
        .isLessThan(500);
  }
}
