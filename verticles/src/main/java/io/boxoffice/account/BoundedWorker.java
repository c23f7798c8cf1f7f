package io.boxoffice.account;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for work that burns a core for a while, with a bounded number of callers waiting.
 *
 * <p>Past the bound a call is refused at once with SERVICE_UNAVAILABLE: a queue that is longer than
 * the callers' patience would only hash passwords for nobody. Safe for use from any context.
 */
final class BoundedWorker {
  private final WorkerExecutor executor;
  private final int limit;
  private final AtomicInteger underWay = new AtomicInteger();

  BoundedWorker(Vertx vertx, String name, int threads, int maxWaiting) {
    this.executor = vertx.createSharedWorkerExecutor(name, threads);
    this.limit = threads + maxWaiting;
  }

  <T> Future<T> run(Callable<T> work) {
    if (underWay.incrementAndGet() > limit) {
      underWay.decrementAndGet();
      return Future.failedFuture(
          new Refusal(
              ErrorCode.SERVICE_UNAVAILABLE,
              ServicePhrase.ACCOUNTS_BUSY.sentence(),
              new JsonObject().put("retryAfterSeconds", 2)));
    }
    return executor.executeBlocking(work, false).onComplete(finished -> underWay.decrementAndGet());
  }

  Future<Void> close() {
    return executor.close();
  }
}
