package io.boxoffice.reservation;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.QueueMessages.CompletePlace;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.PaymentReceipt;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.store.ReservationStore;
import io.boxoffice.store.ReservationStore.Paid;
import io.boxoffice.store.ReservationStore.Unsettled;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Payments: one transaction decides, then the place is completed. What follows the commit is
 * idempotent, and a sweep finishes what a dead node left. Confined to one context.
 */
final class PaymentService {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentService.class);

  /** The buyer waits no longer than this for what follows the payment; the sweep has time. */
  private static final long AFTER_WORK_DEADLINE_MS = 2_000;

  private final ReservationStore store;
  private final SeatGate gate;
  private final SeatViews views;
  private final BusClient bus;
  private final LongSupplier ids;

  PaymentService(
      ReservationStore store, SeatGate gate, SeatViews views, BusClient bus, LongSupplier ids) {
    this.store = store;
    this.gate = gate;
    this.views = views;
    this.bus = bus;
    this.ids = ids;
  }

  /** Pays a hold; see {@link PayReservation}. */
  Future<PaymentReceipt> pay(PayReservation command) {
    return store
        .pay(command, ids.getAsLong(), ids.getAsLong())
        .compose(
            paid ->
                paid.receipt().replayed()
                    ? Future.succeededFuture(paid.receipt())
                    : tell(command, paid).map(paid.receipt()));
  }

  private Future<Void> tell(PayReservation command, Paid paid) {
    views.tell(paid.changes());
    List<Long> seatIds = paid.changes().stream().map(SeatStatus::seatId).toList();
    Future<Void> kept =
        gate.keepSold(command.place().userId(), command.reservationId(), seatIds)
            .onFailure(failure -> LOG.warn("late claims on sold seats reach PostgreSQL", failure))
            .otherwiseEmpty();
    if (paid.liveHolds() > 0) {
      return kept;
    }
    return kept.compose(done -> complete(command.place(), command.reservationId()))
        .onFailure(failure -> LOG.warn("a place's completion is left to the sweep", failure))
        .otherwiseEmpty();
  }

  /** Completes the place and notes that nothing is left to do. Idempotent. */
  private Future<Void> complete(PlaceKey place, long reservationId) {
    return bus.ask(new CompletePlace(place), AFTER_WORK_DEADLINE_MS)
        .compose(done -> store.settle(reservationId));
  }

  /** Finishes what followed payments of nodes that died; any node may. */
  Future<Void> settleAll() {
    return store
        .unsettled()
        .compose(
            payments -> {
              Future<Void> all = Future.succeededFuture();
              for (Unsettled payment : payments) {
                all =
                    all.compose(done -> complete(payment.place(), payment.reservationId()))
                        .onFailure(failure -> LOG.warn("a place is completed later", failure))
                        .otherwiseEmpty();
              }
              return all;
            });
  }
}
