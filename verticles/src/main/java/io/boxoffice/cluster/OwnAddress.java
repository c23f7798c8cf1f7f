package io.boxoffice.cluster;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.MemberAddressProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The one address that a node listens on for the others, and the one that it is known by.
 *
 * <p>Hazelcast's list of interfaces would name it, too, but that list is also a filter: of the
 * members that are configured by a host name it drops all whose address is not in it, which is
 * everybody but the node itself.
 */
record OwnAddress(InetSocketAddress bound, InetSocketAddress announced)
    implements MemberAddressProvider {

  /**
   * @param port 0 for any free one
   * @throws UnknownHostException where a host has no address
   */
  static OwnAddress of(String host, String announcedHost, int port) throws UnknownHostException {
    return new OwnAddress(
        new InetSocketAddress(InetAddress.getByName(host), port),
        new InetSocketAddress(InetAddress.getByName(announcedHost), port));
  }

  @Override
  public InetSocketAddress getBindAddress() {
    return bound;
  }

  @Override
  public InetSocketAddress getBindAddress(EndpointQualifier qualifier) {
    return bound;
  }

  @Override
  public InetSocketAddress getPublicAddress() {
    return announced;
  }

  @Override
  public InetSocketAddress getPublicAddress(EndpointQualifier qualifier) {
    return announced;
  }
}
