package io.boxoffice.cli.client;

import java.util.List;

/** What the REST API answers about the cluster, field by field as the contract names them. */
public final class ClusterViews {
  private ClusterViews() {}

  /** How old a node's copy of a queue is. */
  public record ViewAge(String concertId, long ageMs) {}

  /**
   * A node as the one that answered sees it.
   *
   * @param version null where the node does not say
   * @param self whether it is the one that answered
   * @param heads the concerts whose queue lives at it; null where that is not known
   * @param views its copies of queues; null where the node did not answer
   */
  public record ClusterNode(
      String nodeId,
      String address,
      String version,
      List<String> roles,
      boolean self,
      List<String> heads,
      List<ViewAge> views) {
    public ClusterNode {
      roles = roles == null ? List.of() : List.copyOf(roles);
      heads = heads == null ? null : List.copyOf(heads);
      views = views == null ? null : List.copyOf(views);
    }

    /** Whether it told what it holds. */
    public boolean answered() {
      return views != null;
    }
  }

  /**
   * @param quorum whether more than half of the expected nodes are there
   * @param partitionsSafe whether every entry has its copies on other nodes
   */
  public record Cluster(
      String name,
      long expectedNodes,
      boolean quorum,
      boolean partitionsSafe,
      List<ClusterNode> nodes) {
    public Cluster {
      nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }
  }
}
