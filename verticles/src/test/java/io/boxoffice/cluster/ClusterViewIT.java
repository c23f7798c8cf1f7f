package io.boxoffice.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.hazelcast.config.Config;
import com.hazelcast.config.MemberAttributeConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.map.IMap;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AdminMessages.ClusterNode;
import io.boxoffice.shared.messages.AdminMessages.ClusterReport;
import io.boxoffice.shared.messages.AdminMessages.ViewAge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node sees of others, of those too that say nothing of themselves. */
class ClusterViewIT {
  private final Vertx vertx = Vertx.vertx();
  private final List<HazelcastInstance> members = new ArrayList<>();
  private final String name = "test-" + UUID.randomUUID();

  @BeforeEach
  void teachTheBus() {
    BusCodecs.register(vertx.eventBus());
  }

  @AfterEach
  void close() throws Exception {
    members.forEach(HazelcastInstance::shutdown);
    vertx.close().await(20, SECONDS);
  }

  @Test
  void aNodeAloneIsSafeAndHasItsQuorum() throws Exception {
    HazelcastInstance one = start(config(new NodeTraits(List.of(Role.WALLET, Role.HTTP), "1.2.3")));
    hasHeads(one, 5L, 9L, 7L);
    tells(one, Map.of(7L, 85L, 9L, 40L));

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
                true,
                List.of(9L, 7L, 5L),
                List.of(new ViewAge(9, 40), new ViewAge(7, 85))));
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
  void eachHeadIsToldByTheNodeThatOwnsIt() throws Exception {
    HazelcastInstance one = start(config(NodeTraits.of(List.of(Role.QUEUE))));
    HazelcastInstance other = start(config(NodeTraits.of(List.of(Role.HTTP)), address(one)));
    hasHeads(one, LongStream.range(0, 200).boxed().toArray(Long[]::new));
    tells(one, Map.of());
    tells(other, Map.of());

    List<ClusterNode> nodes = view(one, 2).read().await(20, SECONDS).nodes();

    assertThat(nodes).hasSize(2).noneMatch(node -> node.heads().isEmpty());
    assertThat(nodes)
        .flatMap(ClusterNode::heads)
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 200).boxed().toList());
  }

  @Test
  void aNodeThatDoesNotAnswerIsListedAllTheSame() throws Exception {
    HazelcastInstance one = start(config(NodeTraits.of(List.of(Role.QUEUE))));
    HazelcastInstance mute = start(config(NodeTraits.of(List.of(Role.QUEUE)), address(one)));
    HazelcastInstance absent = start(config(NodeTraits.of(List.of(Role.QUEUE)), address(one)));
    tells(one, Map.of());
    vertx
        .eventBus()
        .consumer(NodeStateVerticle.address(mute.getCluster().getLocalMember()), asked -> {});

    ClusterReport report = view(one, 3).read().await(20, SECONDS);

    assertThat(report.nodes())
        .extracting(ClusterNode::address, ClusterNode::heads, ClusterNode::views)
        .containsExactly(
            tuple(address(one), List.of(), List.of()),
            tuple(address(mute), null, null),
            tuple(address(absent), null, null));
  }

  @Test
  void withoutAQuorumTheHeadsAreNotKnownAndTheCopiesAre() throws Exception {
    ClusterSettings settings = settings(3);
    HazelcastInstance one =
        start(new HazelcastConfig(settings, NodeTraits.of(List.of()), List.of()).build());
    tells(one, Map.of(7L, 85L));

    ClusterReport report = new ClusterView(vertx, one, settings).read().await(20, SECONDS);

    assertThat(report.quorum()).isFalse();
    assertThat(report.nodes().get(0).heads()).isNull();
    assertThat(report.nodes().get(0).views()).containsExactly(new ViewAge(7, 85));
  }

  @Test
  void aNodeThatHasLeftIsUnavailable() throws Exception {
    HazelcastInstance one = start(config(NodeTraits.of(List.of())));
    ClusterView view = view(one, 1);
    one.shutdown();

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> view.read().await(20, SECONDS));

    assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  /** Partitions that move to a new member may lose a write's backup; whoever writes repeats it. */
  private static void hasHeads(HazelcastInstance member, Long... concertIds) {
    IMap<Long, String> heads = member.getMap(HazelcastConfig.QUEUE_HEADS);
    Stream.of(concertIds)
        .forEach(
            concertId ->
                Awaitility.await()
                    .atMost(20, SECONDS)
                    .pollDelay(0, SECONDS)
                    .ignoreException(IndeterminateOperationStateException.class)
                    .untilAsserted(() -> heads.set(concertId, "a head")));
  }

  private void tells(HazelcastInstance member, Map<Long, Long> viewAgesMs) throws Exception {
    vertx
        .deployVerticle(new NodeStateVerticle(member, () -> Future.succeededFuture(viewAgesMs)))
        .await(20, SECONDS);
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
