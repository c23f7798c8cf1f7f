package io.boxoffice.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Hazelcast's configuration, in one place.
 *
 * <p>The time-outs let the majority of a split go on within 10 s and let the minority acknowledge
 * nothing: with the defaults a cut takes up to a minute, and a write whose backup is lost counts as
 * done.
 */
public final class HazelcastConfig {
  /** A concert's queue; decided by entry processors only. */
  public static final String QUEUE_HEADS = "queue-heads";

  /** Who is fighting for a seat right now. */
  public static final String SEAT_HOLDS = "seat-holds";

  /** The rule that the protected maps follow where more than one node is expected. */
  public static final String QUORUM = "boxoffice-quorum";

  private static final int HEARTBEAT_SECONDS = 1;

  /** How long a member may say nothing; {@link SilentMembers} looks more often than Hazelcast. */
  static final int NO_HEARTBEAT_SECONDS = 6;

  /**
   * Rounds in which the oldest node gathers who misses whom. One is enough, since {@link
   * SilentMembers} has the oldest give up first whoever is lost to it, too.
   */
  private static final int PARTIAL_CUT_HEARTBEATS = 1;

  private static final int CALL_TIMEOUT_MS = 5_000;

  /**
   * What began just before a backup's node was given up waits for so long after that; the command
   * then fails and is repeated. A backup answers within a millisecond or two otherwise.
   */
  private static final int BACKUP_TIMEOUT_MS = 1_000;

  /**
   * A try that finds nobody takes 5 s by itself, and one may have begun just before a cut heals.
   */
  private static final int MERGE_DELAY_SECONDS = 2;

  /**
   * A migration whose other end was cut off keeps its partition from everybody for so long, 300 s
   * by default. The largest head moves within a few seconds.
   */
  private static final int MIGRATION_TIMEOUT_SECONDS = 10;

  private final ClusterSettings settings;
  private final NodeTraits traits;
  private final List<SerializerConfig> serializers;

  /**
   * @param traits what this node tells the others of itself
   * @param serializers the explicit serializers of what goes into the maps
   */
  public HazelcastConfig(
      ClusterSettings settings, NodeTraits traits, List<SerializerConfig> serializers) {
    this.settings = settings;
    this.traits = traits;
    this.serializers = List.copyOf(serializers);
  }

  /**
   * Builds the configuration.
   *
   * @throws UnknownHostException where the cluster's host or public host has no address
   */
  public Config build() throws UnknownHostException {
    Config config = new Config();
    config.setClusterName(settings.name());
    traits.writeTo(config.getMemberAttributeConfig());
    setProperties(config);
    setNetwork(config.getNetworkConfig());
    serializers.forEach(config.getSerializationConfig()::addSerializerConfig);
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getSqlConfig().setStatementTimeoutMillis(CALL_TIMEOUT_MS);
    addVertxStructures(config);
    if (settings.expectedNodes() > 1) {
      config.addSplitBrainProtectionConfig(
          new SplitBrainProtectionConfig(QUORUM, true, settings.majority())
              .setFunctionImplementation(new HeardMajority(settings.majority()))
              .setProtectOn(SplitBrainProtectionOn.READ_WRITE));
    }
    config.addMapConfig(protectedMap(QUEUE_HEADS).setInMemoryFormat(InMemoryFormat.OBJECT));
    config.addMapConfig(protectedMap(SEAT_HOLDS));
    return config;
  }

  /** The rule of the protected maps; empty where one node is all that is expected. */
  static Optional<HeardMajority> heardMajority(Config config) {
    return Optional.ofNullable(config.getSplitBrainProtectionConfigs().get(QUORUM))
        .map(rule -> (HeardMajority) rule.getFunctionImplementation());
  }

  private static void setProperties(Config config) {
    config
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.graceful.shutdown.max.wait", "15")
        .setProperty("hazelcast.health.monitoring.level", "OFF")
        .setProperty("hazelcast.heartbeat.interval.seconds", "" + HEARTBEAT_SECONDS)
        .setProperty("hazelcast.max.no.heartbeat.seconds", "" + NO_HEARTBEAT_SECONDS)
        // Two nodes that miss each other while the oldest sees both: without this both stay, and
        // what one asks of the other times out until the cut heals.
        .setProperty(
            "hazelcast.partial.member.disconnection.resolution.heartbeat.count",
            "" + PARTIAL_CUT_HEARTBEATS)
        .setProperty("hazelcast.operation.call.timeout.millis", "" + CALL_TIMEOUT_MS)
        .setProperty("hazelcast.operation.backup.timeout.millis", "" + BACKUP_TIMEOUT_MS)
        .setProperty("hazelcast.operation.fail.on.indeterminate.state", "true")
        // What reads an answer only tells the asker's own thread: no thread in between is woken up.
        .setProperty("hazelcast.operation.response.thread.count", "0")
        .setProperty("hazelcast.partition.migration.timeout", "" + MIGRATION_TIMEOUT_SECONDS)
        .setProperty("hazelcast.merge.first.run.delay.seconds", "" + MERGE_DELAY_SECONDS)
        .setProperty("hazelcast.merge.next.run.delay.seconds", "" + MERGE_DELAY_SECONDS)
        // A lone node need not wait for others that start beside it: they join a second later.
        .setProperty("hazelcast.wait.seconds.before.join", "1")
        // Expiry events within a tenth of a second instead of a minute.
        .setProperty("hazelcast.internal.map.expiration.task.period.seconds", "1")
        .setProperty("hazelcast.internal.map.expiration.cleanup.operation.count", "271")
        .setProperty("hazelcast.internal.map.expiration.cleanup.percentage", "100");
  }

  private void setNetwork(NetworkConfig network) throws UnknownHostException {
    network.setPort(settings.port()).setPortAutoIncrement(false).setPortCount(1);
    network.setReuseAddress(true);
    network
        .getMemberAddressProviderConfig()
        .setEnabled(true)
        .setImplementation(
            OwnAddress.of(settings.host(), settings.announcedHost(), settings.port()));
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(false);
    settings.discovery().writeTo(join, settings.port());
  }

  /** What Vert.x keeps in the cluster; left unprotected, or the first node could not start. */
  private static void addVertxStructures(Config config) {
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(1)
            .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
    config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
  }

  private MapConfig protectedMap(String name) {
    MapConfig map =
        new MapConfig(name)
            .setBackupCount(settings.backupCount())
            .setAsyncBackupCount(0)
            .setReadBackupData(false)
            .setStatisticsEnabled(false)
            .setPerEntryStatsEnabled(false)
            .setMergePolicyConfig(
                new MergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName()));
    if (settings.expectedNodes() > 1) {
      map.setSplitBrainProtectionName(QUORUM);
    }
    return map;
  }
}
