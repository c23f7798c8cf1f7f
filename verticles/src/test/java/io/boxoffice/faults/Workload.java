package io.boxoffice.faults;

import io.boxoffice.support.Rest;
import io.boxoffice.support.TestSale;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A concert on sale and a crowd that buys, over all nodes: seeded, and written into a history. */
final class Workload extends VerticleBase {
  /**
   * How much and how fast: holds and admissions are short, so that slots and seats turn over.
   *
   * @param duplicates how often each change is sent at once
   */
  record Plan(
      int buyers,
      int seats,
      int capacity,
      int admissionTtlSeconds,
      int holdSeconds,
      int duplicates) {
    static final Plan USUAL = new Plan(60, 400, 8, 10, 20, 1);

    Plan withDuplicates(int count) {
      return new Plan(buyers, seats, capacity, admissionTtlSeconds, holdSeconds, count);
    }
  }

  private static final Duration CALM_WITHIN = Duration.ofSeconds(60);

  private final History history;
  private final Caller caller;
  private final TestSale sale;
  private final List<Rest> signedUp;
  private final Plan plan;
  private final long seed;
  private final AtomicLong requests = new AtomicLong();
  private final List<Buyer> buyers = new ArrayList<>();
  private final List<Future<Void>> loops = new ArrayList<>();
  private volatile boolean running = true;

  private Workload(
      Vertx vertx, List<String> baseUrls, Plan plan, long seed, History history, String prefix) {
    this.history = history;
    this.caller = new Caller(vertx, baseUrls, history);
    this.plan = plan;
    this.seed = seed;
    JsonObject queue =
        new JsonObject()
            .put("capacity", plan.capacity())
            .put("admissionTtlSeconds", plan.admissionTtlSeconds())
            .put("waitingTtlSeconds", 300);
    this.sale =
        TestSale.open(
            vertx,
            baseUrls.get(0),
            plan.seats(),
            new JsonObject()
                .put("maxHeldSeats", 2)
                .put("maxSeatsPerUser", 100)
                .put("holdSeconds", plan.holdSeconds())
                .put("queue", queue));
    this.signedUp = sale.buyers(prefix, plan.buyers(), 0);
  }

  /**
   * Opens a sale of its own and lets the crowd in.
   *
   * @param prefix of the buyers' names, which must be new
   */
  static Workload start(
      Vertx vertx, List<String> baseUrls, Plan plan, long seed, History history, String prefix) {
    Workload workload = new Workload(vertx, baseUrls, plan, seed, history, prefix);
    vertx.deployVerticle(workload).await();
    return workload;
  }

  @Override
  public Future<?> start() {
    for (int i = 0; i < signedUp.size(); i++) {
      Random random = new Random(seed * 1_000_003 + i);
      Persistence persistence =
          new Persistence(
              vertx, caller, requests, random, signedUp.get(i).accessToken(), plan.duplicates());
      Buyer buyer = new Buyer(vertx, persistence, random, sale.concertId(), sale.performanceId());
      buyers.add(buyer);
      Promise<Void> done = Promise.promise();
      loops.add(done.future());
      loop(buyer, done);
    }
    return Future.succeededFuture();
  }

  private void loop(Buyer buyer, Promise<Void> done) {
    if (!running) {
      done.complete();
      return;
    }
    buyer
        .step()
        .onSuccess(next -> context.runOnContext(turn -> loop(buyer, done)))
        .onFailure(done::fail);
  }

  /** Lets every buyer end what he is at, then asks each for his place once more. */
  void drain() {
    running = false;
    Future.join(loops).await();
    Promise<Void> called = Promise.promise();
    context.runOnContext(
        turn ->
            Future.join(buyers.stream().map(Buyer::answerRollCall).toList())
                .<Void>mapEmpty()
                .onComplete(called));
    called.future().await();
    vertx.undeploy(context.deploymentID()).await();
    caller.close();
  }

  List<Attempt> attempts() {
    return history.attempts();
  }

  /**
   * What the stores hold in the end, with the verification of the first node that makes one; closes
   * the sale.
   */
  Stores stores(Connection connection, List<String> baseUrls) throws SQLException {
    Set<String> clients = buyers.stream().map(Buyer::client).collect(Collectors.toSet());
    Rest operator = sale.operator().at(baseUrls.get(0));
    List<String> findings =
        repeated(() -> operator.post("/admin/verify", null)).getJsonArray("findings").stream()
            .map(Object::toString)
            .toList();
    Stores stores = new StoreReader(connection, sale.concertId(), clients).read(findings);
    String concert = "/admin/concerts/" + sale.concertId();
    repeated(() -> operator.patch(concert, new JsonObject().put("state", "CLOSED")));
    return stores;
  }

  /** Operators' calls may meet what is left of a fault. */
  private static JsonObject repeated(Supplier<Future<Rest.Answer>> call) {
    return Awaitility.await()
        .atMost(CALM_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(() -> call.get().await(), answer -> answer.status() == 200)
        .body();
  }
}
