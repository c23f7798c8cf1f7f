package io.boxoffice.queue;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.boxoffice.cluster.HazelcastConfig;
import io.boxoffice.cluster.HazelcastFutures;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * The map of heads as this node reaches it: commands go in, futures come out on the caller's
 * context. A cluster that cannot answer fails them with SERVICE_UNAVAILABLE.
 */
final class HeadMap {
  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final IMap<Long, QueueHead> heads;
  private final Clock clock;

  HeadMap(Vertx vertx, HazelcastInstance hazelcast, Clock clock) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.heads = hazelcast.getMap(HazelcastConfig.QUEUE_HEADS);
    this.clock = clock;
  }

  /** Runs the command on the concert's head, stamped with the time of this call. */
  Future<HeadReply> submit(long concertId, HeadCommand command) {
    return HazelcastFutures.submit(
            vertx, heads, concertId, new HeadProcessor(clock.nowMs(), command))
        .compose(HeadMap::checkTime);
  }

  /** Whether this node owns the concert's head at the moment. */
  boolean isLocal(long concertId) {
    var owner = hazelcast.getPartitionService().getPartition(concertId).getOwner();
    return owner != null && owner.localMember();
  }

  private static Future<HeadReply> checkTime(HeadReply reply) {
    return reply.outcome() == HeadReply.Outcome.TIME_REFUSED
        ? Future.failedFuture(unavailable(ServicePhrase.CLOCKS_DIFFER))
        : Future.succeededFuture(reply);
  }

  static Refusal unavailable(Phrase why) {
    return new Refusal(
        ErrorCode.SERVICE_UNAVAILABLE,
        why.sentence(),
        new JsonObject().put("retryAfterSeconds", 1));
  }
}
