package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a copy of a head answers, and what it leaves to the head. */
class PositionViewTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final long ASKED_NANOS = 5;
  private static final PlaceRef FIRST = new PlaceRef(11, 1, 1);

  private final PositionView view = new PositionView();
  private QueueHead head;

  @BeforeEach
  void make() {
    HeadSettings settings =
        new HeadSettings(
            0, 0, false, 60_000, 60_000, 10, SalePhase.OPEN, START_MS - 1, START_MS + 86_400_000);
    head = new QueueHead(7, 1, settings, LostPlaces.none(), START_MS, 1);
    head.blocks.add(1, 100);
    head.join(11);
    head.join(12);
  }

  /** What the head answers now, to be taken over later. */
  private HeadDelta asked() {
    return HeadDelta.of(head, view.ask());
  }

  private void take(HeadDelta delta) {
    view.take(view.ask(), delta);
    assertThat(view.show(HeadReply.Facts.of(head), delta, ASKED_NANOS)).isTrue();
  }

  private PlaceAnswer find(PlaceRef place, long nowMs) {
    return view.find(place, nowMs, ASKED_NANOS);
  }

  @Test
  void aCopyThatIsTooOldAnswersNothing() {
    take(asked());
    assertThat(find(FIRST, START_MS).position()).isEqualTo(1);

    long laterNanos = ASKED_NANOS + TimeUnit.MILLISECONDS.toNanos(PositionView.MAX_AGE_MS + 1);
    assertThat(view.find(FIRST, START_MS, laterNanos)).isNull();
  }

  @Test
  void aDeltaSaysNothingNewWhereTheCopyHasAllOfIt() {
    HeadCommand.Sync first = view.ask();
    assertThat(HeadDelta.of(head, first).saysNothingNew(first)).isFalse();
    take(HeadDelta.of(head, first));

    HeadCommand.Sync second = view.ask();
    assertThat(HeadDelta.of(head, second).saysNothingNew(second)).isTrue();

    head.join(13);
    assertThat(HeadDelta.of(head, second).saysNothingNew(second)).isFalse();
  }

  @Test
  void aWriteThatOvertakesTheFirstCopyIsNotForgotten() {
    HeadDelta slow = asked();
    head.end(11, 1, PlaceState.LEFT);
    view.wrote(1, head.log.version());

    take(slow);
    assertThat(find(FIRST, START_MS)).isNull();
    assertThat(find(new PlaceRef(12, 1, 2), START_MS)).isNotNull();

    take(asked());
    assertThat(find(FIRST, START_MS)).isNull();
    assertThat(find(new PlaceRef(12, 1, 2), START_MS).position()).isEqualTo(1);
  }

  @Test
  void theHeadHearsOfAnAdmissionThatItDoesNotKnow() {
    take(asked());
    PlaceRef wasAdmitted = new PlaceRef(11, 1, 1, START_MS - 9, START_MS - 5, START_MS + 1_000);

    assertThat(find(wasAdmitted, START_MS)).isNull();
    assertThat(find(wasAdmitted, START_MS + 1_000).position()).isEqualTo(1);
  }
}
