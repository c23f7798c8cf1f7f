package io.boxoffice.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.hazelcast.map.IMap;
import com.hazelcast.multimap.MultiMap;
import io.boxoffice.cluster.ClusterSettings;
import io.boxoffice.cluster.NodeTraits;
import io.boxoffice.cluster.Subscriptions;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.WalletMessages.ReadWallet;
import io.boxoffice.shared.messages.WalletMessages.Wallet;
import io.vertx.core.Future;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the event bus's subscriptions when the cluster's map of them goes wrong. */
class SubscriptionsIT {
  private static final String WALLET = Service.WALLET.clusterAddress();
  private static final long PATIENCE_MS = 8_000;

  private final String cluster = "test-" + UUID.randomUUID();
  private final List<ClusterStart.Joined> nodes = new ArrayList<>();
  private final List<Subscriptions> proofs = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (ClusterStart.Joined node : nodes) {
      node.vertx().close().await(30, SECONDS);
    }
  }

  @Test
  void aDeadNodesSubscriptionIsDroppedAndNobodyWaitsForIt() throws Exception {
    start(false);
    start(true);
    ask().await(20, SECONDS);
    subscriptions().put(WALLET, entry("a-node-that-died", 1));

    // The sender hears of it by an event, or at the next proof; what goes there fails at once.
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(subscribers()).containsExactly(id(1)));
    for (int i = 0; i < 4; i++) {
      long beganNanos = System.nanoTime();
      try {
        ask().await(20, SECONDS);
      } catch (Refusal refusal) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - beganNanos))
          .isLessThan(Duration.ofMillis(PATIENCE_MS / 2));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              for (int i = 0; i < 4; i++) {
                ask().await(20, SECONDS);
              }
            });
  }

  @Test
  void aLostSubscriptionOfAServingNodeIsPutBack() throws Exception {
    start(false);
    start(true);
    ask().await(20, SECONDS);
    subscriptions().remove(WALLET);
    IMap<String, Object> nodeInfo = nodes.get(0).hazelcast().getMap("__vertx.nodeInfo");
    nodeInfo.remove(id(0));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(subscribers()).containsExactly(id(1));
              assertThat(nodeInfo.containsKey(id(0))).isTrue();
              ask().await(20, SECONDS);
            });
  }

  @Test
  void aNodeThatWithdrewIsSentNothingAndStillServes() throws Exception {
    start(false);
    start(true);
    start(true);
    ask().await(20, SECONDS);

    proofs.get(1).withdraw().await(20, SECONDS);

    assertThat(subscribers()).containsExactly(id(2));
    for (int i = 0; i < 6; i++) {
      assertThat(ask().await(20, SECONDS).balanceMinor()).isEqualTo(2);
    }
    assertThat(
            new BusClient(nodes.get(1).vertx(), Set.of(Role.WALLET), PATIENCE_MS)
                .ask(new ReadWallet(1))
                .await(20, SECONDS)
                .balanceMinor())
        .isEqualTo(1);
  }

  @Test
  void aServiceThatNobodyServesIsUnavailableAtOnce() throws Exception {
    start(false);

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> ask().await(20, SECONDS));

    assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  /** Asks from the first node, which has no role of its own. */
  private Future<Wallet> ask() {
    return new BusClient(nodes.get(0).vertx(), Set.of(Role.HTTP), PATIENCE_MS)
        .ask(new ReadWallet(1));
  }

  private MultiMap<String, HazelcastRegistrationInfo> subscriptions() {
    return nodes.get(0).hazelcast().getMultiMap("__vertx.subs");
  }

  private Set<String> subscribers() {
    return subscriptions().get(WALLET).stream()
        .map(info -> info.unwrap().nodeId())
        .collect(Collectors.toSet());
  }

  private static HazelcastRegistrationInfo entry(String nodeId, long sequence) {
    return new HazelcastRegistrationInfo(new RegistrationInfo(nodeId, sequence, false));
  }

  private String id(int node) {
    return nodes.get(node).registry().getNodeId();
  }

  /**
   * @param serving whether it serves wallets, whose balance is the node's number
   */
  private void start(boolean serving) throws Exception {
    ClusterSettings settings = new ClusterSettings(cluster, "127.0.0.1", 0, addresses, 1, 1);
    ClusterStart.Joined joined =
        ClusterStart.join(settings, NodeTraits.of(List.of()), new Metrics(), 1).await(30, SECONDS);
    int number = nodes.size();
    nodes.add(joined);
    var address = joined.hazelcast().getCluster().getLocalMember().getAddress();
    addresses.add(address.getHost() + ":" + address.getPort());
    Subscriptions subscriptions = new Subscriptions(joined.registry());
    proofs.add(subscriptions);
    joined.vertx().deployVerticle(subscriptions).await(20, SECONDS);
    if (serving) {
      new BusServer(joined.vertx(), Service.WALLET)
          .on(
              ReadWallet.class,
              request -> Future.succeededFuture(new Wallet(request.userId(), number, "KRW")))
          .listen()
          .await(20, SECONDS);
    }
  }
}
