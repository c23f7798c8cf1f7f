package io.boxoffice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Each node in a network namespace of its own, all joined by a router in another one.
 *
 * <p>The router drops what is cut by blackhole rules, so that senders notice nothing but silence.
 * The machine's own interfaces and routes stay as they are: clients and PostgreSQL reach a node
 * over Unix sockets, which namespaces do not part, and relays on 127.0.0.1 at either end of them.
 */
final class NamespaceNetwork implements NodeNetwork {
  private static final String PREFIX = "boxoffice-faults-";

  /** A namespace's whole name, and in it the process that made it. */
  private static final Pattern OURS =
      Pattern.compile("^(" + PREFIX + "(\\d+)-\\S+)", Pattern.MULTILINE);

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final int CLUSTER_PORT = 5701;

  private final String name =
      PREFIX + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
  private final int postgresPort;
  private final Path sockets;
  private final int size;
  private final List<Relay> relays = new ArrayList<>();
  private final List<Integer> httpPorts = new ArrayList<>();
  private final List<Integer> managementPorts = new ArrayList<>();
  private final List<Pair> cuts = new ArrayList<>();

  /** Makes the network and what leads into it; {@code postgresPort} is of this machine. */
  NamespaceNetwork(int size, int postgresPort) {
    this.size = size;
    this.postgresPort = postgresPort;
    try {
      // Short: the path of a Unix socket has 108 bytes at most.
      sockets = Files.createTempDirectory("bxf");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::removeNamespaces));
    try {
      addNamespaces();
      relays.add(Relay.start(socket("postgres"), loopback(postgresPort)));
      for (int node = 0; node < size; node++) {
        httpPorts.add(leadInto(node, "http"));
        managementPorts.add(leadInto(node, "management"));
      }
    } catch (UncheckedIOException e) {
      close();
      throw e;
    }
  }

  /** Whether this process may make namespaces, links and rules. */
  static boolean isAllowed() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    try {
      new NamespaceNetwork(1, 1).close();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private void addNamespaces() {
    removeAbandoned();
    IpCommand.ip("netns", "add", router());
    inNamespace(router(), "sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
    for (int node = 0; node < size; node++) {
      String namespace = namespace(node);
      String link = "node" + node;
      IpCommand.ip("netns", "add", namespace);
      IpCommand.run(
          List.of(
              "ip", "link", "add", link, "netns", router(), "type", "veth", "peer", "name", "eth0",
              "netns", namespace),
          "");
      IpCommand.batch(
          router(),
          List.of("addr add " + gateway(node) + "/30 dev " + link, "link set " + link + " up"));
      IpCommand.batch(
          namespace,
          List.of(
              "link set lo up",
              "addr add " + host(node) + "/30 dev eth0",
              "link set eth0 up",
              "route add default via " + gateway(node)));
    }
  }

  /** What a run that was killed left behind; its nodes ended with it. */
  private static void removeAbandoned() {
    OURS.matcher(IpCommand.ip("netns", "list"))
        .results()
        .filter(found -> ProcessHandle.of(Long.parseLong(found.group(2))).isEmpty())
        .forEach(found -> IpCommand.ip("netns", "delete", found.group(1)));
  }

  private int leadInto(int node, String what) {
    Relay relay = Relay.start(loopback(0), socket(what + node));
    relays.add(relay);
    return relay.port();
  }

  private static void inNamespace(String namespace, String... command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(List.of(command));
    IpCommand.run(whole, "");
  }

  private String router() {
    return name + "-r";
  }

  private String namespace(int node) {
    return name + "-" + node;
  }

  private static String gateway(int node) {
    return "10.77." + node + ".1";
  }

  private UnixDomainSocketAddress socket(String what) {
    return UnixDomainSocketAddress.of(sockets.resolve(what));
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public List<String> launcher(int node) {
    return List.of("ip", "netns", "exec", namespace(node));
  }

  @Override
  public List<String> jvmFlags(int node) {
    return List.of(
        "-D"
            + NodeMain.RELAYS
            + "="
            + String.join(
                ",",
                postgresPort + ">" + sockets.resolve("postgres"),
                sockets.resolve("http" + node) + ">" + httpPort(node),
                sockets.resolve("management" + node) + ">" + managementPort(node)));
  }

  private static String host(int node) {
    return "10.77." + node + ".2";
  }

  @Override
  public List<String> flags(int node) {
    return List.of("--cluster.host=" + host(node), "--cluster.port=" + CLUSTER_PORT);
  }

  @Override
  public String member(int node) {
    return host(node) + ":" + CLUSTER_PORT;
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
    IpCommand.batch(router(), pairs.stream().map(pair -> "rule add " + rule(pair)).toList());
    cuts.addAll(pairs);
  }

  @Override
  public void heal() {
    if (!cuts.isEmpty()) {
      IpCommand.batch(router(), cuts.stream().map(pair -> "rule del " + rule(pair)).toList());
      cuts.clear();
    }
  }

  private static String rule(Pair pair) {
    return "from " + host(pair.from()) + " to " + host(pair.to()) + " blackhole";
  }

  @Override
  public void close() {
    relays.forEach(Relay::close);
    removeNamespaces();
  }

  private synchronized void removeNamespaces() {
    try {
      OURS.matcher(IpCommand.ip("netns", "list"))
          .results()
          .map(found -> found.group(1))
          .filter(namespace -> namespace.startsWith(name + "-"))
          .forEach(namespace -> IpCommand.ip("netns", "delete", namespace));
      if (Files.exists(sockets)) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(sockets)) {
          for (Path socket : left) {
            Files.deleteIfExists(socket);
          }
        }
      }
      Files.deleteIfExists(sockets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
