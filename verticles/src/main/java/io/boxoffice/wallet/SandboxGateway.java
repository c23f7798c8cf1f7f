package io.boxoffice.wallet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A gateway without money behind it: amounts that end in 91 are declined, those that end in 92 are
 * not answered for a while and then approved, all others are approved at once.
 */
public final class SandboxGateway implements PaymentGateway {
  private static final long DECLINED_ENDING = 91;
  private static final long UNANSWERED_ENDING = 92;

  private final long silentNanos;
  private final Cache<Long, Long> firstAskedNanos =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofHours(1)).build();

  /**
   * A sandbox.
   *
   * @param silence how long an amount that ends in 92 stays without an answer
   */
  public SandboxGateway(Duration silence) {
    this.silentNanos = silence.toNanos();
  }

  @Override
  public Future<Answer> charge(long chargeId, long amountMinor) {
    long ending = amountMinor % 100;
    if (ending == DECLINED_ENDING) {
      return Future.succeededFuture(Answer.DECLINED);
    }
    if (ending == UNANSWERED_ENDING) {
      long nowNanos = System.nanoTime();
      long sinceNanos = nowNanos - firstAskedNanos.get(chargeId, id -> nowNanos);
      if (sinceNanos < silentNanos) {
        return Future.failedFuture(new TimeoutException("the sandbox does not answer yet"));
      }
    }
    return Future.succeededFuture(Answer.APPROVED);
  }
}
