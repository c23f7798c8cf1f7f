package io.boxoffice.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * A token bucket for each user or address, on this node; off where the rate is 0. Safe for use from
 * any thread.
 *
 * <p>At most {@value #MAX_BUCKETS} buckets are kept; a forgotten one starts full again.
 */
final class RateLimits {
  private static final int MAX_BUCKETS = 100_000;

  private static final class Bucket {
    private double tokens;
    private long filledAtMs;

    Bucket(int tokens, long filledAtMs) {
      this.tokens = tokens;
      this.filledAtMs = filledAtMs;
    }

    /** How many whole tokens are left after taking one; -1 where none could be taken. */
    synchronized int take(long nowMs, int perSecond, int burst) {
      double gained = Math.max(0, nowMs - filledAtMs) * perSecond / 1_000.0;
      tokens = Math.min(burst, tokens + gained);
      filledAtMs = Math.max(filledAtMs, nowMs);
      if (tokens < 1) {
        return -1;
      }
      tokens -= 1;
      return (int) tokens;
    }
  }

  private final int perSecond;
  private final int burst;
  private final Clock clock;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MAX_BUCKETS)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  RateLimits(int perSecond, int burst, Clock clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
  }

  /**
   * Takes one of the caller's tokens, or of the address' where the caller is null, and says how
   * many remain; fails with RATE_LIMITED where none was left.
   */
  void takeFor(Caller caller, HttpServerRequest request) {
    if (perSecond > 0) {
      take(
          caller == null ? "address " + request.remoteAddress().host() : "user " + caller.userId(),
          request.response());
    }
  }

  private void take(String whose, HttpServerResponse response) {
    long nowMs = clock.nowMs();
    int left = buckets.get(whose, key -> new Bucket(burst, nowMs)).take(nowMs, perSecond, burst);
    int windowSeconds = Math.max(1, burst / perSecond);
    response
        .putHeader("RateLimit-Policy", "\"default\";q=" + burst + ";w=" + windowSeconds)
        .putHeader("RateLimit", "\"default\";r=" + Math.max(0, left) + ";t=" + windowSeconds);
    if (left < 0) {
      throw new Refusal(
          ErrorCode.RATE_LIMITED,
          ServicePhrase.TOO_MANY_REQUESTS.sentence(),
          new JsonObject().put("retryAfterSeconds", 1));
    }
  }
}
