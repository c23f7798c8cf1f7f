package io.boxoffice.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.IndeterminateOperationStateException;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Vert.x's view of the Hazelcast cluster, which remembers what this node itself subscribed to, so
 * that {@link Subscriptions} can prove it.
 *
 * <p>Where a node is no member any more, a message to it fails at once as one that nobody handles;
 * its sender would wait for its deadline otherwise.
 */
public final class MemberRegistry extends HazelcastClusterManager {
  private final Map<String, Set<RegistrationInfo>> own = new HashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private volatile RegistrationListener selector;

  public MemberRegistry(Config config) {
    super(config);
  }

  @Override
  public void registrationListener(RegistrationListener listener) {
    selector = listener;
    super.registrationListener(new Watched(listener));
  }

  @Override
  public void addRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
    if (!info.localOnly()) {
      synchronized (own) {
        own.computeIfAbsent(address, key -> new HashSet<>()).add(info);
      }
    }
    super.addRegistration(address, info, withoutBackup(promise));
  }

  /**
   * Where a backup did not acknowledge in time, the owner has the subscription all the same, and
   * {@link Subscriptions} sees to it that it stays: a node need not fail to start for it.
   */
  static Completable<Void> withoutBackup(Completable<Void> promise) {
    return (done, failure) ->
        promise.complete(
            null, failure instanceof IndeterminateOperationStateException ? null : failure);
  }

  @Override
  public void removeRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
    synchronized (own) {
      own.computeIfPresent(
          address,
          (key, infos) -> {
            infos.remove(info);
            return infos.isEmpty() ? null : infos;
          });
    }
    super.removeRegistration(address, info, promise);
  }

  @Override
  public void getNodeInfo(String nodeId, Completable<NodeInfo> promise) {
    if (getNodes().contains(nodeId)) {
      super.getNodeInfo(nodeId, promise);
    } else {
      promise.fail(
          new ReplyException(ReplyFailure.NO_HANDLERS, "node " + nodeId + " has left the cluster"));
    }
  }

  /** What this node subscribed to and has not given up, by address. */
  Map<String, Set<RegistrationInfo>> own() {
    synchronized (own) {
      Map<String, Set<RegistrationInfo>> copy = new HashMap<>();
      own.forEach((address, infos) -> copy.put(address, Set.copyOf(infos)));
      return copy;
    }
  }

  private boolean isOwn(String address, RegistrationInfo info) {
    synchronized (own) {
      return own.getOrDefault(address, Set.of()).contains(info);
    }
  }

  /** What the cluster's map has for the address. */
  Future<List<RegistrationInfo>> registered(String address) {
    Promise<List<RegistrationInfo>> promise = Promise.promise();
    getRegistrations(address, promise);
    return promise.future();
  }

  /** Puts an own subscription back; one that is given up meanwhile does not stay. */
  Future<Void> restore(String address, RegistrationInfo info) {
    Promise<Void> promise = Promise.promise();
    super.addRegistration(address, info, promise);
    return promise
        .future()
        .compose(added -> isOwn(address, info) ? Future.succeededFuture() : drop(address, info));
  }

  /** Takes a subscription out of the cluster's map, be it this node's or another's. */
  Future<Void> drop(String address, RegistrationInfo info) {
    Promise<Void> promise = Promise.promise();
    super.removeRegistration(address, info, promise);
    return promise.future();
  }

  /** Puts this node's own address back, where the cluster has lost it: replies need it. */
  Future<Void> restoreOwnAddress() {
    Promise<NodeInfo> known = Promise.promise();
    super.getNodeInfo(getNodeId(), known);
    return known
        .future()
        .<Void>mapEmpty()
        .recover(
            lost -> {
              Promise<Void> set = Promise.promise();
              setNodeInfo(getNodeInfo(), set);
              return set.future();
            });
  }

  /** Whether the sender's own memory of the address has changed since this was last asked. */
  boolean takeChange(String address) {
    return changed.remove(address);
  }

  /** Corrects what this node's senders believe of the address. */
  void tellSenders(String address, List<RegistrationInfo> registrations) {
    if (selector.wantsUpdatesFor(address)) {
      selector.registrationsUpdated(new RegistrationUpdateEvent(address, registrations));
    }
  }

  /** Notes each address of which the senders were told something. */
  private final class Watched implements RegistrationListener {
    private final RegistrationListener next;

    Watched(RegistrationListener next) {
      this.next = next;
    }

    @Override
    public boolean wantsUpdatesFor(String address) {
      return next.wantsUpdatesFor(address);
    }

    @Override
    public void registrationsUpdated(RegistrationUpdateEvent event) {
      changed.add(event.address());
      next.registrationsUpdated(event);
    }

    @Override
    public void registrationsLost() {
      next.registrationsLost();
    }
  }
}
