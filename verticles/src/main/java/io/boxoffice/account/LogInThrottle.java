package io.boxoffice.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Counts failed log-ins of a name in windows of a minute, so that passwords cannot be guessed at
 * leisure.
 *
 * <p>An attempt counts as failed from its start until it is known to be good: a hundred at the same
 * time get no further than a hundred in a row. Counted on this node alone, over the 10,000 names
 * last tried. It can keep a name's owner out for a minute; that is the price of not letting a
 * guesser go on. Safe for any thread.
 */
final class LogInThrottle {
  private static final long WINDOW_MS = 60_000;
  private static final int MAX_NAMES = 10_000;

  private record Failures(long sinceMs, int count) {
    Failures plus(int change) {
      return new Failures(sinceMs, Math.max(0, count + change));
    }
  }

  private final Cache<String, Failures> failures =
      Caffeine.newBuilder()
          .maximumSize(MAX_NAMES)
          .expireAfterWrite(Duration.ofMillis(2 * WINDOW_MS))
          .build();
  private final Clock clock;
  private final int maxFailures;

  LogInThrottle(Clock clock, int maxFailures) {
    this.clock = clock;
    this.maxFailures = maxFailures;
  }

  /**
   * Counts an attempt.
   *
   * @throws Refusal RATE_LIMITED with {@code retryAfterSeconds}, where the window is full
   */
  void begin(String nameKey) {
    long nowMs = clock.nowMs();
    Failures counted =
        failures
            .asMap()
            .compute(
                nameKey,
                (key, old) ->
                    old == null || nowMs - old.sinceMs() >= WINDOW_MS
                        ? new Failures(nowMs, 1)
                        : old.plus(old.count() > maxFailures ? 0 : 1));
    if (counted.count() > maxFailures) {
      long waitMs = WINDOW_MS - (nowMs - counted.sinceMs());
      throw new Refusal(
          ErrorCode.RATE_LIMITED,
          ServicePhrase.LOG_INS_FAILED.sentence(),
          new JsonObject().put("retryAfterSeconds", Math.max(1, (waitMs + 999) / 1000)));
    }
  }

  /** Forgets a name's failures: its owner has just logged in. */
  void succeed(String nameKey) {
    failures.invalidate(nameKey);
  }

  /** Takes an attempt back that was never judged. */
  void forgive(String nameKey) {
    failures.asMap().computeIfPresent(nameKey, (key, old) -> old.plus(-1));
  }
}
