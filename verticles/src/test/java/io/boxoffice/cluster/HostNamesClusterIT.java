package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.shared.bus.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class HostNamesClusterIT {
  private static final String OTHER_HOST = "127.0.0.2";

  private final String cluster = "names-" + UUID.randomUUID();

  @Test
  void aMemberIsFoundByItsNameOnAnotherHost() throws Exception {
    assumeTrue(isOurs(OTHER_HOST), "this machine has no second loopback address");
    HazelcastInstance first = member("127.0.0.1", List.of());
    try {
      int port = first.getCluster().getLocalMember().getAddress().getPort();
      HazelcastInstance second = member(OTHER_HOST, List.of("localhost:" + port));
      try {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(first.getCluster().getMembers()).hasSize(2));
        assertThat(second.getCluster().getLocalMember().getAddress().getHost())
            .isEqualTo(OTHER_HOST);
      } finally {
        second.shutdown();
      }
    } finally {
      first.shutdown();
    }
  }

  private HazelcastInstance member(String host, List<String> members) throws UnknownHostException {
    ClusterSettings settings = new ClusterSettings(cluster, host, 0, members, 1, 1);
    return Hazelcast.newHazelcastInstance(
        new HazelcastConfig(settings, NodeTraits.of(List.of(Role.values())), List.of()).build());
  }

  private static boolean isOurs(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
