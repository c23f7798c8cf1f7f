package io.boxoffice.cluster;

import com.github.f4b6a3.tsid.TsidFactory;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.NodeLeaseStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes ids that no other node makes: TSIDs with a node number leased in the database.
 *
 * <p>Ids are made only while the lease surely lasts by this node's own count, so that a node that
 * slept through its lease makes none under a number that has a new holder. The clock is the one
 * clock, and so are the leases' ends: a number's next holder starts later than its last one ended.
 */
public final class NodeLease implements IdGenerator {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);

  /** How long a lease lasts without a renewal. */
  public static final int LEASE_SECONDS = 60;

  /** How often it should be renewed. */
  public static final int RENEW_SECONDS = 15;

  /** What the database's and this node's counting of seconds may differ by, amply. */
  private static final int MARGIN_SECONDS = 5;

  private static final int NODE_BITS = 10;

  /** As many nodes may ask for the same number at once; one of them gets it each time. */
  private static final int ATTEMPTS = 64;

  private record Held(int number, TsidFactory factory, long validUntilNanos) {}

  private final NodeLeaseStore store;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final UUID holder = UUID.randomUUID();
  private final AtomicReference<Held> held = new AtomicReference<>();

  public NodeLease(NodeLeaseStore store, Clock clock) {
    this(store, clock, System::nanoTime);
  }

  NodeLease(NodeLeaseStore store, Clock clock, LongSupplier nanoTime) {
    this.store = store;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Leases the lowest free number. Fails where all 1,024 are taken or the database is away.
   *
   * @return the number, 0 to 1,023
   */
  public Future<Integer> acquire() {
    return acquire(ATTEMPTS);
  }

  private Future<Integer> acquire(int attemptsLeft) {
    long askedNanos = nanoTime.getAsLong();
    return store
        .acquire(holder, LEASE_SECONDS)
        .compose(
            number -> {
              if (number.isPresent()) {
                hold(number.getAsInt(), askedNanos);
                return Future.succeededFuture(number.getAsInt());
              }
              return attemptsLeft > 1
                  ? acquire(attemptsLeft - 1)
                  : Future.failedFuture(
                      new IllegalStateException("no node number is free; 1,024 are leased"));
            });
  }

  /** Renews the lease, or takes a new one where it is lost. Calls must not overlap. */
  public Future<Void> renew() {
    Held before = held.get();
    if (before == null) {
      return acquire().mapEmpty();
    }
    long askedNanos = nanoTime.getAsLong();
    return store
        .renew(before.number, holder, LEASE_SECONDS)
        .compose(
            renewed -> {
              if (renewed) {
                held.set(new Held(before.number, before.factory, validUntil(askedNanos)));
                return Future.succeededFuture();
              }
              LOG.warn("the lease of node number {} is lost; taking another", before.number);
              held.set(null);
              return acquire().mapEmpty();
            });
  }

  /** Gives the number back; it stays unused for a moment, so that clocks may differ a little. */
  public Future<Void> release() {
    Held before = held.getAndSet(null);
    return before == null
        ? Future.succeededFuture()
        : store.release(before.number, holder).mapEmpty();
  }

  @Override
  public long nextId() {
    Held now = held.get();
    if (now == null || nanoTime.getAsLong() - now.validUntilNanos >= 0) {
      throw new Refusal(
          ErrorCode.SERVICE_UNAVAILABLE,
          ServicePhrase.NO_NEW_IDS.sentence(),
          new JsonObject().put("retryAfterSeconds", 1));
    }
    return now.factory.create().toLong();
  }

  private void hold(int number, long askedNanos) {
    TsidFactory factory =
        TsidFactory.builder()
            .withNodeBits(NODE_BITS)
            .withNode(number)
            .withTimeFunction(clock::nowMs)
            .build();
    held.set(new Held(number, factory, validUntil(askedNanos)));
  }

  private static long validUntil(long askedNanos) {
    return askedNanos + TimeUnit.SECONDS.toNanos(LEASE_SECONDS - MARGIN_SECONDS);
  }
}
