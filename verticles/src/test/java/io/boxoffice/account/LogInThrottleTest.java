package io.boxoffice.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogInThrottleTest {
  private final AtomicLong nowMs = new AtomicLong(1_000_000);
  private final LogInThrottle throttle = new LogInThrottle(nowMs::get, 3);

  @Test
  void theFourthAttemptInAMinuteWaitsForItsEnd() {
    fail(3);
    nowMs.addAndGet(50_500);

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> throttle.begin("ann"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal.attributes().getLong("retryAfterSeconds")).isEqualTo(10);
  }

  @Test
  void theNextMinuteIsFree() {
    fail(3);
    nowMs.addAndGet(60_000);

    fail(3);

    assertThat(isRefused("ann")).isTrue();
  }

  @Test
  void anotherNameIsFree() {
    fail(3);

    assertThat(isRefused("bob")).isFalse();
  }

  @Test
  void successForgetsTheFailures() {
    fail(2);
    throttle.succeed("ann");

    fail(3);

    assertThat(isRefused("ann")).isTrue();
  }

  @Test
  void anAttemptThatNobodyJudgedDoesNotCount() {
    fail(3);
    throttle.forgive("ann");

    assertThat(isRefused("ann")).isFalse();
  }

  @Test
  void refusedAttemptsDoNotLengthenTheWait() {
    fail(3);
    for (int i = 0; i < 100; i++) {
      assertThat(isRefused("ann")).isTrue();
    }
    nowMs.addAndGet(60_000);

    assertThat(isRefused("ann")).isFalse();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      throttle.begin("ann");
    }
  }

  private boolean isRefused(String name) {
    return catchThrowableOfType(Refusal.class, () -> throttle.begin(name)) != null;
  }
}
