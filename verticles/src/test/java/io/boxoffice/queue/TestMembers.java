package io.boxoffice.queue;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.cluster.ClusterSettings;
import io.boxoffice.cluster.HazelcastConfig;
import io.boxoffice.cluster.NodeTraits;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;

/** Hazelcast members as a node makes them, on the loopback address only. */
final class TestMembers {
  private TestMembers() {}

  /** A cluster name of its own for each test. */
  static String newCluster() {
    return "test-" + UUID.randomUUID();
  }

  /**
   * A member of the cluster.
   *
   * @param others {@code host:port} of running members
   */
  static HazelcastInstance start(String cluster, int port, List<String> others) {
    ClusterSettings settings = new ClusterSettings(cluster, "127.0.0.1", port, others, 1, 1);
    try {
      return Hazelcast.newHazelcastInstance(
          new HazelcastConfig(settings, NodeTraits.of(List.of()), QueueSerializers.all()).build());
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }
}
