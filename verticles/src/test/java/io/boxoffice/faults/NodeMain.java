package io.boxoffice.faults;

import io.boxoffice.support.NodeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a node's process runs: the relays of its namespace, and the node. */
final class NodeMain {
  /** {@code LISTEN>TARGET,...}; each is a port on 127.0.0.1 or the path of a Unix socket. */
  static final String RELAYS = "boxoffice.faults.relays";

  private NodeMain() {}

  public static void main(String[] arguments) throws IOException {
    RelayConnection.daemon("parent", NodeMain::endWithParent);
    String relays = System.getProperty(RELAYS, "");
    for (String relay : relays.split(",", -1)) {
      if (!relay.isEmpty()) {
        int arrow = relay.indexOf('>');
        String listen = relay.substring(0, arrow);
        if (listen.startsWith("/")) {
          Files.deleteIfExists(Path.of(listen));
        }
        Relay.start(address(listen), address(relay.substring(arrow + 1)));
      }
    }
    NodeProcess.main(arguments);
  }

  private static SocketAddress address(String text) {
    return text.startsWith("/")
        ? UnixDomainSocketAddress.of(text)
        : new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(text));
  }

  /** The pipe closes when the process that started this one is gone, however it went. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes there.
      }
    } catch (IOException e) {
      // The same.
    }
    Runtime.getRuntime().halt(1);
  }
}
