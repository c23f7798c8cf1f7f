package io.boxoffice.node.config;

import static io.boxoffice.node.config.ConfigKey.bool;
import static io.boxoffice.node.config.ConfigKey.choice;
import static io.boxoffice.node.config.ConfigKey.choices;
import static io.boxoffice.node.config.ConfigKey.integer;
import static io.boxoffice.node.config.ConfigKey.list;
import static io.boxoffice.node.config.ConfigKey.secret;
import static io.boxoffice.node.config.ConfigKey.text;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every setting of a node, in the order in which an operator reads them. */
public final class ConfigKeys {
  private static final int MAX_PORT = 65_535;

  /** The table that parsing, the help text and the documentation are made from. */
  public static final List<ConfigKey> ALL =
      List.of(
          text("http.host", "127.0.0.1", 1, "Address that clients reach; 0.0.0.0 for all."),
          integer("http.port", 8080, 0, MAX_PORT, "Port for clients; 0 takes a free one."),
          integer("http.instances", 0, 0, 64, "HTTP event loops; 0 takes one per processor."),
          integer(
              "http.requests-per-second",
              0,
              0,
              100_000,
              "Rate limit for each user, or address without one; 0: none."),
          integer("http.request-burst", 50, 1, 100_000, "How many may come at once within it."),
          integer(
              "http.max-streams",
              20_000,
              0,
              1_000_000,
              "Event streams open at one time; each takes a file descriptor."),
          integer("http.streams-per-user", 5, 1, 1_000, "The same for each user."),
          text("management.host", "127.0.0.1", 1, "Address of health checks and metrics."),
          integer("management.port", 8081, 0, MAX_PORT, "Port for them; 0 takes a free one."),
          text("data.dir", "./data", 1, "Where the embedded PostgreSQL keeps its data."),
          text(
              "database.url",
              "",
              0,
              "postgresql://[user:password@]host[:port]/database[?sslmode=require];"
                  + " empty: an embedded PostgreSQL in data.dir."),
          text("database.user", "", 0, "User, where the URL names none."),
          secret("database.password", "Password, where the URL has none."),
          integer("database.pool-size", 12, 2, 200, "Connections that the node keeps."),
          choices(
              "roles",
              "http,queue,reservation,wallet",
              List.of("http", "queue", "reservation", "wallet"),
              "What this node does; the cluster needs each role on some node."),
          text("cluster.name", "boxoffice", 1, "Only nodes of the same name join each other."),
          text(
              "cluster.host",
              "127.0.0.1",
              1,
              "Address that other nodes reach this one at; auto: the first that is no loopback."),
          text(
              "cluster.public-host",
              "",
              0,
              "Host that they use instead of it, where the two differ."),
          integer("cluster.port", 5701, 0, MAX_PORT, "Port for other nodes; 0: a free one."),
          integer("cluster.bus-port", 0, 0, MAX_PORT, "The event bus's; 0: a free one."),
          choice(
              "cluster.discovery",
              "tcp",
              List.of("tcp", "kubernetes"),
              "How a node finds the others: by cluster.members, or by a service."),
          list("cluster.members", 64, "host[:port] of other nodes; some of them are enough."),
          text(
              "cluster.kubernetes-service-dns",
              "",
              0,
              "DNS name of the nodes' headless service; needs no rights."),
          text(
              "cluster.kubernetes-service",
              "",
              0,
              "Or the service's name, to ask the Kubernetes API for its endpoints."),
          text(
              "cluster.kubernetes-namespace",
              "",
              0,
              "Namespace of that service; empty: the pod's own."),
          integer(
              "cluster.expected-nodes",
              1,
              1,
              64,
              "Size of the whole cluster; a side of a split with fewer than half of it, or just"
                  + " half, refuses writes."),
          integer("cluster.backup-count", 1, 0, 3, "Copies of the queue's state on other nodes."),
          text(
              "cluster.tls-certificate",
              "",
              0,
              "PEM file of this node's certificate: TLS 1.3 on the event bus."),
          text("cluster.tls-key", "", 0, "PEM file of its private key, PKCS 8."),
          text(
              "cluster.tls-ca",
              "",
              0,
              "PEM file of the cluster's own authority; whoever it certified is a node."),
          integer(
              "queue.return-seconds",
              30,
              0,
              600,
              "After the loss of a queue: how long nobody new is admitted, so that waiting places"
                  + " come back."),
          choice("auth.mode", "builtin", List.of("builtin"), "Who knows the users."),
          text("auth.issuer", "boxoffice", 1, "iss of the access tokens."),
          integer("auth.access-token-ttl-seconds", 3600, 1, 86_400, "Life of an access token."),
          integer(
              "auth.password-iterations",
              210_000,
              1_000,
              10_000_000,
              "PBKDF2 rounds of a new password."),
          text("admin.name", "", 0, "Makes the first operator, with admin.password."),
          secret("admin.password", "Password of that operator, where it is made."),
          bool("classic.enabled", false, "Serves the exercise's own API under /api, too."),
          bool(
              "classic.trust-user-id",
              false,
              "Believes a bare userId there; only with a loopback http.host."),
          choice("log.format", "text", List.of("text", "json"), "Form of the log on stdout."),
          choice(
              "log.level",
              "info",
              List.of("error", "warn", "info", "debug", "trace"),
              "Least level that the node's own classes log."),
          integer(
              "reservation.max-commands",
              256,
              1,
              100_000,
              "Holds and releases under way at one time, and as many payments; what comes past it gets"
                  + " 503."),
          integer(
              "bus.timeout-ms", 8000, 100, 60_000, "How long a node waits for another's answer."),
          integer(
              "shutdown.drain-seconds",
              0,
              0,
              300,
              "How long it still serves though it is not ready, for balancers to notice."),
          integer(
              "shutdown.timeout-seconds", 20, 1, 600, "How long an orderly stop may take in all."),
          integer(
              "gateway.unanswered-seconds",
              20,
              0,
              3600,
              "Sandbox gateway: how long charges that end in 92 stay unanswered."));

  private static final Map<String, ConfigKey> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(ConfigKey::name, Function.identity()));

  private ConfigKeys() {}

  /** The key of that name, or null. */
  static ConfigKey find(String name) {
    return BY_NAME.get(name);
  }

  /** The listing that {@code serve --help} prints. */
  public static String help() {
    StringBuilder text = new StringBuilder();
    text.append("Settings: defaults, then --config FILE (YAML), then environment, then flags.\n")
        .append("The key a.b-c is the flag --a.b-c and the variable BOXOFFICE_A_B_C.\n\n");
    for (ConfigKey key : ALL) {
      String value = key.defaultValue().isEmpty() ? "(empty)" : key.defaultValue();
      text.append(String.format("  %-32s %s%n", key.flag(), key.help()))
          .append(String.format("  %-32s %s; default %s%n", "", key.accepts(), value));
    }
    return text.toString();
  }
}
