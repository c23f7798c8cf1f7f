package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** How many event streams the node has open, in all and by user. Safe for use from any thread. */
final class StreamSlots {
  private static final int FULL_RETRY_SECONDS = 10;

  private final int max;
  private final int maxOfUser;
  private final Map<Long, Integer> byUser = new HashMap<>();
  private int open;
  private long cutOff;

  StreamSlots(int max, int maxOfUser) {
    this.max = max;
    this.maxOfUser = maxOfUser;
  }

  /**
   * Takes a slot, to be given back once.
   *
   * @throws Refusal SERVICE_UNAVAILABLE where the node is full, RATE_LIMITED where the user has as
   *     many as one may have
   */
  synchronized void take(long userId) {
    int ofUser = byUser.getOrDefault(userId, 0);
    if (ofUser >= maxOfUser) {
      throw new Refusal(
          ErrorCode.RATE_LIMITED,
          ServicePhrase.STREAMS_OF_USER.sentence(maxOfUser),
          new JsonObject().put("retryAfterSeconds", FULL_RETRY_SECONDS));
    }
    if (open >= max) {
      throw new Refusal(
          ErrorCode.SERVICE_UNAVAILABLE,
          ServicePhrase.STREAMS_FULL.sentence(),
          new JsonObject().put("retryAfterSeconds", FULL_RETRY_SECONDS));
    }
    open++;
    byUser.put(userId, ofUser + 1);
  }

  synchronized void giveBack(long userId) {
    open--;
    byUser.computeIfPresent(userId, (user, count) -> count == 1 ? null : count - 1);
  }

  /** Counts a reader who was too slow. */
  synchronized void countCutOff() {
    cutOff++;
  }

  synchronized int open() {
    return open;
  }

  synchronized long cutOff() {
    return cutOff;
  }
}
