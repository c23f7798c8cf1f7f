package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.KubernetesConfig;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  @Test
  void aListNamesMembersAndNothingElse() throws Exception {
    JoinConfig join = join(new Discovery.Tcp(List.of("10.0.0.1", "10.0.0.2:5702")));

    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers()).containsExactly("10.0.0.1", "10.0.0.2:5702");
    assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    assertThat(othersAreOff(join)).isTrue();
  }

  @Test
  void aHeadlessServiceIsLookedUpInTheDns() throws Exception {
    KubernetesConfig kubernetes = kubernetes(new Discovery.KubernetesDns("nodes.tickets.svc"));

    assertThat(kubernetes.getProperties())
        .isEqualTo(Map.of("service-dns", "nodes.tickets.svc", "service-port", "5701"));
  }

  @Test
  void aServicesEndpointsAreAskedOfTheApi() throws Exception {
    assertThat(kubernetes(new Discovery.KubernetesApi("tickets", "nodes")).getProperties())
        .isEqualTo(Map.of("namespace", "tickets", "service-name", "nodes", "service-port", "5701"));
    assertThat(kubernetes(new Discovery.KubernetesApi("", "nodes")).getProperties())
        .isEqualTo(Map.of("service-name", "nodes", "service-port", "5701"));
  }

  private static KubernetesConfig kubernetes(Discovery discovery) throws UnknownHostException {
    JoinConfig join = join(discovery);
    assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
    assertThat(othersAreOff(join)).isTrue();
    return join.getKubernetesConfig();
  }

  private static boolean othersAreOff(JoinConfig join) {
    return !join.getMulticastConfig().isEnabled() && !join.getAutoDetectionConfig().isEnabled();
  }

  private static JoinConfig join(Discovery discovery) throws UnknownHostException {
    ClusterSettings settings =
        new ClusterSettings(
            "a cluster",
            "127.0.0.1",
            Optional.of("127.0.0.2"),
            5701,
            5702,
            discovery,
            1,
            1,
            Optional.empty());
    return new HazelcastConfig(settings, NodeTraits.of(List.of()), List.of())
        .build()
        .getNetworkConfig()
        .getJoin();
  }
}
