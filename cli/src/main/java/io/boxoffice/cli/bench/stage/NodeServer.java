package io.boxoffice.cli.bench.stage;

import io.boxoffice.cli.NodePrograms;
import io.boxoffice.shared.node.NodeProgram.NodeStartException;
import io.boxoffice.shared.node.NodeProgram.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a node's process runs: the node as {@code serve} would, until its parent is gone. */
final class NodeServer {
  private NodeServer() {}

  /** Reads to the line's end and no further; null at the end of all. */
  static String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = System.in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = System.in.read();
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  public static void main(String[] arguments) throws IOException, NodeStartException {
    readLine();
    Running node = NodePrograms.find().start(arguments);
    ServerProcess.serve(node.baseUrl() + " " + node.managementUrl(), node.shutdown());
  }
}
