package io.boxoffice.node.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.Predicate;

/** The address at which others reach this machine, or this container. */
final class MachineAddress {
  private MachineAddress() {}

  /**
   * The first address of an interface that is up and no loopback, IPv4 before IPv6. A machine with
   * several networks had better be told which one.
   */
  static Optional<String> find() {
    Optional<String> ipv4 = first(Inet4Address.class::isInstance);
    return ipv4.isPresent() ? ipv4 : first(address -> !address.isLinkLocalAddress());
  }

  private static Optional<String> first(Predicate<InetAddress> wanted) {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(MachineAddress::isUsable)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(wanted)
          .map(MachineAddress::withoutScope)
          .findFirst();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  private static boolean isUsable(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (SocketException e) {
      return false;
    }
  }

  private static String withoutScope(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
