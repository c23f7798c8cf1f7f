package io.boxoffice.node.config;

import io.boxoffice.cluster.ClusterSettings;
import io.boxoffice.shared.bus.Role;
import java.nio.file.Path;
import java.util.Set;

/** A node's whole configuration, checked. */
public record NodeConfig(
    Http http,
    Management management,
    Path dataDir,
    DatabaseConfig database,
    Set<Role> roles,
    ClusterSettings cluster,
    Auth auth,
    Admin admin,
    int queueReturnSeconds,
    Classic classic,
    Log log,
    int reservationMaxCommands,
    int busTimeoutMs,
    int drainSeconds,
    int shutdownTimeoutSeconds,
    int gatewayUnansweredSeconds) {

  public NodeConfig {
    roles = Set.copyOf(roles);
  }

  /**
   * Where clients reach the node.
   *
   * @param port 0 for any free one
   * @param instances verticle instances, at least 1
   * @param requestsPerSecond for each user and instance; 0 means no limit
   * @param maxStreams event streams open at one time
   * @param streamsPerUser the same for each user
   */
  public record Http(
      String host,
      int port,
      int instances,
      int requestsPerSecond,
      int requestBurst,
      int maxStreams,
      int streamsPerUser) {}

  /**
   * Where health checks and metrics are.
   *
   * @param port 0 for any free one
   */
  public record Management(String host, int port) {}

  /** Access tokens and passwords of the builtin accounts. */
  public record Auth(String issuer, int accessTokenTtlSeconds, int passwordIterations) {}

  /** The first operator; both empty, or both set. */
  public record Admin(String name, String password) {
    public boolean present() {
      return !name.isEmpty();
    }

    @Override
    public String toString() {
      return "Admin[name=" + name + "]";
    }
  }

  /** The exercise's own API. */
  public record Classic(boolean enabled, boolean trustUserId) {}

  /**
   * The log.
   *
   * @param level in upper case, as logback names it
   */
  public record Log(boolean json, String level) {}
}
