package io.boxoffice.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.nio.Connection;
import com.hazelcast.internal.server.ServerConnectionManager;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes members' connections whose other end has taken the call and never said a word.
 *
 * <p>A stopped process (SIGSTOP, a frozen virtual machine) still has its connections accepted by
 * its kernel. Hazelcast 5.7 then waits for the handshake without a limit, and its output thread
 * goes round and round meanwhile: it burns a core, and no heartbeat leaves that has to wait for the
 * socket. With three nodes and one of them stopped, the other two then missed each other, too, and
 * nothing was sold until the third went on. Seen in {@code pause-70} of the fault matrix.
 */
public final class MuteConnections extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(MuteConnections.class);
  private static final long PAUSE_MS = 500;

  /** A handshake takes milliseconds; on a machine that is overrun, more. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final HazelcastInstance hazelcast;
  private Map<Connection, Long> muteSinceNanos = Map.of();
  private Periodic watch;

  public MuteConnections(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public Future<?> start() {
    watch = Periodic.start(vertx, "watch of mute connections", PAUSE_MS, this::closeMute);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return watch.stop();
  }

  private Future<Void> closeMute() {
    long nowNanos = System.nanoTime();
    Map<Connection, Long> mute = new HashMap<>();
    for (Connection connection : List.copyOf(connections().getConnections())) {
      if (connection.lastReadTimeMillis() <= 0) {
        long sinceNanos = muteSinceNanos.getOrDefault(connection, nowNanos);
        mute.put(connection, sinceNanos);
        if (nowNanos - sinceNanos > PATIENCE_NANOS) {
          LOG.debug("closing {}: it never said anything", connection);
          connection.close("the other end never said anything", null);
        }
      }
    }
    muteSinceNanos = mute;
    return Future.succeededFuture();
  }

  private ServerConnectionManager connections() {
    return ((HazelcastInstanceProxy) hazelcast)
        .getOriginal()
        .node
        .getServer()
        .getConnectionManager(EndpointQualifier.MEMBER);
  }
}
