package io.boxoffice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.cluster.Discovery;
import io.boxoffice.node.config.NodeConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubernetesManifestsTest {
  private static final String NAME = "boxoffice";
  private static final String POD_IP = "10.244.1.7";

  private Manifests manifests;
  private StatefulSet set;
  private PodSpec pod;
  private Container node;
  private NodeConfig settings;

  @BeforeEach
  void read() throws Exception {
    manifests = Manifests.read();
    set = manifests.named(StatefulSet.class, NAME);
    pod = set.getSpec().getTemplate().getSpec();
    node = pod.getContainers().get(0);
    settings = Deployment.settings(environment());
  }

  private Map<String, String> environment() throws Exception {
    Secret secret = (Secret) Manifests.read("secret.example.yaml").get(0);
    assertThat(node.getEnvFrom())
        .extracting(from -> from.getConfigMapRef() == null)
        .containsExactly(false, true);
    assertThat(node.getEnvFrom().get(0).getConfigMapRef().getName()).isEqualTo(NAME);
    assertThat(node.getEnvFrom().get(1).getSecretRef().getName())
        .isEqualTo(secret.getMetadata().getName());
    Map<String, String> environment = new HashMap<>();
    environment.putAll(manifests.named(ConfigMap.class, NAME).getData());
    environment.putAll(secret.getStringData());
    for (EnvVar variable : node.getEnv()) {
      assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("status.podIP");
      environment.put(variable.getName(), POD_IP);
    }
    return environment;
  }

  @Test
  void theKustomizationNamesEveryFileButTheExampleOfSecrets() throws Exception {
    try (Stream<java.nio.file.Path> files = Files.list(Manifests.DIRECTORY)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsAll(Manifests.resources())
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Manifests.resources().stream(),
                      Stream.of("kustomization.yaml", "secret.example.yaml"))
                  .toList());
    }
    assertThat(manifests.objects())
        .extracting(each -> each.getMetadata().getNamespace())
        .containsOnlyNulls();
  }

  @Test
  void nodesFindOneAnotherByTheDns() {
    Service members = manifests.named(Service.class, set.getSpec().getServiceName());

    assertThat(members.getSpec().getClusterIP()).isEqualTo("None");
    // Or a node that waits for the majority could not be found by it.
    assertThat(members.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(settings.cluster().host()).isEqualTo(POD_IP);
    assertThat(settings.cluster().discovery())
        .isEqualTo(new Discovery.KubernetesDns(members.getMetadata().getName()));
    assertThat(port("cluster")).isEqualTo(settings.cluster().port());
  }

  @Test
  void asManyNodesAreExpectedAsRunAndAllStartAtOnce() {
    assertThat(settings.cluster().expectedNodes()).isEqualTo(set.getSpec().getReplicas());
    assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
  }

  @Test
  void theNodesHaveNoRightsAndNoToken() {
    ServiceAccount account = manifests.named(ServiceAccount.class, pod.getServiceAccountName());

    assertThat(account.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(manifests.objects())
        .extracting(HasMetadata::getApiVersion)
        .noneMatch(version -> version.startsWith("rbac."));
  }

  @Test
  void probesAskTheManagementPortForWhatTheyNeedToKnow() {
    assertProbe(node.getStartupProbe(), "/health/live");
    assertProbe(node.getReadinessProbe(), "/health/ready");
    // A node without a majority lives; killing it would not give it one.
    assertProbe(node.getLivenessProbe(), "/health/live");
    // The node's own checks may take a second.
    assertThat(node.getReadinessProbe().getTimeoutSeconds()).isGreaterThan(1);
    assertThat(port("management")).isEqualTo(settings.management().port());
    assertThat(settings.management().host()).isEqualTo("0.0.0.0");
  }

  private static void assertProbe(Probe probe, String path) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
  }

  private int port(String name) {
    return node.getPorts().stream()
        .filter(port -> port.getName().equals(name))
        .mapToInt(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void clientsReachTheNodesThatAreReady() {
    Service clients = manifests.named(Service.class, NAME);

    assertThat(clients.getSpec().getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
    assertThat(clients.getSpec().getPublishNotReadyAddresses()).isNull();
    assertThat(port("http")).isEqualTo(settings.http().port());
    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void everySelectorMeansTheNodes() {
    Map<String, String> labels = set.getSpec().getTemplate().getMetadata().getLabels();
    List<LabelSelector> selectors =
        Stream.concat(
                Stream.of(
                    set.getSpec().getSelector(),
                    manifests.named(PodDisruptionBudget.class, NAME).getSpec().getSelector(),
                    manifests.named(NetworkPolicy.class, NAME).getSpec().getPodSelector()),
                pod.getTopologySpreadConstraints().stream().map(each -> each.getLabelSelector()))
            .toList();

    assertThat(selectors).hasSize(5).allMatch(each -> each.getMatchLabels().equals(labels));
    assertThat(manifests.objects())
        .filteredOn(Service.class::isInstance)
        .hasSize(2)
        .allMatch(each -> ((Service) each).getSpec().getSelector().equals(labels));
  }

  @Test
  void oneNodeAtATimeMayGo() {
    assertThat(
            manifests
                .named(PodDisruptionBudget.class, NAME)
                .getSpec()
                .getMaxUnavailable()
                .getIntVal())
        .isEqualTo(1);
    assertThat(set.getSpec().getUpdateStrategy().getType()).isEqualTo("RollingUpdate");
    assertThat(set.getSpec().getMinReadySeconds()).isPositive();
  }

  @Test
  void aNodeThatStopsHasTheTimeItMayTake() {
    List<String> wait = node.getLifecycle().getPreStop().getExec().getCommand();
    int waits = Integer.parseInt(wait.get(1));

    assertThat(wait.get(0)).isEqualTo("sleep");
    // Longer than the readiness probe takes to fail and be heard of.
    assertThat(waits)
        .isGreaterThan(
            node.getReadinessProbe().getPeriodSeconds()
                * node.getReadinessProbe().getFailureThreshold());
    assertThat(pod.getTerminationGracePeriodSeconds())
        .isGreaterThan(waits + (long) settings.shutdownTimeoutSeconds());
  }

  @Test
  void aNodeMayDoNothingThatItDoesNotNeed() throws Exception {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(Dockerfile.read().last("USER").arguments())
        .isEqualTo(
            pod.getSecurityContext().getRunAsUser()
                + ":"
                + pod.getSecurityContext().getRunAsGroup());
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(node.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(node.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(node.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(node.getVolumeMounts())
        .singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    assertThat(pod.getVolumes())
        .singleElement()
        .satisfies(volume -> assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
    assertThat(pod.getEnableServiceLinks()).isFalse();
  }

  @Test
  void memoryIsBoundedAndAskedForInFull() {
    Quantity limit = node.getResources().getLimits().get("memory");

    assertThat(node.getResources().getRequests()).containsEntry("memory", limit);
    assertThat(node.getResources().getRequests()).containsKey("cpu");
  }

  @Test
  void theImageIsTheOneThatTheProjectBuilds() throws Exception {
    assertThat(node.getImage()).isEqualTo("boxoffice:" + Deployment.version());
  }

  @Test
  void onlyNodesReachThePortsOfTheMembers() {
    NetworkPolicy policy = manifests.named(NetworkPolicy.class, NAME);

    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
    for (NetworkPolicyIngressRule rule : policy.getSpec().getIngress()) {
      boolean nodesOnly =
          rule.getFrom().size() == 1
              && rule.getFrom().get(0).getNamespaceSelector() == null
              && policy.getSpec().getPodSelector().equals(rule.getFrom().get(0).getPodSelector());
      if (!nodesOnly) {
        assertThat(rule.getPorts())
            .isNotEmpty()
            .extracting(NetworkPolicyPort::getPort)
            .extracting(port -> port.getStrVal())
            .isSubsetOf("http", "management");
      }
    }
  }
}
