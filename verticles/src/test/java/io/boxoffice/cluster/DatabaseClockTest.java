package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DatabaseClockTest {
  private static final long BASE_MS = 1_700_000_000_000L;

  /** This node's nanoTime; the database's clock runs beside it. */
  private long nanos = 5_000_000_000L;

  private long databaseAheadMs;
  private long thereMs = 1;
  private long backMs = 1;
  private boolean away;

  private final DatabaseClock clock = new DatabaseClock(this::ask, () -> nanos);

  private Future<Long> ask() {
    if (away) {
      return Future.failedFuture("away");
    }
    nanos += TimeUnit.MILLISECONDS.toNanos(thereMs);
    long answer = databaseNowMs();
    nanos += TimeUnit.MILLISECONDS.toNanos(backMs);
    return Future.succeededFuture(answer);
  }

  private long databaseNowMs() {
    return BASE_MS + databaseAheadMs + TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private void pass(long ms) {
    nanos += TimeUnit.MILLISECONDS.toNanos(ms);
  }

  @Test
  void saysNothingBeforeItKnows() {
    away = true;

    assertThat(clock.synchronise().failed()).isTrue();
    assertThatThrownBy(clock::nowMs).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsTheDatabasesTime() {
    assertThat(clock.synchronise().succeeded()).isTrue();

    pass(1_234);

    assertThat(clock.nowMs()).isBetween(databaseNowMs() - 1, databaseNowMs() + 1);
  }

  @Test
  void isOffByHalfOfTheShortestTripAtMost() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      thereMs = random.nextInt(40);
      backMs = random.nextInt(40);
      clock.synchronise();
      pass(random.nextInt(5_000));
      assertThat(Math.abs(clock.nowMs() - databaseNowMs())).isLessThanOrEqualTo(21);
    }
  }

  @Test
  void keepsAnExactSampleOverALaterRoughOne() {
    clock.synchronise();
    thereMs = 1_000;
    backMs = 0;
    pass(5_000);
    clock.synchronise();

    assertThat(Math.abs(clock.nowMs() - databaseNowMs())).isLessThanOrEqualTo(2);
  }

  @Test
  void goesOnWhileTheDatabaseIsAway() {
    clock.synchronise();
    long before = clock.nowMs();
    away = true;
    pass(60_000);

    assertThat(clock.synchronise().failed()).isTrue();
    assertThat(clock.nowMs()).isEqualTo(before + 60_000);
  }

  @Test
  void followsADatabaseThatWasSetForward() {
    clock.synchronise();
    databaseAheadMs = 3_000;
    thereMs = 50;
    backMs = 50;
    clock.synchronise();

    assertThat(Math.abs(clock.nowMs() - databaseNowMs())).isLessThanOrEqualTo(51);
  }

  @Test
  void neverGoesBack() {
    clock.synchronise();
    long before = clock.nowMs();
    databaseAheadMs = -3_000;
    clock.synchronise();

    assertThat(clock.nowMs()).isEqualTo(before);
    pass(2_000);
    assertThat(clock.nowMs()).isEqualTo(before);
    pass(2_000);
    assertThat(clock.nowMs()).isGreaterThan(before);
    assertThat(Math.abs(clock.nowMs() - databaseNowMs())).isLessThanOrEqualTo(2);
  }
}
