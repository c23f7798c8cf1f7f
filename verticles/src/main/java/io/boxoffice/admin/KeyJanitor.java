package io.boxoffice.admin;

import io.boxoffice.store.IdempotencyStore;
import io.vertx.core.Future;

/**
 * Deletes idempotency keys once their seven days are over. Every node does; the rows that one has
 * locked the others skip. Nothing depends on when it happens.
 */
final class KeyJanitor {
  private static final int KEPT_DAYS = 7;
  private static final int BATCH = 5_000;

  /** A run ends after a million keys; the next one goes on. */
  private static final int MAX_BATCHES = 200;

  private final IdempotencyStore store;

  KeyJanitor(IdempotencyStore store) {
    this.store = store;
  }

  /** Deletes what is due, batch by batch. */
  Future<Void> run() {
    return deleteBatch(MAX_BATCHES);
  }

  private Future<Void> deleteBatch(int batchesLeft) {
    return store
        .deleteOlderThan(KEPT_DAYS, BATCH)
        .compose(
            deleted ->
                deleted < BATCH || batchesLeft == 1
                    ? Future.succeededFuture()
                    : deleteBatch(batchesLeft - 1));
  }
}
