package io.boxoffice.wallet;

import io.vertx.core.Future;

/**
 * The port to whoever moves the customers' real money.
 *
 * <p>An implementation must treat the charge's id as its idempotency key: asking again for the same
 * id never takes money twice and tells the outcome.
 */
public interface PaymentGateway {
  /** What the gateway says of a charge. */
  enum Answer {
    APPROVED,
    DECLINED
  }

  /**
   * Asks for a charge, or again for its outcome.
   *
   * @param chargeId the key
   * @param amountMinor in minor units, positive
   * @return the answer; a future that fails, or does not complete in time, leaves the outcome open
   */
  Future<Answer> charge(long chargeId, long amountMinor);
}
