package io.boxoffice.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AdminMessages.NodeState;
import io.boxoffice.shared.messages.AdminMessages.ViewAge;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what this node holds, at an address of its own.
 *
 * <p>For a node of any role: each owns its share of the heads.
 */
public final class NodeStateVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(NodeStateVerticle.class);

  /** As many as the contract lists. */
  private static final int MOST_LISTED = 1_000;

  private final HazelcastInstance hazelcast;
  private final Supplier<Future<Map<Long, Long>>> viewAgesMs;
  private MessageConsumer<Object> consumer;

  /** The reading under way, or the last one: it blocks, so there is one at most. */
  private Future<List<Long>> heads;

  /**
   * @param viewAgesMs how old this node's copies of queues are, by concert; called on the
   *     verticle's context
   */
  public NodeStateVerticle(
      HazelcastInstance hazelcast, Supplier<Future<Map<Long, Long>>> viewAgesMs) {
    this.hazelcast = hazelcast;
    this.viewAgesMs = viewAgesMs;
  }

  /** By the member's address: its UUID changes where a split heals, and a consumer's would not. */
  static String address(Member member) {
    return "boxoffice.node." + hostAndPort(member);
  }

  static String hostAndPort(Member member) {
    return member.getAddress().getHost() + ":" + member.getAddress().getPort();
  }

  @Override
  public Future<?> start() {
    consumer =
        vertx.eventBus().consumer(address(hazelcast.getCluster().getLocalMember()), this::answer);
    return consumer.completion();
  }

  @Override
  public Future<?> stop() {
    return consumer.unregister();
  }

  private void answer(Message<Object> request) {
    heads()
        .compose(owned -> viewAgesMs.get().map(agesMs -> new NodeState(owned, viewAges(agesMs))))
        .onSuccess(request::reply)
        .onFailure(
            failure -> {
              LOG.warn("this node's state was not told", failure);
              request.fail(0, "not told");
            });
  }

  /** Null where the cluster cannot answer, as without a quorum. */
  private Future<List<Long>> heads() {
    if (heads == null || heads.isComplete()) {
      heads = vertx.executeBlocking(this::ownedHeads, false).recover(NodeStateVerticle::unknown);
    }
    return heads;
  }

  private List<Long> ownedHeads() {
    return hazelcast.<Long, Object>getMap(HazelcastConfig.QUEUE_HEADS).localKeySet().stream()
        .sorted(Comparator.reverseOrder())
        .limit(MOST_LISTED)
        .toList();
  }

  private static Future<List<Long>> unknown(Throwable failure) {
    Throwable cause = HazelcastFutures.unavailableOr(failure);
    return cause instanceof Refusal ? Future.succeededFuture() : Future.failedFuture(cause);
  }

  private static List<ViewAge> viewAges(Map<Long, Long> agesMs) {
    return agesMs.entrySet().stream()
        .map(age -> new ViewAge(age.getKey(), age.getValue()))
        .sorted(Comparator.comparingLong(ViewAge::concertId).reversed())
        .limit(MOST_LISTED)
        .toList();
  }
}
