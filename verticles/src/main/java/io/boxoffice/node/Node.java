package io.boxoffice.node;

import io.boxoffice.cluster.DatabaseClock;
import io.boxoffice.cluster.MuteConnections;
import io.boxoffice.cluster.NodeLease;
import io.boxoffice.cluster.NodeTraits;
import io.boxoffice.cluster.ReadinessCheck;
import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.boxoffice.cluster.SilentMembers;
import io.boxoffice.cluster.Subscriptions;
import io.boxoffice.cluster.UpkeepVerticle;
import io.boxoffice.node.config.DatabaseConfig.Server;
import io.boxoffice.node.config.NodeConfig;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.store.CommandLanes;
import io.boxoffice.store.Database;
import io.boxoffice.store.DatabaseTimeStore;
import io.boxoffice.store.NodeLeaseStore;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node, from its start to its stop.
 *
 * <p>Each part that starts leaves behind how it stops; the stop, and a start that fails half way,
 * goes through these backwards. Both block, so they belong on threads of their own.
 */
final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final int START_SECONDS = 60;

  /** How one part stops. */
  private record Stop(String part, Action action) {}

  @FunctionalInterface
  private interface Action {
    void run(long timeoutMs) throws Exception;
  }

  private final NodeConfig config;
  private final ReentrantLock running = new ReentrantLock();
  private final Deque<Stop> stops = new ArrayDeque<>();
  private boolean ready;
  private boolean closed;
  private Readiness readiness;
  private Verticles verticles;
  private ManagementServer management;

  Node(NodeConfig config) {
    this.config = config;
  }

  /**
   * Starts everything and returns when the node is ready.
   *
   * @throws StartException with one line; what had started is stopped again
   */
  void start() throws StartException {
    running.lock();
    try {
      long beganNanos = System.nanoTime();
      startParts();
      readiness.serving(true);
      ready = true;
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
      LOG.info("ready after {} ms: {}, health at {}", tookMs, baseUrl(), managementUrl());
    } catch (StartException | RuntimeException e) {
      close();
      throw e;
    } finally {
      running.unlock();
    }
  }

  private void startParts() throws StartException {
    checkPorts();
    Server server = startDatabase();
    Migrations.run(server);
    Metrics metrics = new Metrics();
    ClusterStart.Joined joined =
        await(
            "cluster",
            ClusterStart.join(
                config.cluster(),
                NodeTraits.of(config.roles()),
                metrics,
                Math.max(config.http().instances(), Runtime.getRuntime().availableProcessors())));
    Vertx vertx = joined.vertx();
    stops.push(new Stop("cluster", ms -> vertx.close().await(ms, TimeUnit.MILLISECONDS)));

    int connections = config.database().poolSize();
    int lanes = DatabasePool.lanesOf(connections);
    Pool pool = DatabasePool.open(vertx, server, connections - lanes);
    stops.push(new Stop("database pool", ms -> pool.close().await(ms, TimeUnit.MILLISECONDS)));
    CommandLanes commands = DatabasePool.openLanes(vertx, server, lanes);
    stops.push(new Stop("command lanes", ms -> commands.close().await(ms, TimeUnit.MILLISECONDS)));
    Database database = new Database(pool, commands);
    DatabaseTimeStore time = new DatabaseTimeStore(database);
    DatabaseClock clock = new DatabaseClock(time::nowMs);
    NodeLease ids = new NodeLease(new NodeLeaseStore(database), clock);
    BusClient bus = new BusClient(vertx, config.roles(), config.busTimeoutMs());
    verticles =
        new Verticles(
            new NodeParts(config, vertx, joined.hazelcast(), database, clock, ids, bus, metrics));
    readiness = new Readiness(checks(joined, time));

    management =
        new ManagementServer(
            config.management().host(), config.management().port(), readiness, metrics.registry());
    run("management server", vertx, management);
    run("clock", vertx, new UpkeepVerticle(clock, ids));
    run("watch of mute connections", vertx, new MuteConnections(joined.hazelcast()));
    run("watch of silent members", vertx, new SilentMembers(joined.hazelcast()));
    Subscriptions subscriptions = new Subscriptions(joined.registry());
    run("proof of the subscriptions", vertx, subscriptions);
    stops.push(new Stop("verticles", ms -> verticles.undeploy().await(ms, TimeUnit.MILLISECONDS)));
    await("services", verticles.deploy());
    // From here on others may send to this node, so that it leaves in steps; the last one is first.
    stops.push(
        new Stop("subscriptions", ms -> subscriptions.withdraw().await(ms, TimeUnit.MILLISECONDS)));
    if (config.drainSeconds() > 0) {
      long drainMs = TimeUnit.SECONDS.toMillis(config.drainSeconds());
      stops.push(new Stop("drain", ms -> vertx.timer(Math.min(drainMs, ms)).await()));
    }
  }

  private void checkPorts() throws StartException {
    Ports.check("management.port", config.management().host(), config.management().port());
    Ports.check("cluster.port", config.cluster().host(), config.cluster().port());
    Ports.check("cluster.bus-port", config.cluster().host(), config.cluster().busPort());
    if (config.roles().contains(Role.HTTP)) {
      Ports.check("http.port", config.http().host(), config.http().port());
    }
  }

  private Server startDatabase() throws StartException {
    if (config.database().server().isPresent()) {
      return config.database().server().get();
    }
    EmbeddedDatabase embedded = EmbeddedDatabase.start(config.dataDir());
    stops.push(new Stop("embedded PostgreSQL", ms -> embedded.close()));
    return embedded.server();
  }

  private List<ReadinessCheck> checks(ClusterStart.Joined joined, DatabaseTimeStore time) {
    List<ReadinessCheck> checks = new ArrayList<>(ClusterStart.checks(config.cluster(), joined));
    checks.add(
        new ReadinessCheck(
            "database", false, () -> time.nowMs().map(now -> new Finding(true, ""))));
    checks.addAll(verticles.checks());
    return checks;
  }

  private void run(String part, Vertx vertx, Deployable verticle) throws StartException {
    String id = await(part, vertx.deployVerticle(verticle));
    stops.push(new Stop(part, ms -> vertx.undeploy(id).await(ms, TimeUnit.MILLISECONDS)));
  }

  /** Where clients reach the node. */
  String baseUrl() {
    return url(config.http().host(), verticles.httpPort());
  }

  /** Where health checks and metrics are. */
  String managementUrl() {
    return url(config.management().host(), management.actualPort());
  }

  private static String url(String host, int port) {
    return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Stops in order: not ready any more; still serving for as long as balancers need to notice; no
   * new requests from other nodes and from clients, those under way to their end; partitions handed
   * over, out of the cluster; database last. What does not stop within the configured time is left.
   * Idempotent; waits for a start under way.
   */
  @Override
  public void close() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(config.shutdownTimeoutSeconds());
    try {
      if (!running.tryLock(config.shutdownTimeoutSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("the start does not end; leaving it");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      closeParts(deadline);
    } finally {
      running.unlock();
    }
  }

  private void closeParts(long deadlineNanos) {
    if (closed) {
      return;
    }
    closed = true;
    if (readiness != null) {
      readiness.serving(false);
    }
    while (!stops.isEmpty()) {
      Stop stop = stops.pop();
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      try {
        stop.action.run(Math.max(leftMs, 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (TimeoutException e) {
        LOG.warn("{} did not stop in time", stop.part);
      } catch (Exception e) {
        LOG.warn("{} did not stop well", stop.part, e);
      }
    }
    if (ready) {
      LOG.info("stopped");
    }
  }

  private static <T> T await(String part, Future<T> future) throws StartException {
    try {
      return future.await(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new StartException(part + " did not start in " + START_SECONDS + " s", e);
    } catch (Exception e) {
      throw new StartException(part + " cannot start: " + e.getMessage(), e);
    }
  }
}
