package io.boxoffice.cluster;

import com.hazelcast.core.HazelcastInstance;

/**
 * Whether more than half of the expected nodes are together with this one. Safe for use from any
 * thread; asks no other node.
 *
 * <p>A node that was cut off learns it when the others' heartbeats have stayed away for 6 s; until
 * then the protected maps, which look closer ({@link HeardMajority}), and the database refuse.
 */
public final class Quorum {
  private final HazelcastInstance hazelcast;
  private final ClusterSettings settings;

  public Quorum(HazelcastInstance hazelcast, ClusterSettings settings) {
    this.hazelcast = hazelcast;
    this.settings = settings;
  }

  /** False, too, where this node is in no cluster any more. */
  public boolean present() {
    return members() >= settings.majority();
  }

  /** How many nodes are together, this one included; 0 where it is in no cluster any more. */
  public int members() {
    try {
      return hazelcast.getCluster().getMembers().size();
    } catch (IllegalStateException stopped) {
      return 0;
    }
  }

  /** How many the cluster has when it is whole. */
  public int expected() {
    return settings.expectedNodes();
  }
}
