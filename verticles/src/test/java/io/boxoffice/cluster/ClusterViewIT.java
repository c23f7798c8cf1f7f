package io.boxoffice.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.hazelcast.config.Config;
import com.hazelcast.config.MemberAttributeConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AdminMessages.ClusterNode;
import io.boxoffice.shared.messages.AdminMessages.ClusterReport;
import io.vertx.core.Vertx;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node sees of others, of those too that say nothing of themselves. */
class ClusterViewIT {
  private final Vertx vertx = Vertx.vertx();
  private final List<HazelcastInstance> members = new ArrayList<>();
  private final String name = "test-" + UUID.randomUUID();

  @AfterEach
  void close() throws Exception {
    members.forEach(HazelcastInstance::shutdown);
    vertx.close().await(20, SECONDS);
  }

  @Test
  void aNodeAloneIsSafeAndHasItsQuorum() throws Exception {
    HazelcastInstance one = start(config(new NodeTraits(List.of(Role.WALLET, Role.HTTP), "1.2.3")));

    ClusterReport report = view(one, 1).read().await(20, SECONDS);

    assertThat(report.name()).isEqualTo(name);
    assertThat(report.quorum()).isTrue();
    assertThat(report.partitionsSafe()).isTrue();
    assertThat(report.nodes())
        .containsExactly(
            new ClusterNode(
                one.getCluster().getLocalMember().getUuid().toString(),
                address(one),
                "1.2.3",
                List.of(Role.HTTP, Role.WALLET),
                true));
    assertThat(view(one, 3).read().await(20, SECONDS).quorum()).isFalse();
  }

  @Test
  void aMemberThatSaysNothingIsListedWithoutTraits() throws Exception {
    HazelcastInstance one = start(config(NodeTraits.of(List.of(Role.HTTP))));
    Config silent =
        config(NodeTraits.of(List.of()), address(one))
            .setMemberAttributeConfig(new MemberAttributeConfig());
    HazelcastInstance other = start(silent);

    ClusterReport report = view(one, 2).read().await(20, SECONDS);

    assertThat(report.quorum()).isTrue();
    assertThat(report.nodes())
        .extracting(ClusterNode::address, ClusterNode::roles, ClusterNode::self)
        .containsExactly(
            tuple(address(one), List.of(Role.HTTP), true), tuple(address(other), List.of(), false));
    assertThat(report.nodes().get(1).version()).isNull();
  }

  @Test
  void aNodeThatHasLeftIsUnavailable() throws Exception {
    HazelcastInstance one = start(config(NodeTraits.of(List.of())));
    ClusterView view = view(one, 1);
    one.shutdown();

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> view.read().await(20, SECONDS));

    assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  private ClusterView view(HazelcastInstance member, int expectedNodes) {
    return new ClusterView(vertx, member, settings(expectedNodes));
  }

  private ClusterSettings settings(int expectedNodes, String... others) {
    return new ClusterSettings(name, "127.0.0.1", 0, List.of(others), expectedNodes, 1);
  }

  private Config config(NodeTraits traits, String... others) throws UnknownHostException {
    return new HazelcastConfig(settings(1, others), traits, List.of()).build();
  }

  private HazelcastInstance start(Config config) {
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    members.add(member);
    return member;
  }

  private static String address(HazelcastInstance member) {
    var address = member.getCluster().getLocalMember().getAddress();
    return address.getHost() + ":" + address.getPort();
  }
}
