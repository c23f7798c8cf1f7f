package io.boxoffice.faults;

import io.boxoffice.faults.RelayFilter.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Nodes that reach one another through proxies in this process: for machines that allow no network
 * namespaces, but have all of 127.0.0.0/8.
 *
 * <p>Members' traffic goes through one proxy a node, which knows the sender by the address that
 * Hazelcast binds its connections to. The event bus binds nothing, so each ordered pair has a
 * proxy, and each node's own table of hosts leads it to its proxies. What is cut waits and goes on
 * after healing, as TCP sends again what was lost; new connections are accepted and stay silent.
 */
final class ProxyNetwork implements NodeNetwork {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Second in the proxies' addresses for what all may see, instead of who sees it. */
  private static final int MEMBERS = 200;

  private final int size;
  private final int clusterPort = freePort();
  private final int busPort = freePort();
  private final List<Integer> httpPorts = new ArrayList<>();
  private final List<Integer> managementPorts = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();
  private final Set<Pair> cuts = ConcurrentHashMap.newKeySet();
  private final Path hosts;

  ProxyNetwork(int size) {
    this.size = size;
    try {
      hosts = Files.createTempDirectory("bxf");
      for (int node = 0; node < size; node++) {
        httpPorts.add(freePort());
        managementPorts.add(freePort());
        addProxies(node);
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (UncheckedIOException e) {
      close();
      throw e;
    }
  }

  private void addProxies(int to) throws IOException {
    InetSocketAddress members = at(address(0, to), clusterPort);
    relays.add(
        Relay.start(
            at(address(MEMBERS, to), clusterPort), members, who -> between(sender(who), to)));
    for (int from = 0; from < size; from++) {
      if (from != to) {
        Pair pair = new Pair(from, to);
        SocketAddress listen = at(address(from + 1, to), busPort);
        relays.add(Relay.start(listen, at(address(0, to), busPort), who -> new Filter(pair)));
      }
    }
    Files.write(hostsFile(to), hostsOf(to));
  }

  /** The proxies that a node is led to, and itself. */
  private List<String> hostsOf(int node) {
    List<String> lines = new ArrayList<>(List.of("127.0.0.1 localhost"));
    for (int other = 0; other < size; other++) {
      // Its own name is what Hazelcast tells the others of: the members' proxy.
      int seen = other == node ? MEMBERS : node + 1;
      lines.add(address(seen, other) + " " + name(other));
    }
    return lines;
  }

  private RelayFilter between(int from, int to) {
    return new Filter(new Pair(from, to));
  }

  /** The last part of a node's addresses names it. */
  private static int sender(SocketAddress client) {
    return ((InetSocketAddress) client).getAddress().getAddress()[3] - 1;
  }

  private static String address(int seenBy, int node) {
    return "127.77." + seenBy + "." + (node + 1);
  }

  private static String name(int node) {
    return "node-" + node + ".boxoffice.test";
  }

  private Path hostsFile(int node) {
    return hosts.resolve("hosts-" + node);
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> launcher(int node) {
    return List.of();
  }

  @Override
  public List<String> jvmFlags(int node) {
    return List.of(
        "-Djdk.net.hosts.file=" + hostsFile(node),
        "-Dvertx.disableDnsResolver=true",
        // So that the proxies know who connects.
        "-Dhazelcast.socket.client.bind.any=false");
  }

  @Override
  public List<String> flags(int node) {
    return List.of(
        "--cluster.host=" + address(0, node),
        "--cluster.public-host=" + name(node),
        "--cluster.port=" + clusterPort,
        "--cluster.bus-port=" + busPort);
  }

  @Override
  public String member(int node) {
    return address(MEMBERS, node) + ":" + clusterPort;
  }

  @Override
  public int httpPort(int node) {
    return httpPorts.get(node);
  }

  @Override
  public int managementPort(int node) {
    return managementPorts.get(node);
  }

  @Override
  public void cut(List<Pair> pairs) {
    cuts.addAll(pairs);
  }

  @Override
  public void heal() {
    cuts.clear();
  }

  @Override
  public void close() {
    heal();
    relays.forEach(Relay::close);
    try {
      for (int node = 0; node < size; node++) {
        Files.deleteIfExists(hostsFile(node));
      }
      Files.deleteIfExists(hosts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection's, from one node to another. */
  private final class Filter implements RelayFilter {
    private final Pair there;
    private final Pair back;

    Filter(Pair there) {
      this.there = there;
      this.back = new Pair(there.to(), there.from());
    }

    @Override
    public Verdict toTarget(ByteBuffer bytes) {
      return await(there);
    }

    @Override
    public Verdict toClient(ByteBuffer bytes) {
      return await(back);
    }

    private Verdict await(Pair direction) {
      while (cuts.contains(direction)) {
        LockSupport.parkNanos(STEP_NANOS);
      }
      return Verdict.FORWARD;
    }
  }
}
