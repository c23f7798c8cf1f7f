package io.boxoffice.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.cluster.BusTls;
import io.boxoffice.cluster.ClusterSettings;
import io.boxoffice.cluster.Discovery;
import io.boxoffice.cluster.NodeTraits;
import io.boxoffice.support.TestAuthority;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may speak on an event bus with TLS. */
class BusTlsIT {
  /** A handshake on a busy machine takes its time. */
  private static final DeliveryOptions PATIENTLY = new DeliveryOptions().setSendTimeout(15_000);

  private static final DeliveryOptions SHORTLY = new DeliveryOptions().setSendTimeout(2_000);

  @TempDir private static Path directory;
  private static TestAuthority ours;
  private static TestAuthority foreign;

  private final String cluster = "test-" + UUID.randomUUID();
  private final List<Vertx> nodes = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private final Set<String> heard = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void makeAuthorities() throws Exception {
    ours = TestAuthority.create(Files.createDirectory(directory.resolve("ours")));
    foreign = TestAuthority.create(Files.createDirectory(directory.resolve("foreign")));
  }

  @AfterEach
  void close() throws Exception {
    for (Vertx node : nodes) {
      node.close().await(20, SECONDS);
    }
  }

  @Test
  void nodesOfOneAuthorityTalk() throws Exception {
    start("a", tls(ours.certify("a"), ours));
    start("b", tls(ours.certify("b"), ours));

    assertThat(ask(0, "b", PATIENTLY).await(20, SECONDS)).isEqualTo("b hears");
    assertThat(ask(1, "a", PATIENTLY).await(20, SECONDS)).isEqualTo("a hears");
  }

  /**
   * It trusts our nodes, so that only their own demand for a certificate keeps it out. That no
   * answer reaches it would not be enough.
   */
  @Test
  void aNodeOfAnotherAuthorityIsNotHeard() throws Exception {
    start("c", tls(ours.certify("c"), ours));
    start("stranger", tls(foreign.certify("stranger"), ours));

    assertThatThrownBy(() -> ask(1, "c", SHORTLY).await(20, SECONDS))
        .isInstanceOf(ReplyException.class);
    assertThatThrownBy(() -> ask(0, "stranger", SHORTLY).await(20, SECONDS))
        .isInstanceOf(ReplyException.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void aNodeWithoutTlsIsNotHeard() throws Exception {
    start("d", tls(ours.certify("d"), ours));
    start("plain", Optional.empty());

    assertThatThrownBy(() -> ask(1, "d", SHORTLY).await(20, SECONDS))
        .isInstanceOf(ReplyException.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void aFileThatIsNoKeyFailsTheStart() throws Exception {
    Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
    Optional<BusTls> tls = Optional.of(new BusTls(ours.certify("e"), nonsense, ours.certificate()));

    assertThatThrownBy(() -> start("e", tls)).hasStackTraceContaining("PRIVATE KEY");
  }

  private Future<String> ask(int from, String address, DeliveryOptions options) {
    return nodes
        .get(from)
        .eventBus()
        .<String>request(address, "are you there?", options)
        .map(Message::body);
  }

  private static Optional<BusTls> tls(Path certificate, TestAuthority trusted) {
    return Optional.of(
        new BusTls(certificate, TestAuthority.keyOf(certificate), trusted.certificate()));
  }

  /** A node that answers at the address of its name. */
  private void start(String name, Optional<BusTls> tls) throws Exception {
    ClusterSettings settings =
        new ClusterSettings(
            cluster, "127.0.0.1", Optional.empty(), 0, 0, new Discovery.Tcp(addresses), 1, 1, tls);
    ClusterStart.Joined joined =
        ClusterStart.join(settings, NodeTraits.of(List.of()), new Metrics(), 1).await(30, SECONDS);
    nodes.add(joined.vertx());
    var address = joined.hazelcast().getCluster().getLocalMember().getAddress();
    addresses.add(address.getHost() + ":" + address.getPort());
    joined
        .vertx()
        .eventBus()
        .consumer(
            name,
            message -> {
              heard.add(name);
              message.reply(name + " hears");
            })
        .completion()
        .await(20, SECONDS);
  }
}
