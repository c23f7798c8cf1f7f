package io.boxoffice.reservation;

import io.boxoffice.cluster.BundledRequests;
import io.boxoffice.shared.bus.Bound;
import io.boxoffice.shared.messages.QueueMessages.CompletePlace;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.PaymentReceipt;
import io.boxoffice.store.ReservationStore;
import io.boxoffice.store.ReservationStore.Paid;
import io.boxoffice.store.ReservationStore.Unsettled;
import io.vertx.core.Future;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Payments: one transaction decides, then the place is completed. What follows the commit is
 * idempotent, and a sweep finishes what a dead node left. Confined to one context.
 */
final class PaymentService {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentService.class);

  /** The message that follows a payment is waited for no longer than this; the sweep has time. */
  static final long AFTER_WORK_DEADLINE_MS = 2_000;

  private final ReservationStore store;
  private final Bound commands;
  private final SeatViews views;
  private final Settlements settlements;
  private final BundledRequests queue;
  private final LongSupplier ids;

  PaymentService(
      ReservationStore store,
      Bound commands,
      SeatViews views,
      Settlements settlements,
      BundledRequests queue,
      LongSupplier ids) {
    this.store = store;
    this.commands = commands;
    this.views = views;
    this.settlements = settlements;
    this.queue = queue;
    this.ids = ids;
  }

  /** Pays a hold; see {@link PayReservation}. */
  Future<PaymentReceipt> pay(PayReservation command) {
    return commands
        .run(() -> store.pay(command, ids.getAsLong(), ids.getAsLong()))
        .compose(
            paid ->
                paid.receipt().replayed()
                    ? Future.succeededFuture(paid.receipt())
                    : tell(command, paid).map(paid.receipt()));
  }

  private Future<Void> tell(PayReservation command, Paid paid) {
    views.tell(paid.changes());
    if (paid.liveHolds() > 0) {
      return Future.succeededFuture();
    }
    return complete(command.place(), command.reservationId())
        .onFailure(failure -> LOG.warn("a place's completion is left to the sweep", failure))
        .otherwiseEmpty();
  }

  /** Completes the place; that nothing is left to do is noted in a moment. Idempotent. */
  private Future<Void> complete(PlaceKey place, long reservationId) {
    return queue
        .ask(place.concertId(), new CompletePlace(place))
        .onSuccess(done -> settlements.add(reservationId))
        .mapEmpty();
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
