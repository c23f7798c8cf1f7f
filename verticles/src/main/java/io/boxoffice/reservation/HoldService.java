package io.boxoffice.reservation;

import io.boxoffice.cluster.BundledRequests;
import io.boxoffice.shared.bus.Bound;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.Violation;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.QueueMessages.BeginHold;
import io.boxoffice.shared.messages.QueueMessages.ExtendAdmission;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.HeldSeats;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseHolds;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseReservation;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservedSeat;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.ReservationStore;
import io.boxoffice.store.ReservationStore.Held;
import io.boxoffice.store.ReservationStore.LiveHold;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds and releases: the place is asked, the gate is passed, PostgreSQL decides, and then the rest
 * is told. Confined to the reservation verticle's context.
 */
final class HoldService {
  private static final Logger LOG = LoggerFactory.getLogger(HoldService.class);

  /** How long the place lives on for a hold being written: longer than its statement may take. */
  private static final long PENDING_HOLD_MS = 15_000;

  /**
   * How long to wait for others who want the same seats; the caller hears before the bus gives up.
   */
  private static final long WAIT_MS = 5_000;

  private final ReservationStore store;
  private final SeatGate gate;
  private final Bound commands;
  private final SeatViews views;
  private final SeatNews news;
  private final Function<PlaceKey, Place> admittedPlaces;
  private final BundledRequests queue;
  private final Extensions extensions;
  private final Clock clock;
  private final LongSupplier ids;

  /**
   * @param admittedPlaces what this node's copy of the queue shows of a place that is admitted;
   *     null where the queue must be asked
   */
  HoldService(
      ReservationStore store,
      SeatGate gate,
      Bound commands,
      SeatViews views,
      SeatNews news,
      Function<PlaceKey, Place> admittedPlaces,
      BundledRequests queue,
      Extensions extensions,
      Clock clock,
      LongSupplier ids) {
    this.store = store;
    this.gate = gate;
    this.commands = commands;
    this.views = views;
    this.news = news;
    this.admittedPlaces = admittedPlaces;
    this.queue = queue;
    this.extensions = extensions;
    this.clock = clock;
    this.ids = ids;
  }

  /** Holds all the seats or none; see {@link HoldSeats}. */
  Future<HeldSeats> hold(HoldSeats command) {
    List<Long> seatIds = command.seatIds().stream().distinct().sorted().toList();
    if (seatIds.size() < command.seatIds().size()) {
      return Future.failedFuture(repeatedSeat());
    }
    if (commands.isFull()) {
      return Future.failedFuture(Bound.refusal());
    }
    return begin(command.place())
        .compose(place -> holdFrom(place, command, seatIds), refusal -> storedOr(command, refusal));
  }

  /**
   * The place that the hold is for. Where this node's copy of the queue shows an admission that
   * outlasts the hold's writing, the queue itself is asked only afterwards, as with every hold: a
   * place that has ended since makes the hold be taken back.
   */
  private Future<Place> begin(PlaceKey key) {
    long untilMs = clock.nowMs() + PENDING_HOLD_MS;
    Place shown = admittedPlaces.apply(key);
    return shown != null && shown.expiresAtMs() > untilMs
        ? Future.succeededFuture(shown)
        : queue.ask(key.concertId(), new BeginHold(key, untilMs));
  }

  private Future<HeldSeats> holdFrom(Place place, HoldSeats command, List<Long> seatIds) {
    long reservationId = ids.getAsLong();
    return views
        .current(command.performanceId())
        .compose(
            layout ->
                layout.has(command.place().concertId(), seatIds)
                    ? turn(place, command, seatIds, reservationId, clock.nowMs() + WAIT_MS)
                    : writeUnclaimed(place, command, seatIds, reservationId),
            missing -> endPending(place, command).compose(done -> storedOr(command, missing)));
  }

  /**
   * Refuses what the view knows to be another's, waits for those who want the same seats on this
   * node, and then passes the gate. Only who passes asks the database, and counts as a command.
   */
  private Future<HeldSeats> turn(
      Place place, HoldSeats command, List<Long> seatIds, long reservationId, long untilMs) {
    long nowMs = clock.nowMs();
    List<Long> taken =
        views.takenByOthers(command.place(), command.performanceId(), seatIds, nowMs);
    if (!taken.isEmpty()) {
      return refuse(place, command, seatTaken(taken));
    }
    if (nowMs >= untilMs) {
      return refuse(place, command, Bound.refusal());
    }
    long userId = command.place().userId();
    Future<Void> others = gate.awaitOthers(userId, seatIds, untilMs - nowMs);
    if (others != null) {
      return others.compose(over -> turn(place, command, seatIds, reservationId, untilMs));
    }
    Promise<Void> answered = Promise.promise();
    if (!enter(answered)) {
      return refuse(place, command, Bound.refusal());
    }
    gate.pass(userId, reservationId, seatIds);
    answered.future().onComplete(done -> gate.end(reservationId, seatIds));
    return claim(place, command, seatIds, reservationId, answered)
        .onComplete(done -> answered.tryComplete());
  }

  /** Counts a command in, and out once it is answered: what follows it is not the database's. */
  private boolean enter(Promise<Void> answered) {
    boolean entered = commands.enter();
    if (entered) {
      answered.future().onComplete(done -> commands.leave());
    }
    return entered;
  }

  /** PostgreSQL says what is wrong with seats that are not this concert's. */
  private Future<HeldSeats> writeUnclaimed(
      Place place, HoldSeats command, List<Long> seatIds, long reservationId) {
    Promise<Void> answered = Promise.promise();
    return enter(answered)
        ? write(place, command, seatIds, reservationId, answered)
            .onComplete(done -> answered.tryComplete())
        : refuse(place, command, Bound.refusal());
  }

  private Future<HeldSeats> refuse(Place place, HoldSeats command, Refusal refusal) {
    return endPending(place, command).compose(done -> Future.failedFuture(refusal));
  }

  private Future<HeldSeats> claim(
      Place place,
      HoldSeats command,
      List<Long> seatIds,
      long reservationId,
      Promise<Void> answered) {
    return gate.claim(command.place().userId(), reservationId, seatIds)
        .compose(
            taken ->
                taken.isEmpty()
                    ? write(place, command, seatIds, reservationId, answered)
                    : endPending(place, command)
                        .compose(done -> storedOr(command, seatTaken(taken))));
  }

  private Future<HeldSeats> write(
      Place place,
      HoldSeats command,
      List<Long> seatIds,
      long reservationId,
      Promise<Void> answered) {
    return store
        .hold(command, seatIds, place.admissionEndsAtMs(), reservationId)
        .onSuccess(held -> views.tell(held.changes()))
        .onComplete(done -> answered.tryComplete())
        .compose(
            held ->
                held.answer().replayed()
                    ? freeQuietly(command, seatIds, reservationId).map(held.answer())
                    : tell(command, seatIds, held),
            failure -> {
              if (isUnknown(failure)) {
                return Future.failedFuture(failure);
              }
              return freeQuietly(command, seatIds, reservationId)
                  .compose(done -> endPending(place, command))
                  .compose(done -> Future.failedFuture(failure));
            });
  }

  /** A refused hold must not keep its place beyond the admission's own end. */
  private Future<Void> endPending(Place place, HoldSeats command) {
    if (place.expiresAtMs() > clock.nowMs() + PENDING_HOLD_MS) {
      return Future.succeededFuture();
    }
    return queue
        .ask(command.place().concertId(), new ExtendAdmission(command.place(), 0))
        .onFailure(failure -> LOG.debug("a place lives on for a moment", failure))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** After the commit: the views and the admission learn of it, and a claim does not outlive it. */
  private Future<HeldSeats> tell(HoldSeats command, List<Long> seatIds, Held held) {
    Reservation reservation = held.answer().reservation();
    Future<Void> freed =
        reservation.expiresAtMs() < clock.nowMs() + SeatGate.CLAIM_MS
            ? freeQuietly(command, seatIds, reservation.reservationId())
            : Future.succeededFuture();
    return freed
        .compose(done -> extensions.extend(liveHold(command, reservation)))
        .recover(failure -> placeGoneOr(command, reservation, failure))
        .map(held.answer());
  }

  private static LiveHold liveHold(HoldSeats command, Reservation held) {
    return new LiveHold(held.reservationId(), command.place(), held.expiresAtMs());
  }

  /**
   * The place ended while the hold was written: the hold must not outlive it, unless a repeat of it
   * has been answered meanwhile, or it was paid.
   */
  private Future<Void> placeGoneOr(HoldSeats command, Reservation hold, Throwable failure) {
    if (failure instanceof Refusal refusal && saysNotAdmitted(refusal)) {
      return store
          .withdraw(command.key(), hold.reservationId())
          .compose(
              changes ->
                  changes.isEmpty()
                      ? Future.succeededFuture()
                      : free(hold.userId(), hold.reservationId(), changes.get())
                          .compose(done -> Future.failedFuture(refusal)));
    }
    LOG.warn("the admission's extension is left to the sweep: {}", failure.getMessage());
    return Future.succeededFuture();
  }

  /** Whether a place has ended, or is back in line after its queue was lost. */
  static boolean saysNotAdmitted(Refusal refusal) {
    return refusal.code() == ErrorCode.QUEUE_TOKEN_EXPIRED
        || refusal.code() == ErrorCode.NOT_ADMITTED;
  }

  /** Releases one's own hold. */
  Future<Void> release(ReleaseReservation command) {
    return commands
        .run(() -> store.release(command.userId(), command.reservationId()))
        .compose(changes -> release(command.userId(), command.reservationId(), changes));
  }

  /** Releases all that a user holds at a concert. */
  Future<Void> releaseAll(ReleaseHolds command) {
    return commands
        .run(() -> store.releaseAll(command.userId(), command.concertId()))
        .compose(changes -> release(command.userId(), 0, changes));
  }

  /** Who releases a seat hears of it when no node would refuse it any more. */
  private Future<Void> release(long userId, long reservationId, List<SeatStatus> changes) {
    return Future.join(free(userId, reservationId, changes), news.tellEveryNode(changes))
        .mapEmpty();
  }

  private Future<Void> free(long userId, long reservationId, List<SeatStatus> changes) {
    views.tell(changes);
    List<Long> seatIds = changes.stream().map(SeatStatus::seatId).toList();
    return gate.free(userId, reservationId, seatIds)
        .onFailure(failure -> LOG.warn("claims on freed seats end by themselves", failure))
        .otherwiseEmpty();
  }

  private Future<Void> freeQuietly(HoldSeats command, List<Long> seatIds, long reservationId) {
    return gate.free(command.place().userId(), reservationId, seatIds)
        .onFailure(failure -> LOG.warn("claims of a refused hold end by themselves", failure))
        .otherwiseEmpty();
  }

  /** A repeat answers what was answered, whatever became of the place and the seat since. */
  private Future<HeldSeats> storedOr(HoldSeats command, Throwable refusal) {
    if (isUnknown(refusal)) {
      return Future.failedFuture(refusal);
    }
    return store
        .storedHold(command.key())
        .compose(
            (Optional<HeldSeats> stored) ->
                stored.map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(refusal)));
  }

  private static boolean isUnknown(Throwable failure) {
    return !(failure instanceof Refusal refusal)
        || refusal.code() == ErrorCode.SERVICE_UNAVAILABLE
        || refusal.code() == ErrorCode.OUTCOME_UNKNOWN;
  }

  private static Refusal seatTaken(List<Long> taken) {
    return new Refusal(
        ErrorCode.SEAT_TAKEN,
        new JsonObject()
            .put("conflictingSeats", new JsonArray(taken.stream().map(Tsids::format).toList())));
  }

  private static Refusal repeatedSeat() {
    return new Refusal(
        ServicePhrase.SEATS_REPEATED.sentence(),
        List.of(new Violation("/seatIds", RequestPhrase.SEAT_REPEATED)));
  }

  /** The seats of a reservation, for the gate. */
  static List<Long> seatIds(Reservation reservation) {
    return reservation.seats().stream().map(ReservedSeat::seatId).sorted().toList();
  }
}
