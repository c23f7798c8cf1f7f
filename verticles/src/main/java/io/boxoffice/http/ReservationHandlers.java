package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Violation;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.ReservationMessages.FindReservation;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.ListReservations;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseReservation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds and their payment.
 *
 * <p>Whether the place lives is the service's to ask, in its own order: a repeat of a hold or a
 * payment must get the stored answer even where the place has ended since.
 */
final class ReservationHandlers {
  private final BusClient bus;
  private final TakenSeats takenSeats;

  ReservationHandlers(BusClient bus, TakenSeats takenSeats) {
    this.bus = bus;
    this.takenSeats = takenSeats;
  }

  Map<String, Function<Call, Future<Answer>>> byOperation() {
    return Map.of(
        "holdSeats", this::hold,
        "listReservations", this::list,
        "findReservation", this::find,
        "releaseReservation", this::release,
        "payReservation", this::pay);
  }

  private Future<Answer> hold(Call call) {
    long performanceId = Call.idOf(call.body().getString("performanceId"));
    List<Long> seatIds = seatIds(call.body().getJsonArray("seatIds"));
    List<Long> taken = takenSeats.find(call.place(), performanceId, seatIds);
    if (!taken.isEmpty()) {
      return Future.failedFuture(seatTaken(taken));
    }
    return bus.ask(new HoldSeats(call.place(), performanceId, seatIds, call.key()))
        .map(
            held ->
                Answer.of(201, ReservationText.of(held.reservation()))
                    .location("/api/v1/reservations/" + format(held.reservation().reservationId()))
                    .replayed(held.replayed()));
  }

  private static Refusal seatTaken(List<Long> taken) {
    return new Refusal(
        ErrorCode.SEAT_TAKEN,
        new JsonObject()
            .put("conflictingSeats", new JsonArray(taken.stream().map(Tsids::format).toList())));
  }

  private static List<Long> seatIds(JsonArray ids) {
    List<Long> seatIds = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      long seatId = Call.idOf(ids.getString(i));
      if (!seen.add(seatId)) {
        violations.add(new Violation("#/seatIds/" + i, RequestPhrase.SEAT_REPEATED));
      }
      seatIds.add(seatId);
    }
    if (!violations.isEmpty()) {
      throw Violations.refusal(violations);
    }
    return seatIds;
  }

  private Future<Answer> list(Call call) {
    long beforeId = Cursors.read(call, Long.MAX_VALUE);
    return bus.ask(new ListReservations(call.userId(), null, null, beforeId, call.limit()))
        .map(
            page ->
                Answer.ok(
                    Views.page(
                        page.reservations(),
                        Views::reservation,
                        Cursors.next(call, page.nextBeforeId()))));
  }

  private Future<Answer> find(Call call) {
    return bus.ask(new FindReservation(call.userId(), call.id("reservationId")))
        .map(reservation -> Answer.ok(Views.reservation(reservation)));
  }

  private Future<Answer> release(Call call) {
    return bus.ask(new ReleaseReservation(call.userId(), call.id("reservationId")))
        .map(done -> Answer.noContent());
  }

  private Future<Answer> pay(Call call) {
    return bus.ask(new PayReservation(call.place(), call.id("reservationId"), call.key()))
        .map(receipt -> Answer.of(201, ReservationText.of(receipt)).replayed(receipt.replayed()));
  }
}
