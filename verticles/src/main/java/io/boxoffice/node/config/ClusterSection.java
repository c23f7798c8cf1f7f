package io.boxoffice.node.config;

import io.boxoffice.cluster.BusTls;
import io.boxoffice.cluster.ClusterSettings;
import io.boxoffice.cluster.Discovery;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings {@code cluster.*}, read and judged together. */
final class ClusterSection {
  private static final String AUTO = "auto";
  private static final String DISCOVERY = "cluster.discovery";
  private static final String DNS = "cluster.kubernetes-service-dns";
  private static final String SERVICE = "cluster.kubernetes-service";
  private static final String NAMESPACE = "cluster.kubernetes-namespace";

  private final ConfigLoader loader;
  private final List<String> errors;

  /**
   * @param errors takes what is wrong
   */
  ClusterSection(ConfigLoader loader, List<String> errors) {
    this.loader = loader;
    this.errors = errors;
  }

  ClusterSettings read() {
    String host = host();
    Discovery discovery =
        text(DISCOVERY).equals("kubernetes") ? kubernetes(host) : new Discovery.Tcp(members());
    if (discovery instanceof Discovery.Tcp && loader.areRight(DISCOVERY)) {
      Stream.of(DNS, SERVICE, NAMESPACE)
          .filter(name -> !text(name).isEmpty())
          .forEach(name -> errors.add(name + " needs cluster.discovery kubernetes"));
    }
    if (loader.areRight("cluster.port", "cluster.bus-port")
        && loader.integer("cluster.port") != 0
        && loader.integer("cluster.port") == loader.integer("cluster.bus-port")) {
      errors.add("cluster.port and cluster.bus-port are the same, " + text("cluster.port"));
    }
    return new ClusterSettings(
        text("cluster.name"),
        host,
        Optional.of(text("cluster.public-host")).filter(name -> !name.isEmpty()),
        loader.integer("cluster.port"),
        loader.integer("cluster.bus-port"),
        discovery,
        loader.integer("cluster.expected-nodes"),
        loader.integer("cluster.backup-count"),
        busTls());
  }

  private String host() {
    String host = text("cluster.host");
    if (!host.equals(AUTO)) {
      return host;
    }
    return MachineAddress.find()
        .orElseGet(
            () -> {
              errors.add("cluster.host auto finds no address but loopback ones; name one");
              return host;
            });
  }

  private List<String> members() {
    List<String> members = ConfigLoader.split(text("cluster.members"));
    members.stream()
        .filter(member -> !member.matches("[^:\\s]+(:\\d{1,5})?|\\[[0-9a-fA-F:.]+](:\\d{1,5})?"))
        .forEach(
            member -> errors.add("cluster.members: '" + member + "' is not host or host:port"));
    return members;
  }

  private Discovery kubernetes(String host) {
    if (!text("cluster.members").isEmpty()) {
      errors.add("cluster.members needs cluster.discovery tcp");
    }
    if (loader.areRight("cluster.port") && loader.integer("cluster.port") == 0) {
      errors.add("cluster.discovery kubernetes needs a cluster.port that is not 0");
    }
    if (isLoopback(host)) {
      errors.add(
          "cluster.discovery kubernetes needs a cluster.host that other pods reach (auto, or the"
              + " pod's address), and it is "
              + host);
    }
    if (text(DNS).isEmpty() == text(SERVICE).isEmpty()) {
      errors.add("cluster.discovery kubernetes needs either " + DNS + " or " + SERVICE);
    }
    if (!text(NAMESPACE).isEmpty() && text(SERVICE).isEmpty()) {
      errors.add(NAMESPACE + " needs " + SERVICE);
    }
    return text(SERVICE).isEmpty()
        ? new Discovery.KubernetesDns(text(DNS))
        : new Discovery.KubernetesApi(text(NAMESPACE), text(SERVICE));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private Optional<BusTls> busTls() {
    List<String> names = List.of("cluster.tls-certificate", "cluster.tls-key", "cluster.tls-ca");
    List<String> missing = names.stream().filter(name -> text(name).isEmpty()).toList();
    if (missing.size() == names.size()) {
      return Optional.empty();
    }
    if (!missing.isEmpty()) {
      errors.add(String.join(", ", names) + " go together; missing: " + String.join(", ", missing));
      return Optional.empty();
    }
    return Optional.of(new BusTls(file(names.get(0)), file(names.get(1)), file(names.get(2))));
  }

  private Path file(String name) {
    try {
      Path path = Path.of(text(name)).toAbsolutePath().normalize();
      if (!Files.isReadable(path)) {
        errors.add(name + ": " + path + " cannot be read");
      }
      return path;
    } catch (InvalidPathException e) {
      errors.add(name + " is not a path");
      return Path.of("");
    }
  }

  private String text(String name) {
    return loader.text(name);
  }
}
