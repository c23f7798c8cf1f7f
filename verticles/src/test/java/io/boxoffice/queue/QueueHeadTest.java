package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import org.junit.jupiter.api.Test;

class QueueHeadTest {
  private static final long START_MS = 1_800_000_000_000L;

  private static HeadSettings settings(int capacity, int perMinute, int maxWaiting) {
    return new HeadSettings(
        capacity,
        perMinute,
        false,
        120_000,
        600_000,
        maxWaiting,
        SalePhase.OPEN,
        START_MS,
        START_MS + 86_400_000);
  }

  /** The same with the sale closed. */
  static HeadSettings closed(HeadSettings open) {
    return new HeadSettings(
        open.capacity(),
        open.admitPerMinute(),
        open.paused(),
        open.waitingTtlMs(),
        open.admissionTtlMs(),
        open.maxWaiting(),
        SalePhase.CLOSED,
        open.salesOpenMs(),
        open.salesCloseMs());
  }

  private static QueueHead head(int capacity, int perMinute, int maxWaiting) {
    QueueHead head =
        new QueueHead(
            7, 1, settings(capacity, perMinute, maxWaiting), LostPlaces.none(), START_MS, 1);
    head.blocks.add(0, 10_000_000);
    return head;
  }

  @Test
  void aMillionWaitersHaveExactPositions() {
    QueueHead head = head(0, 0, 2_000_000);
    int count = 1_000_000;
    for (int user = 1; user <= count; user++) {
      head.join(user);
    }
    // Every fifth leaves.
    for (int user = 5; user <= count; user += 5) {
      head.end(user, user, PlaceState.LEFT);
    }
    for (int user = 1; user <= count; user += 997) {
      if (user % 5 != 0) {
        assertThat(head.find(user, user).position()).isEqualTo(user - user / 5);
      }
    }
    // One in four of the rest is heard of in time, the others lapse at one moment.
    head.enter(START_MS + 4_000, 1);
    for (int user = 1; user <= count; user += 5) {
      head.heard(user, user);
    }
    int living = count - count / 5;
    for (long atMs = START_MS + 4_000; atMs < START_MS + 120_000; atMs += 500) {
      head.enter(atMs, 1);
    }
    assertThat(head.waiting.count()).isEqualTo(living);
    while (living > count / 5) {
      living = Math.max(count / 5, living - WaitingPlaces.MOST_LAPSES);
      head.enter(START_MS + 120_000, 1);
      assertThat(head.waiting.count()).isEqualTo(living);
    }
    assertThat(HeadCheck.findings(head)).isEmpty();
  }

  @Test
  void nobodyIsAdmittedWhoseTimeIsOverHoweverManyLapseAtOnce() {
    QueueHead head = head(0, 0, 100_000);
    int silent = 4 * WaitingPlaces.MOST_LAPSES;
    for (int user = 1; user <= silent + 2; user++) {
      head.join(user);
    }
    for (long atMs = START_MS; atMs < START_MS + 120_000; atMs += 4_000) {
      head.enter(atMs, 1);
      head.heard(silent + 1);
    }
    head.apply(0, settings(1, 0, 100_000));
    assertThat(head.admitted.get(1)).isNotNull();
    head.end(1, 1, PlaceState.LEFT);
    assertThat(head.admitted.get(2)).isNotNull();
    head.enter(START_MS + 120_000, 1);
    // Still there: a sign of life that comes before its lapse saves a place.
    head.heard(silent + 2);
    head.end(2, 2, PlaceState.LEFT);
    assertThat(head.admitted.all()).extracting(AdmittedPlace::sequence).isEmpty();
    for (int command = 0; command < 3; command++) {
      head.enter(START_MS + 120_000, 1);
    }
    assertThat(head.admitted.all())
        .extracting(AdmittedPlace::sequence)
        .containsExactly(silent + 1L);
    assertThat(head.find(silent + 2, silent + 2).position()).isEqualTo(1);
    assertThat(head.view.stats().expired()).isEqualTo(silent - 2);
  }

  @Test
  void aCommandAdmitsSoManyAndTheNextGoesOn() {
    QueueHead head = head(0, 0, 100_000);
    for (int user = 1; user <= 10_000; user++) {
      head.join(user);
    }
    head.enter(START_MS, 1);
    head.apply(0, settings(9_000, 0, 100_000));
    assertThat(head.admitted.count()).isEqualTo(AdmissionControl.MOST_AT_ONCE);
    head.enter(START_MS, 1);
    head.enter(START_MS, 1);
    assertThat(head.admitted.count()).isEqualTo(9_000);
    assertThat(HeadCheck.findings(head)).isEmpty();
  }

  @Test
  void theEndOfTheSaleEndsAllWhoWait() {
    QueueHead head = head(2, 0, 100_000);
    for (int user = 1; user <= 5_000; user++) {
      head.join(user);
    }
    long version = head.log.version();
    head.apply(0, closed(head.settings));
    assertThat(head.waiting.count()).isZero();
    assertThat(head.find(1, 1).isAdmitted()).isTrue();
    assertThat(head.find(3, 3).verdict()).isEqualTo(Verdict.ENDED);
    assertThat(head.findByUser(3).verdict()).isEqualTo(Verdict.ENDED);
    assertThat(head.view.stats().expired()).isEqualTo(4_998);
    assertThat(head.log.knows(version)).isFalse();
    assertThat(HeadCheck.findings(head)).isEmpty();
  }

  @Test
  void aFaithfulFirstWaiterDoesNotKeepTheDeadOnesInMemory() {
    QueueHead head = head(0, 0, 1_000);
    head.join(1);
    for (int user = 2; user < 500_000; user++) {
      PlaceAnswer place = head.join(user);
      assertThat(place.position()).isEqualTo(2);
      head.end(user, place.sequence(), PlaceState.LEFT);
    }
    assertThat(head.waiting.bytes() + head.sequenceByUser.bytes()).isLessThan(100_000);
  }

  @Test
  void admissionsKeepToTheRate() {
    QueueHead head = head(10_000, 600, 10_000);
    for (int user = 1; user <= 2_000; user++) {
      head.join(user);
    }
    assertThat(head.admitted.count()).isEqualTo(10);
    for (long atMs = START_MS; atMs <= START_MS + 30_000; atMs += 100) {
      head.enter(atMs, 1);
    }
    assertThat(head.admitted.count()).isCloseTo(310, within(1));
    assertThat(head.view.stats().admissionsPerMinute()).isEqualTo(head.admitted.count());
  }

  @Test
  void anIdleRateSavesNothingUp() {
    QueueHead head = head(10_000, 600, 10_000);
    head.enter(START_MS + 60_000, 1);
    for (int user = 1; user <= 100; user++) {
      head.join(user);
    }
    assertThat(head.admitted.count()).isEqualTo(10);
  }

  @Test
  void oneBrokenClockIsRefusedAndALongSleepIsBelieved() {
    QueueHead head = head(1, 0, 10);
    head.join(1);
    head.join(2);
    long farMs = START_MS + 10 * QueueHead.FURTHEST_AHEAD_MS;
    for (int turn = 0; turn < 20; turn++) {
      assertThat(head.enter(farMs, 1)).isFalse();
      assertThat(head.enter(START_MS + turn, 1)).isTrue();
    }
    assertThat(head.admitted.count()).isEqualTo(1);
    int refused = 0;
    while (!head.enter(farMs, 1)) {
      refused++;
    }
    assertThat(refused).isEqualTo(QueueHead.BELIEVED_AFTER - 1);
    assertThat(head.find(2, 2).isAdmitted()).isTrue();
  }

  @Test
  void nobodyLapsesForAStallOfTheHead() {
    QueueHead head = head(0, 0, 10);
    head.join(1);
    head.enter(START_MS + 119_999, 1);
    assertThat(head.waiting.count()).isEqualTo(1);
    assertThat(head.find(1, 1).endsAtMs()).isEqualTo(START_MS + 119_999 + 120_000);
  }

  @Test
  void aHoldOutlivesTheAdmissionButNoNewOneStartsAfterIt() {
    QueueHead head = head(1, 0, 10);
    head.join(1);
    head.join(2);
    assertThat(head.beginHold(2, 2, START_MS + 1).verdict()).isEqualTo(Verdict.NOT_ADMITTED);
    assertThat(head.beginHold(2, 2, START_MS + 1).position()).isEqualTo(1);
    head.enter(START_MS + 599_000, 1);
    head.heard(2, 2);
    assertThat(head.beginHold(1, 1, START_MS + 609_000).verdict()).isEqualTo(Verdict.OK);
    head.extend(1, 1, START_MS + 899_000);
    head.enter(START_MS + 600_000, 1);
    assertThat(head.beginHold(1, 1, START_MS + 999_000).verdict()).isEqualTo(Verdict.ENDED);
    assertThat(head.find(1, 1).isAdmitted()).isTrue();
    head.enter(START_MS + 898_999, 1);
    head.heard(2, 2);
    assertThat(head.find(2, 2).isAdmitted()).isFalse();
    head.enter(START_MS + 899_000, 1);
    assertThat(head.find(1, 1).verdict()).isEqualTo(Verdict.ENDED);
    assertThat(head.find(2, 2).isAdmitted()).isTrue();
  }

  @Test
  void theRefreshTimeGrowsWithThePositionButStaysWithinTheTimeToLive() {
    assertThat(WaitEstimate.refreshAfterSeconds(1, 120_000)).isEqualTo(1);
    assertThat(WaitEstimate.refreshAfterSeconds(1_000, 120_000)).isEqualTo(4);
    assertThat(WaitEstimate.refreshAfterSeconds(1_000_000, 120_000)).isEqualTo(20);
    assertThat(WaitEstimate.refreshAfterSeconds(1_000_000, 20_000)).isEqualTo(5);
    assertThat(WaitEstimate.refreshAfterSeconds(1_000_000, 1_000)).isEqualTo(1);
  }

  @Test
  void nothingIsEstimatedWithoutAdmissions() {
    QueueHead head = head(0, 0, 10);
    assertThat(head.join(1).waitLowSeconds()).isEqualTo(-1);
    head.apply(0, settings(1, 0, 10));
    head.join(2);
    PlaceAnswer place = head.find(2, 2);
    assertThat(place.waitLowSeconds()).isBetween(0, place.waitHighSeconds());
  }

  @Test
  void anOwnerOfAHoldIsRestoredOnceAndCounts() {
    QueueHead head = head(1, 0, 10);
    AdmittedPlace old =
        new AdmittedPlace(40, 9, START_MS, START_MS, START_MS + 5_000, START_MS + 5_000, 0);
    Returns.restore(head, old);
    Returns.restore(head, old);
    head.join(1);
    assertThat(head.admitted.count()).isEqualTo(1);
    assertThat(head.join(9).sequence()).isEqualTo(40);
    assertThat(head.find(1, 1).position()).isEqualTo(1);
  }
}
