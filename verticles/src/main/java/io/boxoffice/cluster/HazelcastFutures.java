package io.boxoffice.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationState;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.map.impl.proxy.MapProxyImpl;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Turns Hazelcast's stages into futures on the caller's context. */
public final class HazelcastFutures {
  private HazelcastFutures() {}

  /**
   * Makes the call and gives its stage as a future that completes on the caller's context.
   *
   * <p>A cluster that cannot answer (no quorum, owner gone, outcome not certain, shutting down)
   * fails it with SERVICE_UNAVAILABLE; any other failure passes as it is.
   */
  public static <T> Future<T> of(Vertx vertx, Supplier<CompletionStage<T>> call) {
    CompletionStage<T> stage;
    try {
      stage = call.get();
    } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
      return Future.failedFuture(unavailableOr(e));
    }
    Context caller = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    // The caller's context is told by the thread that has the answer: without an executor another
    // thread of the common pool would be woken up first.
    stage.whenCompleteAsync(
        (answer, failure) ->
            caller.runOnContext(
                told -> {
                  if (failure == null) {
                    promise.complete(answer);
                  } else {
                    promise.fail(unavailableOr(failure));
                  }
                }),
        Runnable::run);
    return promise.future();
  }

  /**
   * Runs the processor on the key's owner; fails as {@link #of} does.
   *
   * <p>{@link IMap#submitToKey} has a thread of the common pool read the answer's bytes, which then
   * wakes up the caller's thread: that reads them itself here. Of what a command on a queue costs,
   * waking threads is the larger part.
   */
  public static <K, V, R> Future<R> submit(
      Vertx vertx, IMap<K, V> map, K key, EntryProcessor<K, V, R> processor) {
    MapProxyImpl<K, V> proxy = (MapProxyImpl<K, V>) map;
    return of(vertx, () -> proxy.executeOnKeyInternal(key, processor))
        .map(answer -> proxy.getNodeEngine().getSerializationService().<R>toObject(answer))
        .recover(failure -> Future.failedFuture(unavailableOr(failure)));
  }

  /** SERVICE_UNAVAILABLE for a cluster that cannot answer; any other failure as it is. */
  static Throwable unavailableOr(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean away =
        cause instanceof HazelcastException
            || cause instanceof HazelcastInstanceNotActiveException
            || cause instanceof IndeterminateOperationState
            || cause instanceof OperationTimeoutException;
    return away
        ? new Refusal(
            ErrorCode.SERVICE_UNAVAILABLE,
            ServicePhrase.CLUSTER_AWAY.sentence(),
            new JsonObject().put("retryAfterSeconds", 2))
        : cause;
  }
}
