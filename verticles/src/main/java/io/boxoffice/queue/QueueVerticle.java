package io.boxoffice.queue;

import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.cluster.Periodic;
import io.boxoffice.cluster.ReadinessCheck;
import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.boxoffice.queue.HeadBatcher.Answered;
import io.boxoffice.shared.bus.Bound;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.messages.AccountMessages.ReadKeys;
import io.boxoffice.shared.messages.AccountMessages.VerificationKeys;
import io.boxoffice.shared.messages.QueueMessages.AdmitNext;
import io.boxoffice.shared.messages.QueueMessages.ApplyQueueSettings;
import io.boxoffice.shared.messages.QueueMessages.BeginHold;
import io.boxoffice.shared.messages.QueueMessages.CheckQueue;
import io.boxoffice.shared.messages.QueueMessages.CompletePlace;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.ExtendAdmission;
import io.boxoffice.shared.messages.QueueMessages.FindPlace;
import io.boxoffice.shared.messages.QueueMessages.JoinAll;
import io.boxoffice.shared.messages.QueueMessages.JoinQueue;
import io.boxoffice.shared.messages.QueueMessages.LeaveQueue;
import io.boxoffice.shared.messages.QueueMessages.ListPlaces;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadPlaces;
import io.boxoffice.shared.messages.QueueMessages.ReadQueueStats;
import io.boxoffice.shared.messages.QueueMessages.RemovePlace;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.Database;
import io.boxoffice.store.QueueStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;

/** Serves the queues, and steps those that live on this node. One a node. */
public final class QueueVerticle extends VerticleBase {
  /** The account service may start later than this one. */
  private static final int KEY_ATTEMPTS = 60;

  private static final long KEY_PAUSE_MS = 500;
  private static final long LOST_VIEW_MS = 20_000;

  private final QueueConfig config;
  private final HazelcastInstance hazelcast;
  private final Database database;
  private final Clock clock;
  private final BusClient bus;
  private final MeterRegistry registry;
  private BusServer server;
  private Periodic steps;
  private volatile PlaceMapper places;
  private volatile PositionViews views;

  /**
   * Takes what it needs; nothing is started.
   *
   * @param registry takes the meters
   */
  public QueueVerticle(
      QueueConfig config,
      HazelcastInstance hazelcast,
      Database database,
      Clock clock,
      BusClient bus,
      MeterRegistry registry) {
    this.config = config;
    this.hazelcast = hazelcast;
    this.database = database;
    this.clock = clock;
    this.bus = bus;
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    return readKeys(KEY_ATTEMPTS).compose(this::serve);
  }

  /**
   * How old the oldest copy of a queue is that somebody asks this node about; for a node that runs
   * this verticle. A copy that is older than a second is not used; only one that stays away for
   * longer than the cluster needs to get over a dead node makes this node unready, or one node's
   * death would take all nodes out of the balancer.
   */
  public List<ReadinessCheck> freshness() {
    return List.of(
        new ReadinessCheck("queue-views", false, () -> freshness(PositionView.MAX_AGE_MS)),
        new ReadinessCheck("queue-views-lost", true, () -> freshness(LOST_VIEW_MS)));
  }

  private Future<Finding> freshness(long limitMs) {
    Promise<Finding> found = Promise.promise();
    context.runOnContext(now -> found.complete(views.freshness(limitMs)));
    return found.future();
  }

  /**
   * How old each copy of a queue is that somebody asked this node about lately, in milliseconds, by
   * concert; for a node that runs this verticle. From any thread.
   */
  public Future<Map<Long, Long>> viewAgesMs() {
    Promise<Map<Long, Long>> found = Promise.promise();
    context.runOnContext(now -> found.complete(views.agesMs()));
    return found.future();
  }

  /**
   * The place as this node's copy of the queue has it, counted as a sign of life; null where the
   * queue must be asked by a message, and before this verticle runs. From any thread.
   *
   * @param key what the token says
   * @param token given back where a new one would say the same
   * @param tokenEndsAtMs the token's end on the one clock
   */
  public Place peek(PlaceKey key, String token, long tokenEndsAtMs) {
    PositionViews copies = views;
    Answered known = copies == null ? null : copies.peek(key.concertId(), PlaceRef.of(key));
    return known == null
        ? null
        : places.withToken(key, token, tokenEndsAtMs, known.place(), known.facts());
  }

  /**
   * Whether this node's copy of the queue shows the place as admitted and free to hold seats; a no
   * says nothing about the place. From any thread.
   */
  public boolean showsAdmitted(PlaceKey key) {
    return admitted(key) != null;
  }

  /**
   * The place without its token where {@link #showsAdmitted} says so, else null; up to a second may
   * have passed since it was so. From any thread.
   */
  public Place peekAdmitted(PlaceKey key) {
    Answered known = admitted(key);
    return known == null
        ? null
        : places.withoutToken(key.concertId(), known.place(), known.facts());
  }

  private Answered admitted(PlaceKey key) {
    PositionViews copies = views;
    Answered known = copies == null ? null : copies.peek(key.concertId(), PlaceRef.of(key));
    boolean free =
        known != null
            && known.place().isAdmitted()
            && clock.nowMs() < known.place().originalEndMs();
    return free ? known : null;
  }

  private Future<VerificationKeys> readKeys(int attemptsLeft) {
    return bus.ask(new ReadKeys())
        .recover(
            failure ->
                attemptsLeft <= 1
                    ? Future.failedFuture(failure)
                    : vertx.timer(KEY_PAUSE_MS).compose(waited -> readKeys(attemptsLeft - 1)));
  }

  private Future<Void> serve(VerificationKeys keys) {
    QueueStore store = new QueueStore(database);
    new HeadMeters(registry).attach(hazelcast);
    HeadMap map = new HeadMap(vertx, hazelcast, clock);
    Heads heads = new Heads(vertx, map, store, config);
    HeadBatcher batcher = new HeadBatcher(vertx, heads, config);
    places = new PlaceMapper(new QueueTokenSigner(keys.queueSecret(), config.issuer(), clock));
    views = new PositionViews(vertx, heads, clock);
    QueueService service = new QueueService(batcher, views, places, bus);
    QueueOperations operations = new QueueOperations(heads, store, places, service, views);
    QueueStepper stepper = new QueueStepper(heads, map, store, views, clock);
    server =
        new BusServer(vertx, Service.QUEUE, new Bound(2 * config.maxPending()))
            .on(JoinQueue.class, service::join)
            .on(JoinAll.class, service::joinAll)
            .on(ReadPlace.class, service::read)
            .on(ConfirmPlace.class, service::confirm)
            .on(ReadPlaces.class, service::readAll)
            .on(LeaveQueue.class, service::leave)
            .on(BeginHold.class, service::beginHold)
            .on(ExtendAdmission.class, service::extend)
            .on(CompletePlace.class, service::complete)
            .on(ReadQueueStats.class, operations::stats)
            .on(ListPlaces.class, operations::list)
            .on(FindPlace.class, operations::find)
            .on(RemovePlace.class, operations::remove)
            .on(AdmitNext.class, operations::admitNext)
            .on(CheckQueue.class, operations::check)
            .on(ApplyQueueSettings.class, stepper::apply);
    steps = Periodic.start(vertx, "steps of the queues", config.stepMs(), stepper::round);
    return server.listen();
  }

  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.close().eventually(() -> Future.join(steps.stop(), views.stop()));
  }
}
