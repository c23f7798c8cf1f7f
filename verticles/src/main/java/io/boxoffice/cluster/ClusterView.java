package io.boxoffice.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.shared.messages.AdminMessages.ClusterNode;
import io.boxoffice.shared.messages.AdminMessages.ClusterReport;
import io.boxoffice.shared.messages.AdminMessages.NodeState;
import io.boxoffice.shared.messages.AdminMessages.ReadNodeState;
import io.boxoffice.shared.messages.AdminMessages.ViewAge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The cluster as this node sees it. Use it from one context. */
public final class ClusterView {
  private static final long SAFETY_PATIENCE_MS = 3_000;

  /** A node that takes longer is listed without what it holds. */
  private static final long ANSWER_PATIENCE_MS = 1_000;

  /** As many as the contract lists; a cluster has a handful. */
  private static final int MAX_NODES = 1_000;

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final ClusterSettings settings;
  private final Quorum quorum;

  /** The check of the partitions under way, or the last one: it blocks, so there is one at most. */
  private Future<Boolean> safety;

  public ClusterView(Vertx vertx, HazelcastInstance hazelcast, ClusterSettings settings) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.settings = settings;
    this.quorum = new Quorum(hazelcast, settings);
  }

  /** Needs no quorum. Fails with SERVICE_UNAVAILABLE where this node is in no cluster any more. */
  public Future<ClusterReport> read() {
    try {
      List<Future<ClusterNode>> nodes =
          hazelcast.getCluster().getMembers().stream().limit(MAX_NODES).map(this::node).toList();
      return partitionsSafe()
          .compose(safe -> Future.all(nodes).map(answers -> report(safe, answers.list())))
          .recover(failure -> Future.failedFuture(HazelcastFutures.unavailableOr(failure)));
    } catch (IllegalStateException stopped) {
      return Future.failedFuture(HazelcastFutures.unavailableOr(stopped));
    }
  }

  private ClusterReport report(boolean safe, List<ClusterNode> nodes) {
    return new ClusterReport(
        settings.name(), settings.expectedNodes(), quorum.present(), safe, nodes);
  }

  private Future<Boolean> partitionsSafe() {
    if (safety == null || safety.isComplete()) {
      safety = vertx.executeBlocking(hazelcast.getPartitionService()::isClusterSafe, false);
    }
    return safety
        .timeout(SAFETY_PATIENCE_MS, TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                failure instanceof TimeoutException
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  /** Asks the node what it holds; one that does not answer is listed all the same. */
  private Future<ClusterNode> node(Member member) {
    DeliveryOptions patience = new DeliveryOptions().setSendTimeout(ANSWER_PATIENCE_MS);
    return vertx
        .eventBus()
        .<NodeState>request(NodeStateVerticle.address(member), new ReadNodeState(), patience)
        .map(answer -> node(member, answer.body().heads(), answer.body().views()))
        .otherwise(unanswered -> node(member, null, null));
  }

  private static ClusterNode node(Member member, List<Long> heads, List<ViewAge> views) {
    NodeTraits traits = NodeTraits.of(member);
    return new ClusterNode(
        member.getUuid().toString(),
        NodeStateVerticle.hostAndPort(member),
        traits.version(),
        traits.roles(),
        member.localMember(),
        heads,
        views);
  }
}
