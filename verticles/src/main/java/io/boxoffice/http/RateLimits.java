package io.boxoffice.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * A token bucket for each user or address, on this node and context; off where the rate is 0.
 *
 * <p>At most {@value #MAX_BUCKETS} buckets are kept; a forgotten one starts full again.
 */
final class RateLimits {
  private static final int MAX_BUCKETS = 100_000;

  private static final class Bucket {
    private double tokens;
    private long filledAtMs;
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

  /** Takes one token and says how many remain; fails with RATE_LIMITED where none was left. */
  void take(String whose, HttpServerResponse response) {
    if (perSecond == 0) {
      return;
    }
    long nowMs = clock.nowMs();
    Bucket bucket = buckets.get(whose, key -> full(nowMs));
    double gained = Math.max(0, nowMs - bucket.filledAtMs) * perSecond / 1_000.0;
    bucket.tokens = Math.min(burst, bucket.tokens + gained);
    bucket.filledAtMs = nowMs;
    boolean enough = bucket.tokens >= 1;
    if (enough) {
      bucket.tokens -= 1;
    }
    int windowSeconds = Math.max(1, burst / perSecond);
    response
        .putHeader("RateLimit-Policy", "\"default\";q=" + burst + ";w=" + windowSeconds)
        .putHeader("RateLimit", "\"default\";r=" + (int) bucket.tokens + ";t=" + windowSeconds);
    if (!enough) {
      throw new Refusal(
          ErrorCode.RATE_LIMITED,
          ServicePhrase.TOO_MANY_REQUESTS.sentence(),
          new JsonObject().put("retryAfterSeconds", 1));
    }
  }

  private Bucket full(long nowMs) {
    Bucket bucket = new Bucket();
    bucket.tokens = burst;
    bucket.filledAtMs = nowMs;
    return bucket;
  }
}
