package io.boxoffice.sale;

import static io.boxoffice.support.TestSale.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.NodeProcess;
import io.boxoffice.support.Rest;
import io.boxoffice.support.Rest.Answer;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node is killed again and again while it sells, and starts on what it left.
 *
 * <p>{@code -Dboxoffice.kills=N} says how often, {@code -Dboxoffice.seed=N} repeats the moments.
 */
class KilledNodeIT {
  private static final int KILLS = Integer.getInteger("boxoffice.kills", 30);
  private static final int BUYERS = 40;
  private static final int SEATS = 100 * KILLS;

  /** Those who join anew after a kill need not wait long for those whose places come back. */
  private static final List<String> FLAGS = List.of("--queue.return-seconds=1");

  @TempDir Path directory;
  private Vertx vertx;
  private NodeProcess node;
  private TestSale sale;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicInteger keys = new AtomicInteger();

  /** Holds and payments that were acknowledged, of all nodes. */
  private final AtomicInteger sold = new AtomicInteger();

  /** What was acknowledged: a reservation's id, and whether it is paid. */
  private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();

  /** The place that each user was last told of, by access token. */
  private final Map<String, JsonObject> places = new ConcurrentHashMap<>();

  private int cameBack;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final ConcurrentSkipListSet<Long> sequences = new ConcurrentSkipListSet<>();

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    node = NodeProcess.start(directory.resolve("data"), FLAGS);
  }

  @AfterEach
  void stop() {
    node.stop();
    vertx.close().await();
  }

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() {
    long seed = Long.getLong("boxoffice.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    JsonObject settings =
        new JsonObject()
            .put("maxHeldSeats", 2)
            .put("maxSeatsPerUser", 100)
            .put("queue", new JsonObject().put("capacity", BUYERS));
    sale = TestSale.open(vertx, node.baseUrl(), SEATS, settings);
    List<Rest> buyers = sale.buyers("buyer", BUYERS, 10_000_000);

    for (int kill = 1; kill <= KILLS; kill++) {
      long greatest = sequences.isEmpty() ? 0 : sequences.last();
      List<Rest> placed = joinAfter(buyers, greatest);
      List<String> seats = sale.seatIds(admitted(placed));
      running.set(true);
      List<Future<Void>> loops =
          placed.stream().map(buyer -> sell(buyer, seats, new Random(random.nextLong()))).toList();
      awaitSold(1 + random.nextInt(50), loops);
      vertx.timer(1 + random.nextInt(50), TimeUnit.MILLISECONDS).await();
      node.kill();
      running.set(false);
      Future.join(loops).otherwiseEmpty().await();
      loops.forEach(KilledNodeIT::failIfWrong);
      node = NodeProcess.start(directory.resolve("data"), FLAGS);
      checkAll(buyers);
    }

    long paid = acknowledged.values().stream().filter(done -> done).count();
    System.out.println(
        KILLS
            + " kills, "
            + acknowledged.size()
            + " holds and "
            + paid
            + " payments acknowledged, "
            + cameBack
            + " places came back");
    assertThat(paid).isGreaterThan(KILLS);
    assertThat(cameBack).isGreaterThan(KILLS);
  }

  /**
   * A node that has just started is slow, and turns away those who are not yet admitted: the moment
   * is counted in what it sold, not in time or answers. A loop that has failed says why soon after.
   */
  private void awaitSold(int count, List<Future<Void>> loops) {
    int goal = sold.get() + count;
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> sold.get() >= goal || loops.stream().anyMatch(Future::failed));
  }

  /** A loop may end with its node, but not with a wrong answer. */
  private static void failIfWrong(Future<Void> loop) {
    if (loop.cause() instanceof AssertionError wrong) {
      throw wrong;
    }
  }

  /**
   * All bring their tokens, and get their places back; who has none, or has paid, joins. A new
   * place's sequence is above every one that was ever seen.
   */
  private List<Rest> joinAfter(List<Rest> buyers, long greatest) {
    return buyers.stream()
        .map(
            buyer -> {
              Rest here = buyer.at(node.baseUrl());
              Rest returned = comeBack(here);
              if (returned != null) {
                return returned;
              }
              Answer place = here.post("/concerts/" + sale.concertId() + "/queue", null).await();
              if (place.status() == 201) {
                long sequence = place.body().getLong("sequence");
                assertThat(sequence).isGreaterThan(greatest);
                assertThat(sequences.add(sequence)).as("sequence %s is new", sequence).isTrue();
              }
              return placed(here, place);
            })
        .toList();
  }

  private Rest placed(Rest buyer, Answer place) {
    places.put(buyer.accessToken(), place.body());
    return buyer.withPlace(place.body().getString("token"));
  }

  /** The place as it was, or null where the user has none any more. */
  private Rest comeBack(Rest buyer) {
    JsonObject before = places.get(buyer.accessToken());
    if (before == null) {
      return null;
    }
    Answer now =
        buyer
            .withPlace(before.getString("token"))
            .get("/concerts/" + sale.concertId() + "/queue")
            .await();
    if (now.outcome().equals("401 QUEUE_TOKEN_EXPIRED")) {
      return null;
    }
    now.expect(200);
    assertThat(now.body().getLong("sequence")).isEqualTo(before.getLong("sequence"));
    if (before.getString("state").equals("ADMITTED")) {
      assertThat(now.body().getString("state")).isEqualTo("ADMITTED");
      assertThat(now.body().getString("admittedAt"))
          .as("%s became %s", before, now.body())
          .isEqualTo(before.getString("admittedAt"));
    }
    cameBack++;
    return placed(buyer, now);
  }

  /** One of them who may see the seats; who joined anew is admitted within moments. */
  private Rest admitted(List<Rest> buyers) {
    AtomicReference<Rest> found = new AtomicReference<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              found.set(buyers.stream().filter(this::isAdmitted).findFirst().orElse(null));
              return found.get() != null;
            });
    return found.get();
  }

  private boolean isAdmitted(Rest buyer) {
    Answer place = buyer.get("/concerts/" + sale.concertId() + "/queue").await().expect(200);
    return place.body().getString("state").equals("ADMITTED");
  }

  /** Holds and pays, or releases, until the node dies; a lost answer ends the loop. */
  private Future<Void> sell(Rest buyer, List<String> seats, Random random) {
    if (!running.get()) {
      return Future.succeededFuture();
    }
    String seat = seats.get(random.nextInt(seats.size()));
    return buyer
        .hold(sale.performanceId(), "hold" + keys.incrementAndGet(), seat)
        .compose(
            hold -> {
              assertThat(hold.status()).as(hold.outcome()).isLessThan(500);
              if (hold.status() == 401) {
                return Future.<Boolean>failedFuture("the place is completed");
              }
              if (hold.status() == 429) {
                return vertx.timer(20, TimeUnit.MILLISECONDS).map(true);
              }
              if (hold.outcome().equals("409 SEAT_LIMIT_REACHED")) {
                return payWhatIsHeld(buyer);
              }
              return hold.status() == 201
                  ? payOrKeep(buyer, hold.body().getString("reservationId"), random)
                  : Future.succeededFuture(true);
            })
        .compose(
            goOn -> goOn ? sell(buyer, seats, random) : Future.succeededFuture(),
            ended -> again(buyer, seats, random, ended));
  }

  /** A completed place: its user joins again. A dead node: the loop is over. */
  private Future<Void> again(Rest buyer, List<String> seats, Random random, Throwable ended) {
    if (ended instanceof AssertionError || !"the place is completed".equals(ended.getMessage())) {
      return ended instanceof AssertionError
          ? Future.failedFuture(ended)
          : Future.succeededFuture();
    }
    return buyer
        .post("/concerts/" + sale.concertId() + "/queue", null)
        .compose(
            place -> {
              if (place.status() == 201) {
                assertThat(sequences.add(place.body().getLong("sequence"))).isTrue();
              }
              return sell(placed(buyer, place), seats, random);
            })
        .recover(
            failure ->
                failure instanceof AssertionError
                    ? Future.failedFuture(failure)
                    : Future.succeededFuture());
  }

  private Future<Boolean> payOrKeep(Rest buyer, String reservationId, Random random) {
    sold.incrementAndGet();
    acknowledged.put(reservationId, false);
    return random.nextInt(10) == 0 ? Future.succeededFuture(true) : pay(buyer, reservationId);
  }

  /** Goes on with holds from before a kill, whose payment or whose answer was lost. */
  private Future<Boolean> payWhatIsHeld(Rest buyer) {
    return buyer
        .get("/reservations?limit=10")
        .compose(
            page -> {
              Future<Boolean> all = Future.succeededFuture(true);
              for (Object item : page.body().getJsonArray("items")) {
                JsonObject reservation = (JsonObject) item;
                if (reservation.getString("state").equals("HELD")) {
                  all = all.compose(done -> pay(buyer, reservation.getString("reservationId")));
                }
              }
              return all;
            });
  }

  private Future<Boolean> pay(Rest buyer, String reservationId) {
    return buyer
        .pay(reservationId, "pay" + keys.incrementAndGet())
        .map(
            paid -> {
              sold.incrementAndGet();
              assertThat(paid.outcome()).isEqualTo("201");
              acknowledged.put(reservationId, true);
              return true;
            });
  }

  private void checkAll(List<Rest> buyers) {
    Rest operator = sale.operator().at(node.baseUrl());
    JsonObject verified = operator.post("/admin/verify", null).await().expect(200).body();
    assertThat(verified.getJsonArray("findings")).isEqualTo(new JsonArray());
    for (Rest buyer : buyers) {
      String cursor = "";
      do {
        JsonObject page =
            buyer
                .at(node.baseUrl())
                .get("/reservations?limit=200" + cursor)
                .await()
                .expect(200)
                .body();
        page.getJsonArray("items").forEach(item -> check((JsonObject) item));
        cursor =
            page.getString("nextCursor") == null ? "" : "&cursor=" + page.getString("nextCursor");
      } while (!cursor.isEmpty());
    }
    assertThat(acknowledged.keySet()).as("reservations that vanished").isSubsetOf(seen);
  }

  private void check(JsonObject reservation) {
    String id = reservation.getString("reservationId");
    seen.add(id);
    Boolean paid = acknowledged.get(id);
    if (paid != null) {
      assertThat(reservation.getString("state"))
          .as(id)
          .isIn(paid ? List.of("CONFIRMED") : List.of("HELD", "CONFIRMED", "EXPIRED"));
    }
    assertThat(reservation.getLong("amount")).isEqualTo(PRICE);
  }
}
