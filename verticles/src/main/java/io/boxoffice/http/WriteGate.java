package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.json.JsonObject;

/**
 * Whether this node may change anything just now. It may not while it is cut off from most of the
 * others: they go on without it, and what it did could be lost. Safe for use from any thread.
 */
@FunctionalInterface
public interface WriteGate {
  /** About as long as a balancer takes to notice that the node is not ready. */
  int RETRY_AFTER_SECONDS = 2;

  /** Answers at once, from what this node knows. */
  boolean isOpen();

  /**
   * Lets a change pass.
   *
   * @throws Refusal SERVICE_UNAVAILABLE while the gate is shut
   */
  default void requireOpen() {
    if (!isOpen()) {
      throw new Refusal(
          ErrorCode.SERVICE_UNAVAILABLE,
          ServicePhrase.NO_MAJORITY.sentence(),
          new JsonObject().put("retryAfterSeconds", RETRY_AFTER_SECONDS));
    }
  }
}
