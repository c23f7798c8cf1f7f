package io.boxoffice.reservation;

import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.cluster.BundledRequests;
import io.boxoffice.cluster.Moments;
import io.boxoffice.cluster.NodeTraits;
import io.boxoffice.cluster.Pause;
import io.boxoffice.cluster.Periodic;
import io.boxoffice.cluster.ReadinessCheck;
import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.boxoffice.cluster.Spacing;
import io.boxoffice.shared.bus.Bound;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.ApplyQueueSettings;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.Concert;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.FindConcert;
import io.boxoffice.shared.messages.ReservationMessages.FindOnSale;
import io.boxoffice.shared.messages.ReservationMessages.FindPerformance;
import io.boxoffice.shared.messages.ReservationMessages.FindReservation;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.ListConcerts;
import io.boxoffice.shared.messages.ReservationMessages.ListPerformances;
import io.boxoffice.shared.messages.ReservationMessages.ListReservations;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.Performance;
import io.boxoffice.shared.messages.ReservationMessages.Performances;
import io.boxoffice.shared.messages.ReservationMessages.ReadReservationHistory;
import io.boxoffice.shared.messages.ReservationMessages.ReadSeats;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseHolds;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseReservation;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.shared.messages.SeatMessages.ReadSeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatsChanged;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.ConcertStore;
import io.boxoffice.store.Database;
import io.boxoffice.store.ReservationStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Serves concerts, seats, holds and payments, and sweeps up what time ends. One a node. */
public final class ReservationVerticle extends VerticleBase {
  /** A lapsed hold is free within 2 s; this leaves room for a slow round. */
  private static final long EXPIRE_PAUSE_MS = 300;

  /** Those who wait for each other's answers must leave room for who pays and who looks. */
  private static final int MOST_WHO_WANT_SEATS = 1_000;

  /** How long holds and payments gather after others; who buys does not notice it. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(16);

  private static final int EXPIRE_BATCH = 500;
  private static final long CONCERTS_PAUSE_MS = 500;
  private static final long SETTLE_PAUSE_MS = 1_000;
  private static final long EXTEND_PAUSE_MS = 5_000;

  private final Database database;
  private final HazelcastInstance hazelcast;
  private final Clock clock;
  private final BusClient bus;
  private final LongSupplier ids;
  private final Function<PlaceKey, Place> admittedPlaces;
  private final Bound commands;
  private final List<Periodic> sweeps = new ArrayList<>();
  private ConcertStore concerts;
  private ReservationStore reservations;
  private volatile SeatViews views;
  private Extensions extensions;
  private HoldService holds;
  private PaymentService payments;
  private MessageConsumer<Object> announcements;
  private MessageConsumer<Object> releases;
  private BusServer server;

  /**
   * Takes what it needs; nothing is started.
   *
   * @param ids new ids, unique over all nodes
   * @param admittedPlaces what this node's copy of the queue shows of a place that is admitted, at
   *     most a second old; null where the queue must be asked
   * @param commands how many holds and releases the database may be asked for at a time; as many
   *     payments are apart from these, since who has a seat and pays must not wait for those who
   *     want one
   */
  public ReservationVerticle(
      Database database,
      HazelcastInstance hazelcast,
      Clock clock,
      BusClient bus,
      LongSupplier ids,
      Function<PlaceKey, Place> admittedPlaces,
      Bound commands) {
    this.database = database;
    this.hazelcast = hazelcast;
    this.clock = clock;
    this.bus = bus;
    this.ids = ids;
    this.admittedPlaces = admittedPlaces;
    this.commands = commands;
  }

  @Override
  public Future<?> start() {
    concerts = new ConcertStore(database);
    Moments moments = new Moments(vertx);
    Supplier<Executor> spacing = () -> new Spacing(vertx, moments, GATHER_NANOS);
    reservations = new ReservationStore(database, spacing);
    SeatNews news = new SeatNews(vertx, moments, bus, hazelcast);
    views = new SeatViews(concerts, news::tell);
    announcements =
        bus.listen(SeatsChanged.ADDRESS, SeatsChanged.class, change -> views.hear(change.seats()));
    releases =
        bus.listenAs(
            NodeTraits.self(hazelcast),
            SeatsChanged.ADDRESS,
            SeatsChanged.class,
            change -> views.hear(change.seats()));
    SeatGate gate = new SeatGate(vertx, hazelcast, clock);
    // What follows a statement comes for all its calls at once, and statements keep apart.
    Executor atOnce = work -> vertx.runOnContext(now -> work.run());
    BundledRequests afterwards = new BundledRequests(atOnce, bus::askTogether);
    extensions =
        new Extensions(asked -> afterwards.ask(asked.key().concertId(), asked), System::nanoTime);
    holds =
        new HoldService(
            reservations,
            gate,
            commands,
            views,
            news,
            admittedPlaces,
            new BundledRequests(spacing.get(), bus::askTogether),
            extensions,
            clock,
            ids);
    payments =
        new PaymentService(
            reservations,
            commands.another(),
            views,
            new Settlements(
                write -> Pause.before(vertx, Settlements.GATHER_NANOS, write), reservations),
            new BundledRequests(
                atOnce, asked -> bus.askTogether(asked, PaymentService.AFTER_WORK_DEADLINE_MS)),
            ids);
    server = new BusServer(vertx, Service.RESERVATION);
    serveConcerts();
    serveReservations();
    startSweeps();
    return Future.all(announcements.completion(), releases.completion())
        .compose(heard -> server.listen());
  }

  /** How old the oldest seat view is that somebody watches; for a node that runs this verticle. */
  public ReadinessCheck freshness() {
    return new ReadinessCheck(
        "seat-views",
        false,
        () -> {
          Promise<Finding> found = Promise.promise();
          context.runOnContext(now -> found.complete(views.freshness()));
          return found.future();
        });
  }

  /**
   * The seats, at most a second old; null where they must be asked for by a message, and before
   * this verticle runs. From any thread.
   */
  public SeatMap peek(long performanceId) {
    SeatViews copies = views;
    return copies == null ? null : copies.peek(performanceId);
  }

  /**
   * The seats for which a hold of all of these must be refused: other users have them; empty where
   * the reservations must be asked, and before this verticle runs. From any thread.
   *
   * @param place whose, and of which concert
   */
  public List<Long> takenByOthers(PlaceKey place, long performanceId, List<Long> seatIds) {
    SeatViews copies = views;
    return copies == null
        ? List.of()
        : copies.takenByOthers(place, performanceId, seatIds, clock.nowMs());
  }

  private void serveConcerts() {
    server
        .on(ListConcerts.class, q -> concerts.list(q.afterId(), q.limit(), q.withDrafts()))
        .on(FindConcert.class, this::findConcert)
        .on(FindOnSale.class, q -> concerts.findOnSale())
        .on(ListPerformances.class, this::listPerformances)
        .on(
            FindPerformance.class,
            q -> found(concerts.owner(q.performanceId()), ErrorCode.PERFORMANCE_NOT_FOUND))
        .on(ReadSeats.class, q -> views.read(q.performanceId()))
        .on(ReadSeatChanges.class, views::changes);
  }

  private void serveReservations() {
    server
        .on(HoldSeats.class, new Bound(MOST_WHO_WANT_SEATS), holds::hold)
        .on(ReleaseReservation.class, q -> holds.release(q).map(Done.DONE))
        .on(ReleaseHolds.class, q -> holds.releaseAll(q).map(Done.DONE))
        .on(PayReservation.class, payments::pay)
        .on(ListReservations.class, reservations::list)
        .on(
            ReadReservationHistory.class,
            q -> found(reservations.history(q.reservationId()), ErrorCode.RESERVATION_NOT_FOUND))
        .on(
            FindReservation.class,
            q ->
                found(
                    reservations.find(q.userId(), q.reservationId()),
                    ErrorCode.RESERVATION_NOT_FOUND));
  }

  private void startSweeps() {
    sweep("expiry of holds", EXPIRE_PAUSE_MS, this::expireHolds);
    sweep("correction of seat views", SeatViews.CORRECTION_PAUSE_MS, views::correct);
    sweep("states of concerts", CONCERTS_PAUSE_MS, this::sweepConcerts);
    sweep("completion of paid places", SETTLE_PAUSE_MS, payments::settleAll);
    sweep("extension of admissions", EXTEND_PAUSE_MS, this::extendAdmissions);
  }

  private void sweep(String name, long pauseMs, Supplier<Future<?>> work) {
    sweeps.add(Periodic.start(vertx, name, pauseMs, work));
  }

  @Override
  public Future<?> stop() {
    return Future.join(server.close(), announcements.unregister(), releases.unregister())
        .eventually(() -> Future.join(sweeps.stream().map(Periodic::stop).toList()));
  }

  private Future<Concert> findConcert(FindConcert query) {
    return found(
        concerts
            .find(query.concertId())
            .map(
                concert ->
                    concert.filter(c -> query.withDrafts() || c.state() != ConcertState.DRAFT)),
        ErrorCode.CONCERT_NOT_FOUND);
  }

  private Future<Performances> listPerformances(ListPerformances query) {
    return findConcert(new FindConcert(query.concertId(), false))
        .compose(concert -> concerts.performances(query.concertId()))
        .map(
            all ->
                new Performances(
                    query.bookableOnly()
                        ? all.stream().filter(Performance::bookable).toList()
                        : all));
  }

  /** Many holds that lapse together are freed without a pause between the batches. */
  private Future<Void> expireHolds() {
    return reservations
        .expire(EXPIRE_BATCH)
        .compose(
            changes -> {
              views.tell(changes);
              return changes.size() < EXPIRE_BATCH ? Future.succeededFuture() : expireHolds();
            });
  }

  /** The queues hear at once of a sale that opened, closed or sold out. */
  private Future<Void> sweepConcerts() {
    return concerts
        .sweep()
        .compose(
            changed ->
                Future.join(
                        changed.stream().map(id -> bus.ask(new ApplyQueueSettings(id))).toList())
                    .mapEmpty());
  }

  private Future<Void> extendAdmissions() {
    return reservations.youngHolds().compose(extensions::sweep);
  }

  private static <T> Future<T> found(Future<Optional<T>> search, ErrorCode missing) {
    return search.map(value -> value.orElseThrow(() -> new Refusal(missing)));
  }
}
