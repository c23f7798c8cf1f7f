package io.boxoffice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Accepts connections at one address and carries their bytes to and from another, over TCP or Unix
 * sockets, which reach across network namespaces.
 *
 * <p>A target that does not answer shows as a connection that closes at once.
 */
final class Relay implements AutoCloseable {
  /** More at once are closed unheard; two threads serve each. */
  private static final int MAX_CONNECTIONS = 2_000;

  private static final int BACKLOG = 512;

  private final ServerSocketChannel server;
  private final SocketAddress target;
  private final Function<SocketAddress, RelayFilter> filters;
  private final Set<RelayConnection> open = ConcurrentHashMap.newKeySet();

  private Relay(
      ServerSocketChannel server,
      SocketAddress target,
      Function<SocketAddress, RelayFilter> filters) {
    this.server = server;
    this.target = target;
    this.filters = filters;
  }

  /** Starts one that changes nothing. */
  static Relay start(SocketAddress listen, SocketAddress target) {
    return start(listen, target, client -> RelayFilter.NONE);
  }

  /**
   * Starts one.
   *
   * @param filters gives each connection its own, by its client's address
   */
  static Relay start(
      SocketAddress listen, SocketAddress target, Function<SocketAddress, RelayFilter> filters) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(family(listen));
      server.bind(listen, BACKLOG);
      Relay relay = new Relay(server, target, filters);
      RelayConnection.daemon("relay to " + target, relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at " + listen, e);
    }
  }

  /** The port of a relay that listens over TCP. */
  int port() {
    try {
      return ((InetSocketAddress) server.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Breaks off what is open now; new connections are served. */
  void cut() {
    open.forEach(RelayConnection::close);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        if (open.size() >= MAX_CONNECTIONS) {
          client.close();
        } else {
          RelayConnection.daemon("to " + target, () -> serve(client));
        }
      } catch (IOException e) {
        // One connection that broke, or the end of this relay.
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        SocketChannel upstream = SocketChannel.open(family(target))) {
      upstream.connect(target);
      noDelay(client);
      noDelay(upstream);
      RelayConnection connection =
          new RelayConnection(client, upstream, filters.apply(client.getRemoteAddress()));
      open.add(connection);
      try {
        connection.run();
      } finally {
        open.remove(connection);
      }
    } catch (IOException e) {
      // The target is away: the client sees its connection closed.
    }
  }

  private static void noDelay(SocketChannel channel) throws IOException {
    if (channel.getLocalAddress() instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  private static ProtocolFamily family(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress
        ? StandardProtocolFamily.UNIX
        : StandardProtocolFamily.INET;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
