package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a million waiting places cost: memory as the collector counts it, time as the processor's,
 * which other processes do not spoil.
 */
class MillionPlacesTest {
  private static final Logger LOG = LoggerFactory.getLogger(MillionPlacesTest.class);
  private static final long START_MS = 1_800_000_000_000L;
  private static final int MILLION = 1_000_000;
  private static final long STEP_LIMIT_NANOS = 5_000_000;

  /** The limit is 400; a copy that takes half of it has lost its way. */
  private static final int MOST_BYTES = 200;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static HeadSettings settings(int capacity) {
    return new HeadSettings(
        capacity,
        0,
        false,
        120_000,
        10_000,
        2 * MILLION,
        SalePhase.OPEN,
        START_MS,
        START_MS + 86_400_000);
  }

  /** A head with users' ids that have no order, as many waiting as the id of the last place. */
  private static QueueHead head() {
    return head(MILLION);
  }

  private static QueueHead head(int waiting) {
    QueueHead head = new QueueHead(7, 1, settings(0), LostPlaces.none(), START_MS, 1);
    head.blocks.add(1, 10L * MILLION);
    Random random = new Random(1);
    while (head.waiting.count() < waiting) {
      head.join(random.nextLong() >>> 1);
    }
    return head;
  }

  /** The serial collector leaves some dead objects where they are, but not each time. */
  private static long heapBytes() {
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long cpuNanos(Runnable work) {
    long before = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - before;
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /** Brings a view up to date with deltas as they travel; gives the longest time of the head. */
  private static long copy(QueueHead head, PositionView view) {
    List<Long> nanos = new ArrayList<>();
    boolean[] whole = new boolean[1];
    while (!whole[0]) {
      HeadCommand.Sync ask = view.ask();
      HeadReply[] reply = new HeadReply[1];
      nanos.add(cpuNanos(() -> reply[0] = HeadReply.delta(head, HeadDelta.of(head, ask))));
      HeadDelta delta = roundTrip(reply[0]).delta();
      assertThat(delta.waiting().size()).isLessThanOrEqualTo(HeadDelta.MOST_PLACES);
      view.take(ask, delta);
      whole[0] = delta.whole();
      assertThat(!whole[0] || view.show(reply[0].facts(), delta, 0)).isTrue();
    }
    return median(nanos);
  }

  private static HeadReply roundTrip(HeadReply reply) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      HeadReplyCodec.write(new DataOutputStream(bytes), reply);
      return HeadReplyCodec.read(
          new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPlaceTakesFewBytesInItsHeadAndInEachView() {
    long emptyBytes = heapBytes();
    QueueHead head = head();
    long headBytes = heapBytes() - emptyBytes;

    PositionView view = new PositionView();
    long partNanos = copy(head, view);
    LOG.info("a part of a copy: {} us", partNanos / 1_000);
    assertThat(partNanos).isLessThan(STEP_LIMIT_NANOS);
    List<PlaceRef> places = new ArrayList<>();
    for (int index = head.waiting.first(); index >= 0; index = head.waiting.after(index)) {
      places.add(new PlaceRef(head.waiting.userId(index), 1, head.waiting.sequence(index)));
    }
    long position = 0;
    for (PlaceRef place : places) {
      if (position % PositionView.MOST_HEARD == 0) {
        view.gatherSigns();
        copy(head, view);
      }
      assertThat(view.find(place, START_MS, 0).position()).isEqualTo(++position);
    }
    places.clear();
    places = null;
    long viewBytes = heapBytes() - emptyBytes - headBytes;

    LOG.info(
        "bytes of heap a place: {} in the head, {} in a view",
        headBytes / MILLION,
        viewBytes / MILLION);
    assertThat(headBytes).isBetween(32L * MILLION, (long) MOST_BYTES * MILLION);
    assertThat(viewBytes).isBetween(32L * MILLION, (long) MOST_BYTES * MILLION);
    assertThat(head.waiting.count()).isEqualTo(MILLION);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1_000})
  void aStepThatAdmitsCostsByThoseAdmitted(int slots) {
    QueueHead head = head();
    head.apply(0, settings(slots));
    List<Long> nanos = new ArrayList<>();
    long atMs = START_MS;
    for (int step = 0; step < 41; step++) {
      // Admissions end after 10 s, and nobody lapses for the long pause.
      atMs += 10_000;
      long nowMs = atMs;
      nanos.add(cpuNanos(() -> head.enter(nowMs, 1)));
      assertThat(head.admitted.count()).isEqualTo(slots);
    }
    assertThat(head.waiting.count()).isEqualTo(MILLION - 42 * slots);
    LOG.info("a step that ends and admits {}: {} us", slots, median(nanos) / 1_000);
    assertThat(median(nanos)).isLessThan(STEP_LIMIT_NANOS);
  }

  @Test
  void aStepCostsLittleWhereHundredsOfThousandsLapseAtOnce() {
    QueueHead head = head();
    for (long atMs = START_MS; atMs < START_MS + 120_000; atMs += 4_000) {
      head.enter(atMs, 1);
    }
    LongStream.rangeClosed(1, MILLION).filter(sequence -> sequence % 3 > 0).forEach(head::heard);
    List<Long> nanos = new ArrayList<>();
    int waiting;
    do {
      waiting = head.waiting.count();
      nanos.add(cpuNanos(() -> head.enter(START_MS + 120_000, 1)));
    } while (head.waiting.count() < waiting);
    assertThat(waiting).isEqualTo(MILLION - MILLION / 3);
    LOG.info("{} steps in which some lapse: {} us", nanos.size(), median(nanos) / 1_000);
    assertThat(median(nanos)).isLessThan(STEP_LIMIT_NANOS);
  }

  @Test
  void signsOfLifeAndTheEndOfTheSaleCostLittle() {
    QueueHead head = head();
    PositionView view = new PositionView();
    copy(head, view);
    Random random = new Random(2);
    List<Long> nanos = new ArrayList<>();
    for (int command = 0; command < 41; command++) {
      List<Long> heard = random.longs(PositionView.MOST_HEARD, 1, MILLION).boxed().toList();
      nanos.add(cpuNanos(() -> heard.forEach(head::heard)));
    }
    LOG.info("{} signs of life: {} us", PositionView.MOST_HEARD, median(nanos) / 1_000);
    assertThat(median(nanos)).isLessThan(STEP_LIMIT_NANOS);

    // The first time the virtual machine gets ready for it.
    HeadSettings closed = QueueHeadTest.closed(head.settings);
    head(1).apply(0, closed);
    long endNanos = cpuNanos(() -> head.apply(0, closed));
    LOG.info("the end of the sale: {} us", endNanos / 1_000);
    assertThat(head.waiting.count()).isZero();
    copy(head, view);
    assertThat(view.ask().below()).isEqualTo(HeadDelta.ALL);
    assertThat(endNanos).isLessThan(STEP_LIMIT_NANOS);
  }
}
