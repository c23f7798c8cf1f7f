package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.shared.bus.Role;
import io.vertx.core.Vertx;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With an ear of its own, which hears what the test wants, whatever the members say. */
final class SilentMembersIT {
  /** A look's pause, and what else runs on two cores meanwhile. */
  private static final long LATE_MS = 1_500;

  private final String cluster = "silent-" + UUID.randomUUID();
  private final List<HazelcastInstance> members = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private HazelcastInstance oldest;
  private HazelcastInstance younger;

  @BeforeEach
  void start() throws UnknownHostException {
    oldest = member(List.of());
    int port = oldest.getCluster().getLocalMember().getAddress().getPort();
    younger = member(List.of("127.0.0.1:" + port));
    assertThat(oldest.getCluster().getMembers()).hasSize(2);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
    members.forEach(HazelcastInstance::shutdown);
  }

  @Test
  void theOldestGivesASilentMemberUpOnTime() throws Exception {
    long gone = millisUntilLost(oldest, younger);

    assertThat(gone)
        .isBetween(SilentMembers.OLDEST_LIMIT_MS, SilentMembers.OLDEST_LIMIT_MS + LATE_MS);
  }

  @Test
  void aYoungerMemberGivesTheOldestUpOnTime() throws Exception {
    long gone = millisUntilLost(younger, oldest);

    assertThat(gone).isBetween(SilentMembers.LIMIT_MS, SilentMembers.LIMIT_MS + LATE_MS);
  }

  @Test
  void membersOfAClusterFindTheirEarInItsConfiguration() {
    assertThat(HazelcastConfig.heardMajority(oldest.getConfig())).isPresent();
    HeardMajority ear = HazelcastConfig.heardMajority(oldest.getConfig()).orElseThrow();

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(ear.heardNanos())
                    .containsKey(younger.getCluster().getLocalMember().getUuid()));
  }

  /** How long it takes from the other's last word until it is no member any more. */
  private long millisUntilLost(HazelcastInstance deaf, HazelcastInstance other) throws Exception {
    Member silent = other.getCluster().getLocalMember();
    CompletableFuture<Long> lost = new CompletableFuture<>();
    deaf.getCluster()
        .addMembershipListener(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent joined) {}

              @Override
              public void memberRemoved(MembershipEvent left) {
                lost.complete(System.nanoTime());
              }
            });
    HeardMajority ear = new HeardMajority(2);
    ear.onHeartbeat(silent, 0);
    long began = System.nanoTime();

    vertx.deployVerticle(new SilentMembers(deaf, ear)).await(20, TimeUnit.SECONDS);

    return TimeUnit.NANOSECONDS.toMillis(lost.get(30, TimeUnit.SECONDS) - began);
  }

  private HazelcastInstance member(List<String> others) throws UnknownHostException {
    ClusterSettings settings = new ClusterSettings(cluster, "127.0.0.1", 0, others, 3, 1);
    HazelcastInstance member =
        Hazelcast.newHazelcastInstance(
            new HazelcastConfig(settings, NodeTraits.of(List.of(Role.values())), List.of())
                .build());
    members.add(member);
    return member;
  }
}
