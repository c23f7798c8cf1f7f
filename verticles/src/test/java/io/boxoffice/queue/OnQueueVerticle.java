package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.cluster.DatabaseClock;
import io.boxoffice.cluster.HazelcastConfig;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AccountMessages.ReadKeys;
import io.boxoffice.shared.messages.AccountMessages.VerificationKeys;
import io.boxoffice.shared.messages.QueueMessages.JoinQueue;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseHolds;
import io.boxoffice.store.Database;
import io.boxoffice.support.SaleFixture;
import io.boxoffice.support.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The queue's verticle on a real PostgreSQL and one Hazelcast member, asked over the bus. */
abstract class OnQueueVerticle {
  static final long CONCERT = SaleFixture.CONCERT;
  private static final byte[] SECRET = new byte[32];
  private static HazelcastInstance member;
  private static Vertx vertx;
  static BusClient bus;
  private static Database database;
  static SaleFixture sale;
  static DatabaseClock clock;
  static final MeterRegistry METERS = new SimpleMeterRegistry();
  static final ConcurrentLinkedQueue<ReleaseHolds> RELEASED = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws TimeoutException {
    member = TestMembers.start(TestMembers.newCluster(), 0, List.of());
    vertx = Vertx.vertx();
    BusCodecs.register(vertx.eventBus());
    bus = new BusClient(vertx, EnumSet.allOf(Role.class), 10_000);
    String name = TestPostgres.newDatabase();
    database = new Database(TestPostgres.pool(vertx, name, 8));
    sale = SaleFixture.create(name, 10, 300, 4);
    clock =
        new DatabaseClock(
            () ->
                database
                    .query("select epoch_ms(clock_timestamp()) as now")
                    .map(rows -> rows.iterator().next().getLong("now")));
    wait(clock.synchronise());
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET);
    wait(
        new BusServer(vertx, Service.ACCOUNT)
            .on(
                ReadKeys.class,
                q -> Future.succeededFuture(new VerificationKeys(List.of("{}"), secret)))
            .listen());
    wait(
        new BusServer(vertx, Service.RESERVATION)
            .on(
                ReleaseHolds.class,
                q -> {
                  RELEASED.add(q);
                  return Future.succeededFuture(Done.DONE);
                })
            .listen());
    QueueConfig config = new QueueConfig("boxoffice", 50, 64, 5_000, 200, 0);
    wait(vertx.deployVerticle(new QueueVerticle(config, member, database, clock, bus, METERS)));
  }

  @AfterAll
  static void stop() throws TimeoutException {
    wait(vertx.close());
    member.getLifecycleService().terminate();
  }

  @BeforeEach
  void fresh() {
    sale.execute(
        "update concerts set state = 'ON_SALE', capacity = 20, admit_per_minute = 0,"
            + " queue_paused = false, waiting_ttl_seconds = 120, admission_ttl_seconds = 600,"
            + " max_waiting = 100000, sales_open_at = now() - interval '1 hour'");
    loseHead();
    RELEASED.clear();
  }

  static void loseHead() {
    member.getMap(HazelcastConfig.QUEUE_HEADS).evictAll();
  }

  static <T> T wait(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }

  static <R> R ask(Request<R> request) throws TimeoutException {
    return wait(bus.ask(request));
  }

  static void assertRefused(Request<?> request, ErrorCode code) {
    assertThatThrownBy(() -> ask(request))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  static List<Place> joinAll(long first, int count) throws TimeoutException {
    List<Future<Place>> joins =
        LongStream.range(first, first + count)
            .mapToObj(user -> bus.ask(new JoinQueue(CONCERT, user)))
            .toList();
    wait(Future.all(joins));
    return joins.stream().map(Future::result).toList();
  }
}
