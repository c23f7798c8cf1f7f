package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The head against a plain list, step by step. */
class QueueHeadModelTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final HeadSettings FIRST =
      new HeadSettings(3, 0, false, 4_000, 6_000, 12, SalePhase.OPEN, START_MS, START_MS + 400_000);

  enum Kind {
    JOIN,
    HEARD,
    END,
    HOLD,
    EXTEND,
    TIME,
    CAPACITY,
    RATE,
    PAUSE,
    TTL,
    PHASE,
    ADMIT_NEXT,
    MOVE
  }

  /** One step: what, by which user, how much, and how long after the one before. */
  record Step(Kind kind, int user, int amount, int afterMs) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(30, Arbitraries.just(Kind.JOIN)),
            net.jqwik.api.Tuple.of(12, Arbitraries.just(Kind.HEARD)),
            net.jqwik.api.Tuple.of(10, Arbitraries.just(Kind.END)),
            net.jqwik.api.Tuple.of(20, Arbitraries.of(Kind.class)));
    Arbitrary<Integer> pauses =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(10, Arbitraries.integers().between(0, 40)),
            net.jqwik.api.Tuple.of(8, Arbitraries.integers().between(40, 2_500)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(2_500, 9_000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(-300, 0)));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(1, 25),
            Arbitraries.integers().between(0, 200),
            pauses)
        .as(Step::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(300);
  }

  @Property(tries = 400)
  void theHeadIsTheList(@ForAll("steps") List<Step> steps) {
    new Run().play(steps);
  }

  /** A head and its model, going through the same steps. */
  private static final class Run {
    private final QueueModel model = new QueueModel(FIRST, START_MS, 1);
    private QueueHead head = new QueueHead(7, 1, FIRST, LostPlaces.none(), START_MS, 1);
    private long clockMs = START_MS;
    private long owner = 1;
    private long nextBlock;
    private long lastAdmitted;
    private int admittedSeen;
    private final PositionView view = new PositionView();

    void play(List<Step> steps) {
      for (Step step : steps) {
        clockMs += step.afterMs();
        assertThat(head.enter(clockMs, owner)).isTrue();
        model.enter(clockMs, owner);
        apply(step);
        compare();
        compareView(step);
      }
    }

    private void apply(Step step) {
      QueueModel.Entry entry = model.byUser(step.user());
      HeadSettings now = model.settings;
      switch (step.kind()) {
        case JOIN -> join(step.user());
        case HEARD -> heard(step, entry);
        case END -> end(step, entry);
        case HOLD -> hold(step, entry);
        case EXTEND -> extend(step, entry);
        case TIME -> clockMs += step.amount();
        case CAPACITY -> settings(step.amount() % 8, now.admitPerMinute(), now.paused(), now);
        case RATE -> settings(now.capacity(), step.amount() * 3, now.paused(), now);
        case PAUSE -> settings(now.capacity(), now.admitPerMinute(), !now.paused(), now);
        case TTL -> settingsTtl(1_000 + step.amount() * 40L, now);
        case PHASE -> settingsPhase(step.amount(), now);
        case ADMIT_NEXT -> {
          long orderId = step.user() % 5;
          assertThat(head.admission.admitNext(orderId, step.amount() % 4))
              .isEqualTo(model.admitNext(orderId, step.amount() % 4));
        }
        case MOVE -> {
          head = roundTrip(head);
          owner = step.amount() % 3;
        }
      }
    }

    private void join(long user) {
      Verdict expected = model.join(user);
      PlaceAnswer answer = head.join(user);
      assertThat(answer.verdict()).isEqualTo(expected);
      if (expected == Verdict.NEEDS_BLOCK) {
        // As after a lost reservation, some sequences are skipped; a repeat changes nothing.
        long from = nextBlock + (nextBlock % 3) * 5;
        nextBlock = from + 5;
        head.blocks.add(from, nextBlock);
        head.blocks.add(from, nextBlock);
        model.freeBlocks.add(new long[] {Math.max(1, from), nextBlock});
        join(user);
      }
    }

    private void heard(Step step, QueueModel.Entry entry) {
      if (entry == null) {
        assertThat(head.heard(step.user(), 1 + step.amount()).verdict()).isNotEqualTo(Verdict.OK);
        return;
      }
      entry.heardMs = model.nowMs;
      assertThat(head.heard(step.user(), entry.sequence).verdict()).isEqualTo(Verdict.OK);
      assertThat(head.heard(step.user() + 1, entry.sequence).verdict()).isEqualTo(Verdict.FOREIGN);
    }

    private void end(Step step, QueueModel.Entry entry) {
      PlaceState how =
          switch (step.amount() % 3) {
            case 0 -> PlaceState.LEFT;
            case 1 -> PlaceState.COMPLETED;
            default -> PlaceState.EXPIRED;
          };
      if (entry != null && model.remove(entry)) {
        switch (how) {
          case LEFT -> model.left++;
          case COMPLETED -> model.completed++;
          default -> model.expired++;
        }
      }
      long sequence = entry == null ? 1 + step.amount() : entry.sequence;
      head.end(step.user(), sequence, how);
      if (entry != null) {
        assertThat(head.end(step.user(), sequence, how).verdict()).isEqualTo(Verdict.ENDED);
      }
    }

    private void hold(Step step, QueueModel.Entry entry) {
      if (entry != null) {
        long untilMs = clockMs + step.amount() * 50L;
        assertThat(head.beginHold(step.user(), entry.sequence, untilMs).verdict())
            .isEqualTo(model.beginHold(entry, untilMs));
      }
    }

    private void extend(Step step, QueueModel.Entry entry) {
      if (entry != null && model.admitted.contains(entry)) {
        // Every third time the hold was refused.
        long untilMs = step.amount() % 3 == 0 ? 0 : clockMs + step.amount() * 50L;
        model.extend(entry, untilMs);
        head.extend(step.user(), entry.sequence, untilMs);
      }
    }

    private void settings(int capacity, int rate, boolean paused, HeadSettings now) {
      change(
          new HeadSettings(
              capacity,
              rate,
              paused,
              now.waitingTtlMs(),
              now.admissionTtlMs(),
              now.maxWaiting(),
              now.phase(),
              now.salesOpenMs(),
              now.salesCloseMs()));
    }

    private void settingsTtl(long ttlMs, HeadSettings now) {
      change(
          new HeadSettings(
              now.capacity(),
              now.admitPerMinute(),
              now.paused(),
              ttlMs,
              now.admissionTtlMs(),
              now.maxWaiting(),
              now.phase(),
              now.salesOpenMs(),
              now.salesCloseMs()));
    }

    private void settingsPhase(int amount, HeadSettings now) {
      SalePhase phase = amount > 40 ? SalePhase.OPEN : List.of(SalePhase.values()).get(amount % 5);
      change(
          new HeadSettings(
              now.capacity(),
              now.admitPerMinute(),
              now.paused(),
              now.waitingTtlMs(),
              now.admissionTtlMs(),
              now.maxWaiting(),
              phase,
              now.salesOpenMs() + amount * 10L,
              now.salesCloseMs()));
    }

    private void change(HeadSettings changed) {
      head.apply(0, changed);
      model.apply(changed);
    }

    private void compare() {
      int position = 0;
      for (QueueModel.Entry entry : model.waiting) {
        PlaceAnswer answer = head.find(entry.userId, entry.sequence);
        assertThat(answer.verdict()).isEqualTo(Verdict.OK);
        assertThat(answer.position()).isEqualTo(++position);
        assertThat(answer.joinedAtMs()).isEqualTo(entry.joinedMs);
        assertThat(answer.endsAtMs()).isEqualTo(model.deadlineMs(entry));
      }
      for (QueueModel.Entry entry : model.admitted) {
        PlaceAnswer answer = head.find(entry.userId, entry.sequence);
        assertThat(answer.isAdmitted()).isTrue();
        assertThat(answer.position()).isZero();
        assertThat(answer.admittedAtMs()).isEqualTo(entry.admittedMs);
        assertThat(answer.endsAtMs()).isEqualTo(entry.endMs);
        assertThat(answer.originalEndMs()).isEqualTo(entry.originalEndMs);
      }
      HeadStats stats = head.view.stats();
      assertThat(stats.waiting()).isEqualTo(model.waiting.size());
      assertThat(stats.admitted()).isEqualTo(model.admitted.size());
      assertThat(stats.completed()).isEqualTo(model.completed);
      assertThat(stats.expired()).isEqualTo(model.expired);
      assertThat(stats.left()).isEqualTo(model.left);
      assertThat(stats.sequence()).isEqualTo(model.lastSequence);
      assertThat(HeadCheck.findings(head)).isEmpty();
      assertThat(head.view.list(0, 1_000))
          .hasSize(model.waiting.size() + model.admitted.size())
          .extracting(PlaceAnswer::sequence)
          .isSorted();
      for (; admittedSeen < model.admissionOrder.size(); admittedSeen++) {
        assertThat(model.admissionOrder.get(admittedSeen)).isGreaterThan(lastAdmitted);
        lastAdmitted = model.admissionOrder.get(admittedSeen);
      }
      assertThat(stats.serving()).isEqualTo(lastAdmitted);
    }

    /**
     * A view that takes over what changed, in parts of any size and with changes of the head
     * between them, says what the head says as soon as it has all parts, and nothing else before.
     */
    private void compareView(Step step) {
      if (step.user() % 8 == 0) {
        view.forget();
      }
      boolean whole = false;
      int most = 1 + step.user() % 4;
      for (int part = step.amount() % 6; part > 0 && !whole; part--) {
        HeadCommand.Sync ask = view.ask();
        HeadDelta delta = HeadDelta.of(head, ask, most);
        assertThat(delta.waiting().size() + delta.admitted().size() + delta.gone().size())
            .isLessThanOrEqualTo(most);
        view.take(ask, delta);
        whole = delta.whole();
        assertThat(!whole || view.show(HeadReply.Facts.of(head), delta, 0)).isTrue();
        assertThat(view.isBehind()).isEqualTo(!whole);
      }
      if (whole) {
        compareViewWithHead();
      }
    }

    private void compareViewWithHead() {
      for (PlaceAnswer place : head.view.list(0, 1_000)) {
        PlaceRef token = new PlaceRef(place.userId(), 1, place.sequence());
        PlaceAnswer seen = view.find(token, model.nowMs, 0);
        if (place.isAdmitted() && place.endsAtMs() <= model.nowMs) {
          assertThat(seen).isNull();
        } else {
          assertThat(seen.position()).isEqualTo(place.position());
          assertThat(seen.admittedAtMs()).isEqualTo(place.admittedAtMs());
          assertThat(seen.joinedAtMs()).isEqualTo(place.joinedAtMs());
          assertThat(seen.refreshAfterSeconds()).isEqualTo(place.refreshAfterSeconds());
          assertThat(seen.waitHighSeconds()).isEqualTo(place.waitHighSeconds());
        }
      }
      assertThat(view.find(new PlaceRef(1, 1, head.blocks.last() + 1), model.nowMs, 0)).isNull();
    }
  }

  static QueueHead roundTrip(QueueHead head) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      QueueHeadCodec.write(new DataOutputStream(bytes), head);
      byte[] written = bytes.toByteArray();
      QueueHead read = QueueHeadCodec.read(new DataInputStream(new ByteArrayInputStream(written)));
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      QueueHeadCodec.write(new DataOutputStream(again), read);
      assertThat(again.toByteArray()).isEqualTo(written);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
