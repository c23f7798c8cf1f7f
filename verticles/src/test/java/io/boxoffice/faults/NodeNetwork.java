package io.boxoffice.faults;

import java.util.List;

/** What lies between the nodes, and can be taken away. Nodes are counted from 0. */
interface NodeNetwork extends AutoCloseable {
  /** What goes ahead of the command that starts a node. */
  List<String> launcher(int node);

  /** More flags of the node's virtual machine. */
  List<String> jvmFlags(int node);

  /** The node's settings of its place in the network. */
  List<String> flags(int node);

  /** Where the others find a node. */
  String member(int node);

  /** The port on 127.0.0.1 at which clients reach the node, and at which it listens there. */
  int httpPort(int node);

  /** The same for health checks. */
  int managementPort(int node);

  /** Lets all packets of these ordered pairs vanish from now on. */
  void cut(List<Pair> pairs);

  /** Undoes all cuts. */
  void heal();

  @Override
  void close();

  /** One direction between two nodes. */
  record Pair(int from, int to) {}
}
