package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import io.boxoffice.shared.messages.QueueMessages.AdmitNext;
import io.boxoffice.shared.messages.QueueMessages.ApplyQueueSettings;
import io.boxoffice.shared.messages.QueueMessages.BeginHold;
import io.boxoffice.shared.messages.QueueMessages.CheckQueue;
import io.boxoffice.shared.messages.QueueMessages.CompletePlace;
import io.boxoffice.shared.messages.QueueMessages.ExtendAdmission;
import io.boxoffice.shared.messages.QueueMessages.FindPlace;
import io.boxoffice.shared.messages.QueueMessages.JoinQueue;
import io.boxoffice.shared.messages.QueueMessages.LeaveQueue;
import io.boxoffice.shared.messages.QueueMessages.ListPlaces;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlacePage;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.QueueStats;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadQueueStats;
import io.boxoffice.shared.messages.QueueMessages.RemovePlace;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseHolds;
import io.boxoffice.store.Database;
import io.boxoffice.support.SaleFixture;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verticle on a real PostgreSQL and one Hazelcast member, asked over the bus. */
class QueueVerticleIT {
  private static final long CONCERT = SaleFixture.CONCERT;
  private static final byte[] SECRET = new byte[32];
  private static HazelcastInstance member;
  private static Vertx vertx;
  private static BusClient bus;
  private static Database database;
  private static SaleFixture sale;
  private static DatabaseClock clock;
  private static final ConcurrentLinkedQueue<ReleaseHolds> RELEASED = new ConcurrentLinkedQueue<>();

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
    QueueConfig config = new QueueConfig("boxoffice", 50, 64, 5_000, 1, 200);
    wait(vertx.deployVerticle(new QueueVerticle(config, member, database, clock, bus)));
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

  private static void loseHead() {
    member.getMap(HazelcastConfig.QUEUE_HEADS).evictAll();
  }

  private static <T> T wait(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }

  private static <R> R ask(Request<R> request) throws TimeoutException {
    return wait(bus.ask(request));
  }

  private static void assertRefused(Request<?> request, ErrorCode code) {
    assertThatThrownBy(() -> ask(request))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static List<Place> joinAll(long first, int count) throws TimeoutException {
    List<Future<Place>> joins =
        LongStream.range(first, first + count)
            .mapToObj(user -> bus.ask(new JoinQueue(CONCERT, user)))
            .toList();
    wait(Future.all(joins));
    return joins.stream().map(Future::result).toList();
  }

  private static void set(String column, Object value) throws TimeoutException {
    sale.execute("update concerts set " + column + " = " + value);
    ask(new ApplyQueueSettings(CONCERT));
  }

  @Test
  void aSpikeIsNumberedExactlyOnce() throws TimeoutException {
    List<Place> places = joinAll(1, 300);
    assertThat(places.stream().filter(place -> place.state() == PlaceState.ADMITTED)).hasSize(20);
    assertThat(
            places.stream()
                .filter(place -> place.state() == PlaceState.WAITING)
                .map(Place::position)
                .sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 280).boxed().toList());
    assertThat(places.stream().map(place -> place.key().sequence()).distinct()).hasSize(300);
    assertThat(places).allMatch(Place::created);
    List<Place> again = joinAll(1, 300);
    assertThat(again).noneMatch(Place::created);
    assertThat(again.stream().map(Place::key))
        .containsExactlyElementsOf(places.stream().map(Place::key).toList());
  }

  @Test
  void theCapHoldsUnderChurn() throws TimeoutException {
    List<Place> places = joinAll(1, 200);
    Set<Long> gone = new java.util.HashSet<>();
    for (int round = 0; round < 10; round++) {
      List<Future<?>> calls = new ArrayList<>();
      for (Place place : places) {
        long sequence = place.key().sequence();
        if (sequence % 10 == round) {
          gone.add(place.key().userId());
          calls.add(
              sequence % 2 == 0
                  ? bus.ask(new LeaveQueue(place.key()))
                  : bus.ask(new CompletePlace(place.key())));
        }
      }
      calls.add(bus.ask(new AdmitNext(CONCERT, 50)));
      for (int user = 0; user < 10; user++) {
        calls.add(bus.ask(new JoinQueue(CONCERT, 1_000L + round * 10L + user)));
      }
      wait(Future.all(calls));
      QueueStats stats = ask(new ReadQueueStats(CONCERT));
      assertThat(stats.admitted()).isEqualTo(20);
      assertThat(stats.waiting()).isEqualTo(200 + (round + 1) * 10 - gone.size() - 20);
      assertThat(ask(new CheckQueue(CONCERT)).findings()).isEmpty();
    }
    assertThat(ask(new ReadQueueStats(CONCERT)).completed()).isEqualTo(100);
    assertThat(ask(new ReadQueueStats(CONCERT)).left()).isEqualTo(100);
  }

  @Test
  void aPlaceIsReadLeftAndRejoinedAtTheBack() throws TimeoutException {
    sale.execute("update concerts set capacity = 1");
    Place first = ask(new JoinQueue(CONCERT, 1));
    Place second = ask(new JoinQueue(CONCERT, 2));
    Place third = ask(new JoinQueue(CONCERT, 3));
    assertThat(ask(new ReadPlace(third.key())).position()).isEqualTo(2);
    assertRefused(
        new ReadPlace(new PlaceKey(CONCERT, 1, 1, second.key().sequence())),
        ErrorCode.QUEUE_TOKEN_INVALID);
    assertRefused(
        new ReadPlace(new PlaceKey(CONCERT, 1, 2, first.key().sequence())),
        ErrorCode.QUEUE_TOKEN_EXPIRED);
    ask(new LeaveQueue(first.key()));
    ask(new LeaveQueue(first.key()));
    assertThat(RELEASED).containsExactly(new ReleaseHolds(1, CONCERT));
    assertRefused(new ReadPlace(first.key()), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(ask(new ReadPlace(second.key())).state()).isEqualTo(PlaceState.ADMITTED);
    Place back = ask(new JoinQueue(CONCERT, 1));
    assertThat(back.position()).isEqualTo(2);
    assertThat(back.key().sequence()).isGreaterThan(third.key().sequence());
    // The old token must not end the new place, nor release what it holds.
    ask(new LeaveQueue(first.key()));
    assertThat(RELEASED).hasSize(1);
    assertThat(ask(new ReadPlace(back.key())).position()).isEqualTo(2);
  }

  @Test
  void aSilentWaiterLapsesAndAHeardOneDoesNot() throws TimeoutException {
    sale.execute("update concerts set capacity = 0, waiting_ttl_seconds = 2");
    Place silent = ask(new JoinQueue(CONCERT, 1));
    Place heard = ask(new JoinQueue(CONCERT, 2));
    await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(10))
        .until(() -> ask(new ReadPlace(heard.key())).position() == 1);
    assertThat(clock.nowMs()).isGreaterThanOrEqualTo(silent.expiresAtMs());
    assertRefused(new ReadPlace(silent.key()), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(ask(new ReadQueueStats(CONCERT)).expired()).isEqualTo(1);
  }

  @Test
  void anAdmissionEndsAndItsSlotGoesOn() throws TimeoutException {
    sale.execute("update concerts set capacity = 1, admission_ttl_seconds = 1");
    Place first = ask(new JoinQueue(CONCERT, 1));
    Place second = ask(new JoinQueue(CONCERT, 2));
    assertThat(first.state()).isEqualTo(PlaceState.ADMITTED);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> ask(new FindPlace(CONCERT, 2)).state() == PlaceState.ADMITTED);
    assertRefused(new ReadPlace(first.key()), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertRefused(new BeginHold(first.key(), clock.nowMs() + 1_000), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(second.position()).isEqualTo(1);
  }

  @Test
  void aHoldNeedsAdmissionAndExtendsIt() throws TimeoutException {
    sale.execute("update concerts set capacity = 1");
    Place first = ask(new JoinQueue(CONCERT, 1));
    Place second = ask(new JoinQueue(CONCERT, 2));
    assertThatThrownBy(() -> ask(new BeginHold(second.key(), clock.nowMs() + 10_000)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_ADMITTED);
              assertThat(refusal.attributes().getLong("position")).isEqualTo(1);
              assertThat(refusal.attributes().getInteger("retryAfterSeconds")).isPositive();
            });
    Place held = ask(new BeginHold(first.key(), clock.nowMs() + 10_000));
    assertThat(held.admissionEndsAtMs()).isEqualTo(first.admissionEndsAtMs());
    long untilMs = first.expiresAtMs() + 60_000;
    ask(new ExtendAdmission(first.key(), untilMs));
    ask(new ExtendAdmission(first.key(), untilMs - 5_000));
    Place extended = ask(new ReadPlace(first.key()));
    assertThat(extended.expiresAtMs()).isEqualTo(untilMs);
    assertThat(extended.admissionEndsAtMs()).isEqualTo(first.admissionEndsAtMs());
    ask(new CompletePlace(first.key()));
    ask(new CompletePlace(first.key()));
    assertRefused(new ExtendAdmission(first.key(), untilMs), ErrorCode.QUEUE_TOKEN_EXPIRED);
  }

  @Test
  void settingsTakeEffectWithinASecondAndAtOnceWhereAsked() throws TimeoutException {
    sale.execute("update concerts set capacity = 1");
    joinAll(1, 10);
    sale.execute("update concerts set capacity = 4");
    await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> ask(new ReadQueueStats(CONCERT)).admitted() == 4);
    set("queue_paused", true);
    set("capacity", 7);
    assertThat(ask(new ReadQueueStats(CONCERT)).admitted()).isEqualTo(4);
    assertThat(ask(new AdmitNext(CONCERT, 2)).admitted()).isEqualTo(2);
    assertThat(ask(new AdmitNext(CONCERT, 2)).admitted()).isEqualTo(1);
    set("capacity", 2);
    assertThat(ask(new ReadQueueStats(CONCERT)).admitted()).isEqualTo(7);
  }

  @Test
  void theSalesStateOpensAndClosesTheQueue() throws TimeoutException {
    sale.execute("update concerts set capacity = 1");
    Place admitted = ask(new JoinQueue(CONCERT, 1));
    Place waiting = ask(new JoinQueue(CONCERT, 2));
    set("state", "'PAUSED'");
    ask(new LeaveQueue(admitted.key()));
    assertThat(ask(new JoinQueue(CONCERT, 3)).position()).isEqualTo(2);
    assertThat(ask(new AdmitNext(CONCERT, 1)).admitted()).isZero();
    set("state", "'ON_SALE'");
    assertThat(ask(new ReadPlace(waiting.key())).state()).isEqualTo(PlaceState.ADMITTED);
    set("max_waiting", 1);
    assertRefused(new JoinQueue(CONCERT, 4), ErrorCode.QUEUE_FULL);
    set("state", "'SOLD_OUT'");
    assertRefused(new JoinQueue(CONCERT, 3), ErrorCode.SOLD_OUT);
    assertThat(ask(new JoinQueue(CONCERT, 2)).key()).isEqualTo(waiting.key());
    set("state", "'CLOSED'");
    assertRefused(new JoinQueue(CONCERT, 4), ErrorCode.SALES_CLOSED);
    assertThat(ask(new ReadPlace(waiting.key())).state()).isEqualTo(PlaceState.ADMITTED);
    sale.execute("update concerts set sales_open_at = now() + interval '1 hour'");
    set("state", "'SCHEDULED'");
    assertRefused(new JoinQueue(CONCERT, 4), ErrorCode.SALES_NOT_OPEN);
    sale.execute("update concerts set sales_open_at = now() + interval '700 milliseconds'");
    await()
        .atMost(Duration.ofSeconds(3))
        .ignoreExceptionsMatching(Refusal.class::isInstance)
        .until(() -> ask(new JoinQueue(CONCERT, 4)).created());
  }

  @Test
  void aLostHeadRepeatsNoSequenceAndKeepsTheHolders() throws TimeoutException {
    sale.execute("update concerts set capacity = 2");
    List<Place> before = joinAll(5_001, 120);
    Place holder = before.get(0);
    sale.users(5_001, 1, 0);
    sale.execute(
        "insert into reservations (id, user_id, concert_id, performance_id, state, amount,"
            + " currency, queue_epoch, queue_sequence, created_at, expires_at) values (9, 5001, "
            + CONCERT
            + ", "
            + SaleFixture.PERFORMANCE
            + ", 'HELD', 0, 'KRW', 1, "
            + holder.key().sequence()
            + ", now(), now() + interval '5 minutes')");
    try {
      loseHead();
      Place kept = ask(new ReadPlace(holder.key()));
      assertThat(kept.state()).isEqualTo(PlaceState.ADMITTED);
      assertThat(kept.key()).isEqualTo(holder.key());
      assertRefused(new ReadPlace(before.get(50).key()), ErrorCode.QUEUE_TOKEN_EXPIRED);
      List<Place> after = joinAll(5_002, 119);
      Set<Long> used =
          before.stream().map(place -> place.key().sequence()).collect(Collectors.toSet());
      assertThat(after).noneMatch(place -> used.contains(place.key().sequence()));
      assertThat(after.stream().filter(place -> place.state() == PlaceState.ADMITTED)).hasSize(1);
      assertThat(ask(new CheckQueue(CONCERT)).findings()).isEmpty();
    } finally {
      sale.execute("delete from reservations where id = 9");
    }
  }

  @Test
  void operatorsLookAndRemove() throws TimeoutException {
    List<Place> places = joinAll(1, 30);
    PlacePage page = ask(new ListPlaces(CONCERT, 0, 25));
    assertThat(page.places()).hasSize(25).allMatch(place -> place.token() == null);
    PlacePage rest = ask(new ListPlaces(CONCERT, page.nextSequence(), 25));
    assertThat(rest.places()).hasSize(5);
    assertThat(rest.nextSequence()).isNull();
    ask(new RemovePlace(CONCERT, places.get(7).key().userId()));
    assertThat(RELEASED).hasSize(1);
    assertRefused(
        new RemovePlace(CONCERT, places.get(7).key().userId()), ErrorCode.PLACE_NOT_FOUND);
    assertRefused(new FindPlace(CONCERT, 999_999), ErrorCode.PLACE_NOT_FOUND);
    assertRefused(new ReadQueueStats(404), ErrorCode.CONCERT_NOT_FOUND);
    assertRefused(new JoinQueue(404, 1), ErrorCode.CONCERT_NOT_FOUND);
    assertThat(ask(new CheckQueue(404)).findings()).isEmpty();
  }

  @Test
  void aTokenNamesThePlace() throws TimeoutException {
    Place place = ask(new JoinQueue(CONCERT, 1));
    String[] parts = place.token().split("\\.", -1);
    JsonObject header = new JsonObject(decode(parts[0]));
    assertThat(header.getString("alg")).isEqualTo("HS256");
    assertThat(header.getString("typ")).isEqualTo("queue+jwt");
    JsonObject claims = new JsonObject(decode(parts[1]));
    assertThat(claims.getString("aud")).isEqualTo("boxoffice-queue");
    assertThat(claims.getString("sub")).isEqualTo("0000000000001");
    assertThat(claims.getLong("seq")).isEqualTo(place.key().sequence());
    assertThat(claims.getLong("exp")).isGreaterThan(clock.nowMs() / 1_000 + 86_400);
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
