package io.boxoffice.cluster;

import java.util.List;

/**
 * How a node finds and trusts the others.
 *
 * @param host the address that other nodes reach this one at
 * @param port 0 for any free one
 * @param members {@code host[:port]} of some other nodes
 * @param expectedNodes the size of the whole cluster, at least 1
 * @param backupCount copies of each entry on other nodes, 0 to 3
 */
public record ClusterSettings(
    String name, String host, int port, List<String> members, int expectedNodes, int backupCount) {

  public ClusterSettings {
    members = List.copyOf(members);
  }

  /** The least number of nodes that may write: more than half. */
  public int majority() {
    return expectedNodes / 2 + 1;
  }
}
