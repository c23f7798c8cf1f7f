package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.boxoffice.cluster.HazelcastConfig;
import io.boxoffice.queue.HeadCommand.AddBlock;
import io.boxoffice.queue.HeadCommand.AdmitNext;
import io.boxoffice.queue.HeadCommand.Batch;
import io.boxoffice.queue.HeadCommand.CreateHead;
import io.boxoffice.queue.HeadCommand.Extend;
import io.boxoffice.queue.HeadCommand.FindPlace;
import io.boxoffice.queue.HeadCommand.ReadStats;
import io.boxoffice.queue.HeadCommand.Step;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class HeadProcessorTest {
  private static final Logger LOG = LoggerFactory.getLogger(HeadProcessorTest.class);
  private static final long START_MS = 1_800_000_000_000L;
  private static HazelcastInstance member;
  private static IMap<Long, QueueHead> heads;

  @BeforeAll
  static void start() {
    member = TestMembers.start(TestMembers.newCluster(), 0, List.of());
    heads = member.getMap(HazelcastConfig.QUEUE_HEADS);
  }

  @AfterAll
  static void stop() {
    member.getLifecycleService().terminate();
  }

  private static HeadSettings settings(int capacity) {
    return new HeadSettings(
        capacity,
        0,
        false,
        60_000,
        600_000,
        2_000_000,
        SalePhase.OPEN,
        START_MS,
        START_MS + 86_400_000);
  }

  private static HeadReply run(long concertId, long nowMs, HeadCommand command) {
    return heads.executeOnKey(concertId, new HeadProcessor(nowMs, command));
  }

  private static void create(long concertId, int capacity) {
    CreateHead create =
        new CreateHead(
            1,
            1,
            settings(capacity),
            new SequenceBlocks.Block(0, 10_000_000),
            0,
            0,
            List.of(),
            List.of());
    assertThat(run(concertId, START_MS, create).outcome()).isEqualTo(HeadReply.Outcome.DONE);
  }

  @Test
  void commandsOnAMissingHeadSaySo() {
    assertThat(run(1, START_MS, new ReadStats()).outcome()).isEqualTo(HeadReply.Outcome.NO_HEAD);
    assertThat(run(1, START_MS, new Step(1, settings(1))).outcome())
        .isEqualTo(HeadReply.Outcome.NO_HEAD);
    assertThat(heads.containsKey(1L)).isFalse();
  }

  @Test
  void aBatchNumbersInOrderAndRunsTwiceWithoutHarm() {
    create(2, 2);
    Batch batch = new Batch(List.of(), List.of(11L, 12L, 13L, 11L));
    HeadReply first = run(2, START_MS, batch);
    assertThat(first.places()).extracting(PlaceAnswer::sequence).containsExactly(1L, 2L, 3L, 1L);
    assertThat(first.places()).extracting(PlaceAnswer::position).containsExactly(0L, 0L, 1L, 0L);
    assertThat(first.places())
        .extracting(PlaceAnswer::created)
        .containsExactly(true, true, true, false);
    HeadReply second = run(2, START_MS, batch);
    assertThat(second.places()).extracting(PlaceAnswer::sequence).containsExactly(1L, 2L, 3L, 1L);
    PlaceRef otherEpoch = new PlaceRef(13, 2, 3);
    assertThat(run(2, START_MS, new Batch(List.of(otherEpoch), List.of())).places())
        .extracting(PlaceAnswer::verdict)
        .containsExactly(Verdict.ENDED);
  }

  @Test
  void anOrderRunsOnce() {
    create(3, 0);
    run(3, START_MS, new Batch(List.of(), List.of(1L, 2L, 3L)));
    HeadSettings roomy =
        new HeadSettings(
            2, 0, true, 60_000, 600_000, 10, SalePhase.OPEN, START_MS, START_MS + 86_400_000);
    run(3, START_MS, new Step(1, roomy));
    assertThat(run(3, START_MS, new AdmitNext(77, 1)).count()).isEqualTo(1);
    assertThat(run(3, START_MS, new AdmitNext(77, 1)).count()).isEqualTo(1);
    assertThat(run(3, START_MS, new ReadStats()).stats().admitted()).isEqualTo(1);
    assertThat(run(3, START_MS, new AdmitNext(78, 5)).count()).isEqualTo(1);
  }

  @Test
  void aCommandIsTimedByWhetherItLetSomebodyIn() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new HeadMeters(registry).attach(member);
    create(12, 1);
    run(12, START_MS, new Batch(List.of(), List.of(1L, 2L, 3L)));
    run(12, START_MS, new Step(1, settings(1)));
    run(12, START_MS, new Step(2, settings(3)));
    run(13, START_MS, new Step(1, settings(1)));

    assertThat(timed(registry, "Batch", true)).isEqualTo(1);
    assertThat(timed(registry, "Step", true)).isEqualTo(1);
    // One had no room, and one no head.
    assertThat(timed(registry, "Step", false)).isEqualTo(2);
  }

  private static long timed(SimpleMeterRegistry registry, String command, boolean admitted) {
    return registry
        .timer("boxoffice.queue.commands", "command", command, "admitted", "" + admitted)
        .count();
  }

  private static void createAgain(long concertId, long below) {
    CreateHead create =
        new CreateHead(
            1,
            1,
            settings(5),
            new SequenceBlocks.Block(below, below + 1_000),
            below,
            30_000,
            List.of(),
            List.of());
    assertThat(run(concertId, START_MS, create).outcome()).isEqualTo(HeadReply.Outcome.DONE);
  }

  private static PlaceRef admitted(long userId, long sequence) {
    return new PlaceRef(userId, 1, sequence, START_MS - 9, START_MS - 5, START_MS + 60_000);
  }

  private static PlaceAnswer only(HeadReply reply) {
    assertThat(reply.places()).hasSize(1);
    return reply.places().get(0);
  }

  @Test
  void aHoldThatWasWrittenAcrossALossBringsItsPlaceBack() {
    createAgain(7, 1_000);
    long holdEndMs = START_MS + 300_000;

    PlaceAnswer extended = only(run(7, START_MS, new Extend(admitted(77, 40), holdEndMs)));
    assertThat(extended.verdict()).isEqualTo(Verdict.OK);
    assertThat(extended.endsAtMs()).isEqualTo(holdEndMs);

    // The sweep knows the place, but not that it was admitted: it must not put it in line.
    PlaceRef fromRow = new PlaceRef(78, 1, 41);
    assertThat(only(run(7, START_MS, new Extend(fromRow, holdEndMs))).verdict())
        .isEqualTo(Verdict.ENDED);
    Batch token = new Batch(List.of(admitted(78, 41)), List.of());
    assertThat(only(run(7, START_MS, token)).isAdmitted()).isTrue();
  }

  @Test
  void sequencesOfALostHeadAreNotGivenAgain() {
    createAgain(8, 1_000);
    run(8, START_MS, new AddBlock(new SequenceBlocks.Block(900, 1_000)));
    PlaceRef old = new PlaceRef(70, 1, 950);

    HeadReply reply = run(8, START_MS, new Batch(List.of(old), List.of(71L)));

    assertThat(reply.places()).extracting(PlaceAnswer::sequence).containsExactly(950L, 1_000L);
  }

  @Test
  void settingsThatWereReadEarlierUndoNothing() {
    create(9, 1);
    run(9, START_MS, new Step(3, settings(1)));
    run(9, START_MS, new Step(2, settings(2)));
    assertThat(run(9, START_MS, new ReadStats()).stats().capacity()).isEqualTo(1);
    run(9, START_MS, new Step(4, settings(2)));
    assertThat(run(9, START_MS, new ReadStats()).stats().capacity()).isEqualTo(2);
  }

  @Test
  void questionsChangeNothing() {
    create(4, 1);
    run(4, START_MS, new Batch(List.of(), List.of(1L, 2L)));
    PlaceAnswer before = run(4, START_MS, new FindPlace(2)).places().get(0);
    PlaceAnswer later = run(4, START_MS + 50_000, new FindPlace(2)).places().get(0);
    assertThat(later).isEqualTo(before);
    assertThat(new HeadProcessor(0, new FindPlace(2)).getBackupProcessor()).isNull();
    assertThat(new HeadProcessor(0, new Step(1, settings(1))).getBackupProcessor()).isNotNull();
  }

  @Test
  void aHeadIsNotCopiedForACommand() throws InterruptedException {
    create(5, 0);
    LongStream.range(0, 100)
        .forEach(
            chunk -> {
              List<Long> users =
                  LongStream.range(chunk * 1_000 + 1, chunk * 1_000 + 1_001).boxed().toList();
              run(5, START_MS, new Batch(List.of(), users));
            });
    // With 100,000 places one copy costs milliseconds; the warm-up alone would take minutes.
    double perSecond = 0;
    for (int round = 0; round < 3; round++) {
      perSecond = commandsPerSecond(20_000);
    }
    LOG.info("one sign of life a command: {} commands/s", Math.round(perSecond));
    assertThat(perSecond).isGreaterThan(2_000);
    LOG.info("joins in batches of 500: {} joins/s", Math.round(joinsPerSecond()));
  }

  private static double commandsPerSecond(int commands) throws InterruptedException {
    Semaphore window = new Semaphore(256);
    CountDownLatch done = new CountDownLatch(commands);
    long startNs = System.nanoTime();
    for (int i = 0; i < commands; i++) {
      window.acquire();
      long user = 1L + i % 100_000;
      Batch heard = new Batch(List.of(new PlaceRef(user, 1, user)), List.of());
      heads
          .submitToKey(5L, new HeadProcessor(START_MS, heard))
          .whenComplete(
              (reply, failure) -> {
                window.release();
                done.countDown();
              });
    }
    done.await();
    return commands * 1e9 / (System.nanoTime() - startNs);
  }

  private static double joinsPerSecond() {
    create(6, 0);
    long batches = 400;
    long startNs = System.nanoTime();
    for (long batch = 0; batch < batches; batch++) {
      long from = batch * 500 + 1;
      List<Long> users = LongStream.range(from, from + 500).boxed().toList();
      assertThat(run(6, START_MS, new Batch(List.of(), users)).places()).hasSize(500);
    }
    return batches * 500 * 1e9 / (System.nanoTime() - startNs);
  }

  @Test
  void whatIsGatheredRunsInItsOrderAndAnswersSo() {
    create(77, 1);
    run(77, START_MS, new Batch(List.of(), List.of(1L, 2L)));
    PlaceRef first = new PlaceRef(1, 1, 1);
    PlaceRef second = new PlaceRef(2, 1, 2);

    HeadReply reply =
        run(
            77,
            START_MS,
            new HeadCommand.Gathered(
                List.of(
                    new HeadCommand.BeginHold(second, START_MS + 5),
                    new HeadCommand.End(first, PlaceState.COMPLETED),
                    new HeadCommand.BeginHold(second, START_MS + 5)),
                new Batch(List.of(first, second), List.of(3L))));

    assertThat(reply.places())
        .extracting(PlaceAnswer::verdict)
        .containsExactly(
            Verdict.NOT_ADMITTED, Verdict.OK, Verdict.OK, Verdict.ENDED, Verdict.OK, Verdict.OK);
    assertThat(reply.places().get(5).position()).isEqualTo(1);
  }
}
