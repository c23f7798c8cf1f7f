package io.boxoffice.admin;

import io.boxoffice.store.IdempotencyStore;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes idempotency keys once their seven days are over. Every node does; the rows that one has
 * locked the others skip. Nothing depends on when it happens.
 */
final class KeyJanitor {
  private static final Logger LOG = LoggerFactory.getLogger(KeyJanitor.class);
  private static final int KEPT_DAYS = 7;
  private static final int BATCH = 5_000;

  /** A run ends after a million keys; the next one goes on. */
  private static final int MAX_BATCHES = 200;

  private final IdempotencyStore store;
  private boolean running;

  KeyJanitor(IdempotencyStore store) {
    this.store = store;
  }

  /** Deletes what is due, batch by batch; on the event loop of its verticle only. */
  void run() {
    if (running) {
      return;
    }
    running = true;
    deleteBatch(MAX_BATCHES)
        .onFailure(failure -> LOG.warn("old idempotency keys are deleted later", failure))
        .onComplete(finished -> running = false);
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
