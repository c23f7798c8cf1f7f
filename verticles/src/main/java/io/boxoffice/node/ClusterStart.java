package io.boxoffice.node;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.cluster.ClusterSettings;
import io.boxoffice.cluster.HazelcastConfig;
import io.boxoffice.cluster.MemberRegistry;
import io.boxoffice.cluster.NodeTraits;
import io.boxoffice.cluster.Quorum;
import io.boxoffice.cluster.ReadinessCheck;
import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.boxoffice.shared.bus.BusCodecs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.net.UnknownHostException;
import java.util.List;

/** Makes the clustered Vert.x; one member is a cluster. */
final class ClusterStart {
  /**
   * Vert.x and the Hazelcast under it, which closes with it.
   *
   * @param registry who is there, and who subscribed to what
   */
  record Joined(Vertx vertx, HazelcastInstance hazelcast, MemberRegistry registry) {}

  private static final int PING_MS = 5_000;

  private ClusterStart() {}

  /**
   * Joins.
   *
   * @param eventLoops how many run all verticles. Vert.x would take two a processor; but what a
   *     buyer's command costs is mostly waking one thread after the other, and verticles that share
   *     a loop hand each other messages without that
   */
  static Future<Joined> join(
      ClusterSettings settings, NodeTraits traits, Metrics metrics, int eventLoops)
      throws StartException {
    MemberRegistry registry = new MemberRegistry(hazelcastConfig(settings, traits));
    EventBusOptions bus =
        new EventBusOptions()
            .setHost(settings.host())
            .setPort(settings.busPort())
            .setClusterPublicHost(settings.announcedHost())
            .setClusterPingInterval(PING_MS)
            .setClusterPingReplyInterval(PING_MS);
    settings.busTls().ifPresent(tls -> tls.writeTo(bus));
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setEventBusOptions(bus)
                .setMetricsOptions(Metrics.options()))
        .withMetrics(new MicrometerMetricsFactory(metrics.registry()))
        .withClusterManager(registry)
        .buildClustered()
        .map(
            vertx -> {
              BusCodecs.register(vertx.eventBus());
              return new Joined(vertx, registry.getHazelcastInstance(), registry);
            });
  }

  /** Whether enough members are there, and whether every partition has its copies. */
  static List<ReadinessCheck> checks(ClusterSettings settings, Joined joined) {
    HazelcastInstance hazelcast = joined.hazelcast();
    Quorum quorum = new Quorum(hazelcast, settings);
    return List.of(
        ReadinessCheck.of(
            "quorum",
            true,
            () ->
                new Finding(
                    quorum.present(), quorum.members() + " of " + quorum.expected() + " nodes")),
        new ReadinessCheck(
            "partitions",
            false,
            () ->
                joined
                    .vertx()
                    .executeBlocking(hazelcast.getPartitionService()::isClusterSafe, false)
                    .map(safe -> new Finding(safe, ""))));
  }

  private static Config hazelcastConfig(ClusterSettings settings, NodeTraits traits)
      throws StartException {
    try {
      return new HazelcastConfig(settings, traits, Verticles.serializers()).build();
    } catch (UnknownHostException e) {
      throw new StartException(
          "cluster.host " + settings.host() + publicHost(settings) + " has no address", e);
    }
  }

  private static String publicHost(ClusterSettings settings) {
    return settings.publicHost().map(host -> " or cluster.public-host " + host).orElse("");
  }
}
