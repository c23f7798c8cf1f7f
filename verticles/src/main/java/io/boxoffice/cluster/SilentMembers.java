package io.boxoffice.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.MemberInfo;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import com.hazelcast.internal.cluster.impl.MembersViewMetadata;
import com.hazelcast.internal.cluster.impl.operations.HeartbeatOp;
import io.boxoffice.cluster.Silence.Silent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Gives up members that have been silent for too long, and tells the oldest one at once.
 *
 * <p>Hazelcast 5.7 does both by itself, but looks only with each heartbeat, once a second, and
 * sends the oldest member its heartbeat before it looks at the others: of a cut between two members
 * the oldest learns one to two seconds late ({@code isolate-partial} of the fault matrix).
 *
 * <p>The oldest gives up sooner than the others. So when one is lost to all, the oldest has put it
 * out before it could take another's word of it for a cut between the two.
 *
 * <p>On its own event loop it looks only; what takes Hazelcast's locks is a worker's.
 */
public final class SilentMembers extends VerticleBase {
  private static final long PAUSE_MS = 200;

  /** Half a second after {@link HeardMajority} has stopped counting all who fell silent with it. */
  static final long OLDEST_LIMIT_MS = 5_500;

  static final long LIMIT_MS = TimeUnit.SECONDS.toMillis(HazelcastConfig.NO_HEARTBEAT_SECONDS);

  private final HazelcastInstance hazelcast;
  private final HeardMajority heard;
  private final Silence silence;
  private Periodic watch;

  /**
   * @param heard when each member was heard of last
   */
  SilentMembers(HazelcastInstance hazelcast, HeardMajority heard) {
    this.hazelcast = hazelcast;
    this.heard = heard;
    silence = new Silence(System::nanoTime);
  }

  /** For a member whose configuration is {@link HazelcastConfig}'s; does nothing for a lone one. */
  public SilentMembers(HazelcastInstance hazelcast) {
    this(hazelcast, HazelcastConfig.heardMajority(hazelcast.getConfig()).orElse(null));
  }

  @Override
  public Future<?> start() {
    if (heard != null) {
      watch = Periodic.start(vertx, "watch of silent members", PAUSE_MS, this::giveUp);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return watch == null ? Future.succeededFuture() : watch.stop();
  }

  private Future<?> giveUp() {
    try {
      Silent silent = silence.look(limitMs(), others(), heard.heardNanos());
      if (silent.anew().isEmpty()) {
        return Future.succeededFuture();
      }
      return vertx.executeBlocking(
          () -> {
            giveUp(silent);
            return null;
          });
    } catch (HazelcastInstanceNotActiveException stopped) {
      return Future.succeededFuture();
    }
  }

  private long limitMs() {
    return node().getClusterService().isMaster() ? OLDEST_LIMIT_MS : LIMIT_MS;
  }

  private Node node() {
    return ((HazelcastInstanceProxy) hazelcast).getOriginal().node;
  }

  private Set<UUID> others() {
    return hazelcast.getCluster().getMembers().stream()
        .filter(member -> !member.localMember())
        .map(Member::getUuid)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whoever was heard of since the look stays: a worker may be late. */
  private void giveUp(Silent silent) {
    Node node = node();
    ClusterServiceImpl cluster = node.getClusterService();
    for (MemberImpl member : cluster.getMemberImpls()) {
      if (silent.anew().contains(member.getUuid()) && isStillSilent(member.getUuid())) {
        cluster.suspectMember(member, "nothing has been heard of it for too long", true);
      }
    }
    if (!cluster.isMaster()) {
      tellOldest(node, cluster, silent.all().stream().filter(this::isStillSilent).toList());
    }
  }

  private boolean isStillSilent(UUID member) {
    Long heardNanos = heard.heardNanos().get(member);
    return heardNanos != null
        && System.nanoTime() - heardNanos > TimeUnit.MILLISECONDS.toNanos(limitMs());
  }

  /** A heartbeat that does not wait for its turn. */
  private static void tellOldest(Node node, ClusterServiceImpl cluster, List<UUID> silent) {
    Address address = cluster.getMasterAddress();
    MemberImpl oldest = address == null ? null : cluster.getMember(address);
    if (oldest == null || silent.contains(oldest.getUuid())) {
      return;
    }
    MembersViewMetadata view =
        new MembersViewMetadata(
            node.getThisAddress(),
            cluster.getThisUuid(),
            address,
            cluster.getMembershipManager().getMemberListVersion());
    Set<MemberInfo> missed =
        cluster.getMemberImpls().stream()
            .filter(member -> silent.contains(member.getUuid()))
            .map(MemberInfo::new)
            .collect(Collectors.toUnmodifiableSet());
    HeartbeatOp heartbeat =
        new HeartbeatOp(view, oldest.getUuid(), cluster.getClusterTime(), missed);
    heartbeat.setCallerUuid(cluster.getThisUuid());
    node.getNodeEngine().getOperationService().send(heartbeat, address);
  }
}
