package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.tsid.Tsid;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.store.Database;
import io.boxoffice.store.DatabaseTimeStore;
import io.boxoffice.store.NodeLeaseStore;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NodeLeaseIT {
  private Vertx vertx;
  private Database database;
  private DatabaseClock clock;
  private NodeLeaseStore store;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    database = TestPostgres.freshDatabase(vertx);
    store = new NodeLeaseStore(database);
    clock = new DatabaseClock(new DatabaseTimeStore(database)::nowMs);
    clock.synchronise().await();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void manyAtOnceGetANumberEach() {
    List<Future<Integer>> asked =
        IntStream.range(0, 40).mapToObj(i -> new NodeLease(store, clock).acquire()).toList();
    Future.all(asked).await();

    Set<Integer> numbers = new HashSet<>();
    asked.forEach(one -> numbers.add(one.result()));
    assertThat(numbers).hasSize(40).allMatch(number -> number < 60);
  }

  @Test
  void idsAreUniqueSortedAndOnTheDatabasesClock() {
    NodeLease first = new NodeLease(store, clock);
    NodeLease second = new NodeLease(store, clock);
    first.acquire().await();
    second.acquire().await();

    List<Long> ids = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      ids.add(first.nextId());
      seen.add(ids.get(i));
      seen.add(second.nextId());
    }
    assertThat(seen).hasSize(40_000);
    assertThat(ids).isSorted();
    long databaseMs = new DatabaseTimeStore(database).nowMs().await();
    assertThat(Tsid.from(ids.get(0)).getInstant().toEpochMilli())
        .isBetween(databaseMs - 10_000, databaseMs + 50);
  }

  @Test
  void takesAnExpiredNumberAgainAndTheOldHolderNotices() {
    NodeLease old = new NodeLease(store, clock);
    int number = old.acquire().await();
    expireAll();
    NodeLease next = new NodeLease(store, clock);

    assertThat(next.acquire().await()).isEqualTo(number);
    old.renew().await();

    long oldNode = node(old.nextId());
    assertThat(oldNode).isNotEqualTo(number);
    assertThat(node(next.nextId())).isEqualTo(number);
  }

  @Test
  void makesNoIdOnceTheLeaseMayHaveEnded() {
    long[] nanos = {0};
    NodeLease lease = new NodeLease(store, clock, () -> nanos[0]);
    assertThatThrownBy(lease::nextId).isInstanceOf(Refusal.class);
    lease.acquire().await();
    nanos[0] = TimeUnit.SECONDS.toNanos(54);
    lease.nextId();

    nanos[0] = TimeUnit.SECONDS.toNanos(56);

    assertThatThrownBy(lease::nextId)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
    lease.renew().await();
    lease.nextId();
  }

  @Test
  void releasedNumbersComeBackAfterAMoment() {
    NodeLease lease = new NodeLease(store, clock);
    int number = lease.acquire().await();
    lease.release().await();
    lease.release().await();

    assertThat(new NodeLease(store, clock).acquire().await()).isNotEqualTo(number);
    expireAll();
    assertThat(new NodeLease(store, clock).acquire().await()).isEqualTo(number);
  }

  private void expireAll() {
    database
        .query("update node_leases set expires_at = clock_timestamp() - interval '1 second'")
        .await();
  }

  private static long node(long id) {
    return (id >> 12) & 1_023;
  }
}
