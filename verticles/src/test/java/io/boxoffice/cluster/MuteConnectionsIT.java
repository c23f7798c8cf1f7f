package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import io.boxoffice.shared.bus.Role;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class MuteConnectionsIT {
  private static final int READ_TIMEOUT_MS = 8_000;

  private final String cluster = "mute-" + UUID.randomUUID();

  /** As with a process that was stopped: its kernel takes the call, and that is all. */
  @Test
  void aCallThatIsTakenAndNeverAnsweredIsGivenUp() throws Exception {
    HazelcastInstance member = member(List.of());
    Vertx vertx = Vertx.vertx();
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      vertx.deployVerticle(new MuteConnections(member)).await();

      call(member, mute.getLocalPort());

      try (Socket taken = mute.accept()) {
        assertThat(isClosed(taken)).isTrue();
      }
    } finally {
      vertx.close().await();
      member.shutdown();
    }
  }

  @Test
  void membersThatSpeakStayConnected() throws Exception {
    HazelcastInstance first = member(List.of());
    int port = first.getCluster().getLocalMember().getAddress().getPort();
    HazelcastInstance second = member(List.of("127.0.0.1:" + port));
    Vertx vertx = Vertx.vertx();
    try {
      vertx.deployVerticle(new MuteConnections(first)).await();
      vertx.deployVerticle(new MuteConnections(second)).await();

      Awaitility.await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  first.getCluster().getMembers().size() == 2
                      && second.getCluster().getMembers().size() == 2);
    } finally {
      vertx.close().await();
      second.shutdown();
      first.shutdown();
    }
  }

  private static void call(HazelcastInstance member, int port) throws UnknownHostException {
    ((HazelcastInstanceProxy) member)
        .getOriginal()
        .node
        .getServer()
        .getConnectionManager(EndpointQualifier.MEMBER)
        .getOrConnect(new Address("127.0.0.1", port));
  }

  private static boolean isClosed(Socket taken) throws IOException {
    taken.setSoTimeout(READ_TIMEOUT_MS);
    try {
      // The greeting of a member, and the end.
      assertThat(taken.getInputStream().readAllBytes()).isNotEmpty();
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    }
  }

  private HazelcastInstance member(List<String> members) throws UnknownHostException {
    ClusterSettings settings = new ClusterSettings(cluster, "127.0.0.1", 0, members, 1, 1);
    return Hazelcast.newHazelcastInstance(
        new HazelcastConfig(settings, NodeTraits.of(List.of(Role.values())), List.of()).build());
  }
}
