package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A head that was lost, and the tokens of its places. */
class ReturnsTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final long RETURN_MS = 30_000;
  private static final long BELOW = 1_000;
  private static final int CAPACITY = 3;

  private QueueHead head;
  private long nowMs = START_MS;

  @BeforeEach
  void make() {
    BitSet paid = new BitSet();
    paid.set(5);
    HeadSettings settings =
        new HeadSettings(
            CAPACITY,
            0,
            false,
            120_000,
            600_000,
            10_000,
            SalePhase.OPEN,
            START_MS - 1,
            START_MS + 86_400_000);
    LostPlaces lost = new LostPlaces(BELOW, START_MS + RETURN_MS, paid, new BitSet());
    head = new QueueHead(7, 1, settings, lost, START_MS, 1);
    head.blocks.add(BELOW, BELOW + 10_000);
  }

  /** The user's id is the sequence plus 10,000. */
  private static PlaceRef waiting(long sequence) {
    return new PlaceRef(sequence + 10_000, 1, sequence, START_MS - 1_000 + sequence, 0, 0);
  }

  private static PlaceRef admitted(long sequence, long endMs) {
    return new PlaceRef(sequence + 10_000, 1, sequence, START_MS - 1_000, START_MS - 500, endMs);
  }

  private void at(long afterMs) {
    nowMs = START_MS + afterMs;
    assertThat(head.enter(nowMs, 1)).isTrue();
  }

  private void bring(PlaceRef... tokens) {
    Returns.take(head, List.of(tokens));
    assertThat(HeadCheck.findings(head)).isEmpty();
  }

  private PlaceAnswer find(PlaceRef token) {
    return head.find(token.userId(), token.sequence());
  }

  private List<Long> line() {
    return LongStream.iterate(
            head.waiting.first(), index -> index >= 0, index -> head.waiting.after((int) index))
        .map(index -> head.waiting.sequence((int) index))
        .boxed()
        .toList();
  }

  @Test
  void theOldOrderComesBackWhateverOrderTheTokensComeIn() {
    List<PlaceRef> tokens =
        new ArrayList<>(LongStream.range(100, 400).mapToObj(ReturnsTest::waiting).toList());
    Collections.shuffle(tokens, new Random(4));
    at(10);
    for (int from = 0; from < tokens.size(); from += 30) {
      Returns.take(head, tokens.subList(from, from + 30));
      Returns.take(head, tokens.subList(from, from + 30));
    }

    assertThat(line()).isEqualTo(LongStream.range(100, 400).boxed().toList());
    assertThat(find(waiting(150)).position()).isEqualTo(51);
    assertThat(find(waiting(150)).joinedAtMs()).isEqualTo(START_MS - 850);
    assertThat(HeadCheck.findings(head)).isEmpty();
  }

  @Test
  void nobodyNewIsAdmittedBeforeTheOldOnesHadTheirTime() {
    at(10);
    long newcomer = head.join(1).sequence();
    assertThat(newcomer).isGreaterThanOrEqualTo(BELOW);
    bring(waiting(20), waiting(10));
    at(RETURN_MS - 1);
    assertThat(head.admission.admitNext(1, 5)).isZero();
    assertThat(head.admitted.count()).isZero();

    at(RETURN_MS);

    assertThat(head.admitted.all())
        .extracting(AdmittedPlace::sequence)
        .containsExactly(10L, 20L, newcomer);
  }

  @Test
  void thoseWhoWereAdmittedAreAgainAsFarAsThereIsRoom() {
    long endMs = START_MS + 100_000;
    at(10);
    bring(admitted(1, endMs), admitted(2, endMs), admitted(3, endMs), admitted(4, endMs));
    assertThat(head.admitted.all()).extracting(AdmittedPlace::sequence).containsExactly(1L, 2L, 3L);
    assertThat(find(admitted(1, endMs)).endsAtMs()).isEqualTo(endMs);
    assertThat(line()).containsExactly(4L);

    head.end(10_002, 2, PlaceState.COMPLETED);
    at(RETURN_MS);

    assertThat(find(admitted(4, endMs)).isAdmitted()).isTrue();
    bring(admitted(2, endMs));
    assertThat(find(admitted(2, endMs)).verdict()).isEqualTo(Verdict.ENDED);
    assertThat(head.admission.overAdmissions).isZero();
  }

  @Test
  void aTokenFromBeforeTheAdmissionDoesNotCostIt() {
    long endMs = START_MS + 100_000;
    at(10);
    bring(waiting(1), waiting(2), waiting(4));
    bring(admitted(1, endMs), admitted(2, START_MS + 5), waiting(3), admitted(3, endMs));

    assertThat(find(admitted(1, endMs)).isAdmitted()).isTrue();
    assertThat(find(admitted(1, endMs)).originalEndMs()).isEqualTo(endMs);
    assertThat(find(admitted(3, endMs)).isAdmitted()).isTrue();
    assertThat(line()).as("that of 2 has ended").containsExactly(2L, 4L);

    bring(waiting(8), admitted(9, endMs), admitted(8, endMs));
    assertThat(line()).as("no room for 8").containsExactly(2L, 4L, 8L);
    assertThat(head.admission.overAdmissions).isZero();
  }

  @Test
  void whatIsOverDoesNotComeBack() {
    at(10);
    PlaceRef paid = waiting(5);
    PlaceRef over = admitted(6, START_MS + 5);
    PlaceRef unknown = waiting(BELOW);
    PlaceRef otherEpoch = new PlaceRef(1, 2, 7);
    bring(paid, over, unknown, otherEpoch);
    assertThat(head.waiting.count() + head.admitted.count()).isZero();

    bring(waiting(8));
    head.end(10_008, 8, PlaceState.LEFT);
    bring(waiting(8));

    assertThat(find(waiting(8)).verdict()).isEqualTo(Verdict.ENDED);
  }

  @Test
  void aSilentPlaceThatCameBackLapsesLikeAnyOther() {
    at(10);
    IntStream.range(0, CAPACITY).forEach(user -> bring(admitted(1L + user, START_MS + 900_000)));
    bring(waiting(9));
    for (long afterMs = 4_000; afterMs <= 124_000; afterMs += 4_000) {
      at(afterMs);
    }

    bring(waiting(9));

    assertThat(find(waiting(9)).verdict()).isEqualTo(Verdict.ENDED);
    assertThat(head.expired).isEqualTo(1);
  }

  @Test
  void aUserKeepsOnePlace() {
    at(10);
    long user = 77;
    long rejoined = head.join(user).sequence();
    PlaceRef older = new PlaceRef(user, 1, 40, START_MS - 9, 0, 0);
    PlaceRef younger = new PlaceRef(user, 1, 60, START_MS - 5, 0, 0);

    bring(younger);
    assertThat(line()).containsExactly(60L);
    assertThat(head.find(user, rejoined).verdict()).isEqualTo(Verdict.ENDED);
    bring(older);
    assertThat(line()).containsExactly(60L);
    bring(older, younger);
    assertThat(line()).containsExactly(60L);
  }

  @Test
  void theYoungerOfTwoOldPlacesCountsAlsoInOneBatch() {
    at(10);
    bring(new PlaceRef(77, 1, 40), new PlaceRef(77, 1, 60));
    assertThat(line()).containsExactly(60L);
  }

  @Test
  void anEndThatComesBeforeTheTokenKeepsItAwayAndCostsNoOtherPlace() {
    long endMs = START_MS + 100_000;
    at(10);
    PlaceRef old = admitted(7, endMs);
    long newer = head.join(old.userId()).sequence();

    assertThat(head.end(old.userId(), old.sequence(), PlaceState.EXPIRED).verdict())
        .isEqualTo(Verdict.ENDED);
    bring(old);

    assertThat(find(old).verdict()).isEqualTo(Verdict.ENDED);
    assertThat(head.sequenceByUser.get(old.userId())).isEqualTo(newer);
  }

  @Test
  void aLateTokenGetsItsPlaceInFrontOfThoseWhoWait() {
    at(RETURN_MS + 10);
    LongStream.range(1, 6).forEach(head::join);
    assertThat(head.admitted.count()).isEqualTo(CAPACITY);

    bring(waiting(30), waiting(31));

    assertThat(line()).startsWith(30L, 31L).hasSize(4);
    QueueHead moved = QueueHeadModelTest.roundTrip(head);
    assertThat(moved.lost.below()).isEqualTo(BELOW);
    assertThat(moved.lost.dead()).isEqualTo(head.lost.dead());
  }

  @Test
  void theTokenOfAHolderTellsWhenItWasAdmitted() {
    long holdEndMs = START_MS + 50_000;
    Returns.restore(head, new AdmittedPlace(3, 10_003, 1, 1, holdEndMs, holdEndMs, 0));
    head.lost.guess(3);
    at(10);

    bring(admitted(3, START_MS + 40_000));
    bring(admitted(3, START_MS + 90_000));

    PlaceAnswer place = find(waiting(3));
    assertThat(place.originalEndMs()).isEqualTo(START_MS + 40_000);
    assertThat(place.endsAtMs()).isEqualTo(holdEndMs);
    assertThat(place.admittedAtMs()).isEqualTo(START_MS - 500);
  }
}
