package io.boxoffice.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.cli.bench.load.Timeline.Stretch;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MS = 1_000_000;

  /** A hundred requests due in this second, each answered after so long. */
  private static void second(Timeline timeline, int second, long latencyMs, int status) {
    for (int i = 0; i < 100; i++) {
      long due = second * SECOND + i * MS;
      timeline.due(due);
      timeline.answered(due, due + latencyMs * MS, status, status == 201);
    }
  }

  @Test
  void countsSuccessesWhenTheyComeAndRequestsWhenTheyAreDue() {
    Timeline timeline = new Timeline();
    second(timeline, 0, 10, 201);
    second(timeline, 1, 950, 201);
    second(timeline, 2, 1, 503);
    timeline.due(2 * SECOND);
    timeline.unanswered(2 * SECOND, 9 * SECOND);

    Stretch first = timeline.stretch(0, 2);
    Stretch last = timeline.stretch(2, 3);

    // Of those due in the second second, half came in the third.
    assertThat(first.offered()).isEqualTo(200);
    assertThat(first.served()).isEqualTo(200);
    assertThat(first.servedInTime()).isEqualTo(150);
    assertThat(first.goodput()).isEqualTo(75);
    assertThat(first.servedLatencyMs(99)).isBetween(940.0, 960.0);
    assertThat(last.offered()).isEqualTo(101);
    assertThat(last.served()).isZero();
    assertThat(last.servedInTime()).isEqualTo(50);
    assertThat(last.answered()).isEqualTo(100);
    assertThat(last.statuses()).containsOnlyKeys(503);
    assertThat(last.latencyMs(100)).isGreaterThan(6_900);
  }

  @Test
  void thePromiseIsKeptAgainWhereTwoSecondsKeepIt() {
    Timeline timeline = new Timeline();
    second(timeline, 0, 10, 503);
    second(timeline, 1, 10, 201);
    second(timeline, 2, 80, 201);
    second(timeline, 3, 40, 201);
    second(timeline, 4, 40, 201);

    assertThat(timeline.secondsUntilKept(1, 5, 50)).isEqualTo(2);
    assertThat(timeline.secondsUntilKept(3, 5, 50)).isZero();
    assertThat(timeline.secondsUntilKept(0, 5, 100)).isEqualTo(1);
    assertThat(timeline.secondsUntilKept(0, 5, 5)).isEqualTo(5);
    assertThat(timeline.secondsBroken(0, 5, 50)).isEqualTo(2);
    assertThat(timeline.secondsBroken(0, 5, 100)).isEqualTo(1);
    assertThat(timeline.secondsBroken(3, 5, 50)).isZero();
  }
}
