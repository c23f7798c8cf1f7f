package io.boxoffice.cluster;

import io.boxoffice.shared.bus.Service;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the event bus's subscriptions right after nodes were lost, cut off or merged.
 *
 * <p>They live in an unprotected map of the cluster, which can lose this node's own (with the nodes
 * that held them, or in a merge) and keep a dead node's (where its removal met a cluster that was
 * still sorting itself out); see vertx-hazelcast's issues 13, 90 and 109. Once a second each node
 * proves that its own are there, that no dead node's are, and that its senders know what the map
 * says, and cures what is not so. A node counts as dead here when it was no member at two proofs in
 * a row, since one that is joining may subscribe a moment before it is seen.
 */
public final class Subscriptions extends VerticleBase {
  /** How often they are proven. */
  public static final long PROOF_PAUSE_MS = 1_000;

  /** Long enough for the other nodes' senders to hear of a withdrawal. */
  private static final long WITHDRAWAL_MS = 300;

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private record Entry(String address, RegistrationInfo info) {}

  private final MemberRegistry registry;
  private final Map<String, Set<RegistrationInfo>> lastFound = new HashMap<>();
  private Set<Entry> suspects = new HashSet<>();
  private boolean withdrawn;
  private Periodic proofs;

  public Subscriptions(MemberRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    proofs = Periodic.start(vertx, "proof of the subscriptions", PROOF_PAUSE_MS, this::prove);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return proofs.stop();
  }

  /**
   * Takes this node's subscriptions out of the cluster, while its consumers still serve what is on
   * its way to them. Completes when the other nodes send nothing new. Call it from any context.
   */
  public Future<Void> withdraw() {
    return Future.<Void>future(
        done ->
            context.runOnContext(
                now -> {
                  withdrawn = true;
                  proofs
                      .stop()
                      .compose(stopped -> dropOwn())
                      .compose(dropped -> vertx.timer(WITHDRAWAL_MS))
                      .<Void>mapEmpty()
                      .onComplete(done);
                }));
  }

  private Future<Void> dropOwn() {
    List<Future<Void>> drops = new ArrayList<>();
    registry
        .own()
        .forEach(
            (address, infos) -> infos.forEach(info -> drops.add(registry.drop(address, info))));
    return Future.join(drops).mapEmpty();
  }

  private Future<?> prove() {
    if (withdrawn) {
      return Future.succeededFuture();
    }
    Map<String, Set<RegistrationInfo>> own = registry.own();
    Set<String> addresses = new LinkedHashSet<>(own.keySet());
    Stream.of(Service.values()).map(Service::clusterAddress).forEach(addresses::add);
    Set<String> living;
    try {
      living = Set.copyOf(registry.getNodes());
    } catch (IllegalStateException stopped) {
      return Future.failedFuture(HazelcastFutures.unavailableOr(stopped));
    }
    Set<Entry> dead = new HashSet<>();
    List<Future<Void>> proven = new ArrayList<>();
    for (String address : addresses) {
      proven.add(prove(address, own.getOrDefault(address, Set.of()), living, dead));
    }
    return Future.join(proven)
        .compose(all -> registry.restoreOwnAddress())
        .recover(failure -> Future.failedFuture(HazelcastFutures.unavailableOr(failure)))
        .onComplete(done -> suspects = dead);
  }

  private Future<Void> prove(
      String address, Set<RegistrationInfo> own, Set<String> living, Set<Entry> dead) {
    boolean told = registry.takeChange(address);
    return registry
        .registered(address)
        .compose(
            found -> {
              List<Future<Void>> cures = cures(address, own, found, living, dead);
              return Future.join(cures)
                  .compose(
                      cured ->
                          cures.isEmpty()
                              ? Future.succeededFuture(found)
                              : registry.registered(address));
            })
        .onSuccess(
            right -> {
              Set<RegistrationInfo> before = lastFound.put(address, Set.copyOf(right));
              if (told || !Set.copyOf(right).equals(before)) {
                registry.tellSenders(address, right);
              }
            })
        .mapEmpty();
  }

  private List<Future<Void>> cures(
      String address,
      Set<RegistrationInfo> own,
      List<RegistrationInfo> found,
      Set<String> living,
      Set<Entry> dead) {
    List<Future<Void>> cures = new ArrayList<>();
    for (RegistrationInfo info : own) {
      if (!found.contains(info)) {
        LOG.warn("the cluster has lost this node's subscription to {}; it is put back", address);
        cures.add(registry.restore(address, info));
      }
    }
    for (RegistrationInfo info : found) {
      Entry entry = new Entry(address, info);
      if (!living.contains(info.nodeId()) && !suspects.contains(entry)) {
        dead.add(entry);
      } else if (!living.contains(info.nodeId())) {
        LOG.warn("node {} has left its subscription to {}; it is dropped", info.nodeId(), address);
        cures.add(registry.drop(address, info));
      }
    }
    return cures;
  }
}
