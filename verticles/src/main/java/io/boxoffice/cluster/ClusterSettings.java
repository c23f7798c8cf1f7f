package io.boxoffice.cluster;

import java.util.List;
import java.util.Optional;

/**
 * How a node finds and trusts the others.
 *
 * @param host the address that this node listens at for the others
 * @param publicHost what the others use instead, where it differs: a port mapping, another network
 * @param port 0 for any free one
 * @param busPort of the event bus; 0 for any free one
 * @param expectedNodes the size of the whole cluster, at least 1
 * @param backupCount copies of each entry on other nodes, 0 to 3
 * @param busTls empty where the event bus goes in the clear
 */
public record ClusterSettings(
    String name,
    String host,
    Optional<String> publicHost,
    int port,
    int busPort,
    Discovery discovery,
    int expectedNodes,
    int backupCount,
    Optional<BusTls> busTls) {

  /** Nodes that find one another by a list, and trust their network. */
  public ClusterSettings(
      String name,
      String host,
      int port,
      List<String> members,
      int expectedNodes,
      int backupCount) {
    this(
        name,
        host,
        Optional.empty(),
        port,
        0,
        new Discovery.Tcp(members),
        expectedNodes,
        backupCount,
        Optional.empty());
  }

  /** The address that other nodes reach this one at. */
  public String announcedHost() {
    return publicHost.orElse(host);
  }

  /** The least number of nodes that may write: more than half. */
  public int majority() {
    return expectedNodes / 2 + 1;
  }
}
