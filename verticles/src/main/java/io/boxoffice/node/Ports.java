package io.boxoffice.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Tells early, and with the setting's name, that a port cannot be had. */
final class Ports {
  private Ports() {}

  /**
   * Checks that a port is free just now; 0 always is.
   *
   * @param setting the name of the port's key
   */
  static void check(String setting, String host, int port) throws StartException {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      InetAddress[] addresses = InetAddress.getAllByName(host);
      socket.bind(new java.net.InetSocketAddress(addresses[0], port));
    } catch (IOException e) {
      throw new StartException(
          setting + " " + port + " cannot be used on " + host + ": " + e.getMessage(), e);
    }
  }
}
