package io.boxoffice.cluster;

import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.KubernetesConfig;
import java.util.List;

/** How a node finds the others. */
public sealed interface Discovery {
  /** Switches on this way, and no other, in a configuration where all are off. */
  void writeTo(JoinConfig join, int port);

  /**
   * By a list that each node has.
   *
   * @param members {@code host[:port]} of some other nodes; empty for a node that waits to be found
   */
  record Tcp(List<String> members) implements Discovery {
    private static final int CONNECT_SECONDS = 2;

    public Tcp {
      members = List.copyOf(members);
    }

    @Override
    public void writeTo(JoinConfig join, int port) {
      join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(CONNECT_SECONDS);
      members.forEach(join.getTcpIpConfig()::addMember);
    }
  }

  /**
   * By the addresses of a headless service; the pods need no rights for that.
   *
   * @param service its name in the DNS: {@code boxoffice-nodes.tickets.svc.cluster.local}
   */
  record KubernetesDns(String service) implements Discovery {
    @Override
    public void writeTo(JoinConfig join, int port) {
      kubernetes(join, port).setProperty("service-dns", service);
    }
  }

  /**
   * By asking the Kubernetes API for a service's endpoints; the pods need the right to read those.
   *
   * @param namespace empty for the pod's own
   */
  record KubernetesApi(String namespace, String service) implements Discovery {
    @Override
    public void writeTo(JoinConfig join, int port) {
      KubernetesConfig kubernetes = kubernetes(join, port).setProperty("service-name", service);
      if (!namespace.isEmpty()) {
        kubernetes.setProperty("namespace", namespace);
      }
    }
  }

  private static KubernetesConfig kubernetes(JoinConfig join, int port) {
    return join.getKubernetesConfig()
        .setEnabled(true)
        .setProperty("service-port", Integer.toString(port));
  }
}
