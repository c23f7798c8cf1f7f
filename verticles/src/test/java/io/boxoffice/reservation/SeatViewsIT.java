package io.boxoffice.reservation;

import static io.boxoffice.support.SaleFixture.PERFORMANCE;
import static io.boxoffice.support.SaleFixture.seat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.SeatMessages.ReadSeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatChange;
import io.boxoffice.shared.messages.SeatMessages.SeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.store.ConcertStore;
import io.boxoffice.store.Database;
import io.boxoffice.support.SaleFixture;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes' views of one performance, and the database that is behind both. */
class SeatViewsIT {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<SeatStatus> announced = new ArrayList<>();
  private String database;
  private SaleFixture sale;
  private Pool pool;
  private SeatViews views;
  private SeatViews others;

  @BeforeEach
  void start() {
    database = TestPostgres.newDatabase();
    sale = SaleFixture.create(database, 5, 300, 4);
    connect();
  }

  private void connect() {
    pool = TestPostgres.pool(vertx, database, 4);
    ConcertStore concerts = new ConcertStore(new Database(pool));
    views = new SeatViews(concerts, announced::addAll);
    others = new SeatViews(concerts, changes -> {});
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  /** Views live on one context. */
  private <T> Future<T> on(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(now -> work.get().onComplete(promise));
    return promise.future();
  }

  private SeatChanges changes(SeatViews of, SeatMapVersion since) {
    return on(() -> of.changes(new ReadSeatChanges(PERFORMANCE, since))).await();
  }

  private void hear(SeatViews of, SeatStatus... news) {
    on(() -> {
          of.hear(List.of(news));
          return Future.succeededFuture();
        })
        .await();
  }

  private Finding freshness() {
    return on(() -> Future.succeededFuture(views.freshness())).await();
  }

  private static SeatStatus held(int seat, long version) {
    return new SeatStatus(seat(seat), PERFORMANCE, SeatState.HELD, version);
  }

  /** Behind the nodes' backs, as by a node that died before it could announce it. */
  private void changeInTheDatabase(int seat) {
    sale.execute("update seats set version = version + 1 where id = " + seat(seat));
  }

  @Test
  void whatIsHeardIsShownWithoutARead() {
    SeatMapVersion before = changes(views, null).now();

    hear(views, held(2, 1));

    assertThat(changes(views, before).changes())
        .containsExactly(new SeatChange(seat(2), SeatState.HELD));
  }

  @Test
  void ownWritesAreShownAndAnnounced() {
    SeatMapVersion before = changes(views, null).now();

    on(() -> {
          views.tell(List.of(held(3, 1)));
          return Future.succeededFuture();
        })
        .await();

    assertThat(changes(views, before).changes()).hasSize(1);
    assertThat(announced).containsExactly(held(3, 1));
  }

  @Test
  void whatNobodyAnnouncedIsFoundByTheCorrection() {
    SeatMapVersion before = changes(views, null).now();

    changeInTheDatabase(4);
    on(views::correct).await();

    assertThat(changes(views, before).changes())
        .containsExactly(new SeatChange(seat(4), SeatState.AVAILABLE));
    assertThat(announced).isEmpty();
  }

  @Test
  void aChangeThatCommitsAfterLaterOnesIsFound() throws SQLException {
    try (Connection slow = TestPostgres.jdbc(database)) {
      slow.setAutoCommit(false);
      try (Statement statement = slow.createStatement()) {
        statement.execute("update seats set version = version + 1 where id = " + seat(1));
      }
      SeatMapVersion loaded = changes(views, null).now();
      changeInTheDatabase(2);
      on(views::correct).await();
      assertThat(changes(views, loaded).changes()).hasSize(1);

      slow.commit();
    }
    SeatMapVersion before = changes(views, null).now();
    on(views::correct).await();

    assertThat(changes(views, before).changes())
        .containsExactly(new SeatChange(seat(1), SeatState.AVAILABLE));
  }

  @Test
  void afterARestoreWhatWasLostIsNotShown() {
    letTheHorizonBeSet();
    on(() -> views.read(PERFORMANCE)).await();
    changeInTheDatabase(5);
    on(views::correct).await();
    assertThat(changes(views, null).changes()).hasSize(1);

    sale.execute("update seats set version = 0");
    sale.execute("update history set restored = true");
    on(views::correct).await();

    assertThat(changes(views, null).changes()).isEmpty();
  }

  /** No test can turn back a server's transactions, but what is seen of them. */
  private void letTheHorizonBeSet() {
    sale.execute("create table history as select false as restored");
    sale.execute(
        """
        create function pg_snapshot_xmin(pg_snapshot) returns xid8 language sql as
        'select case when restored then ''3'' else pg_catalog.pg_snapshot_xmin($1) end from history'
        """);
    sale.execute("alter database " + database + " set search_path = public, pg_catalog");
    connect();
  }

  @Test
  void anyNodeResumesWhatAnotherBegan() {
    changeInTheDatabase(1);
    SeatMapVersion begun = changes(views, null).now();
    assertThat(changes(others, begun).changes()).as("known there, too").isEmpty();
    hear(views, held(2, 1), held(3, 1));
    SeatMapVersion seen = changes(views, begun).now();

    hear(others, held(3, 1));
    SeatChanges unknown = changes(others, seen);
    assertThat(unknown.changes()).as("a superset").hasSize(2);

    hear(others, held(2, 1));
    SeatChanges known = changes(others, seen);
    assertThat(known.now()).isEqualTo(seen);
    assertThat(known.changes()).as("the same changes, whatever their order").isEmpty();
  }

  @Test
  void whoAsksForTheSameIsToldByTheSameObject() {
    SeatMapVersion before = changes(views, null).now();
    hear(views, held(2, 1));

    assertThat(changes(views, before)).isSameAs(changes(views, before));
  }

  @Test
  void anOldViewIsNotShownWhileTheDatabaseIsAway() {
    assertThat(changes(views, null).changes()).isEmpty();
    assertThat(freshness().well()).isTrue();

    pool.close().await();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                on(() -> views.read(PERFORMANCE))
                            .transform(done -> Future.succeededFuture(done.cause()))
                            .await()
                        instanceof Refusal refusal
                    && refusal.code() == ErrorCode.SERVICE_UNAVAILABLE);

    assertThat(freshness().well()).isFalse();
    assertThat(freshness().detail()).startsWith("the oldest is ");
  }
}
