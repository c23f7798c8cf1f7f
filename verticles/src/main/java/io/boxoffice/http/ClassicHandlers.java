package io.boxoffice.http;

import static io.boxoffice.http.ClassicRequest.id;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.QueueMessages.JoinQueue;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.ReservationMessages.FindOnSale;
import io.boxoffice.shared.messages.ReservationMessages.HeldSeats;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.ListPerformances;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.PaymentReceipt;
import io.boxoffice.shared.messages.ReservationMessages.Performance;
import io.boxoffice.shared.messages.ReservationMessages.ReadSeats;
import io.boxoffice.shared.messages.ReservationMessages.Seat;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeState;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.shared.messages.WalletMessages.ReadWallet;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the calls of the exercise's own API do: the messages of v1, in that document's words. Every
 * rule of queue, seats and money is the services' own.
 */
final class ClassicHandlers {
  private final BusClient bus;
  private final Clock clock;
  private final QueueTokens queueTokens;
  private final Admission admission;
  private final ClassicUsers users;

  ClassicHandlers(BusClient bus, Clock clock, QueueTokens queueTokens, ClassicUsers users) {
    this.bus = bus;
    this.clock = clock;
    this.queueTokens = queueTokens;
    this.users = users;
    admission = new Admission(bus);
  }

  Future<Answer> serve(ClassicRequest request) {
    return switch (request.call()) {
      case TOKEN -> token(request.only("userId", "concertId"));
      case PEEK -> peek(request.only("tokenId"));
      case DATES -> dates(request);
      case SEATS -> seats(request);
      case RESERVE -> reserve(request.only("userId", "date", "seatNumber", "token"));
      case RECHARGE -> recharge(request.only("userId", "amount"));
      case PAY -> pay(request.only("userId", "reservationId", "token"));
      case BALANCE -> balance(request);
    };
  }

  private Future<Answer> token(ClassicRequest request) {
    Long chosen = request.concertId();
    return users
        .named(request, request.text("userId"))
        .compose(
            userId ->
                (chosen != null ? Future.succeededFuture(chosen) : onSale())
                    .compose(concertId -> bus.ask(new JoinQueue(concertId, userId))))
        .map(
            place ->
                Answer.ok(
                    new JsonObject()
                        .put("token", place.token())
                        .put("expirationTime", Views.time(place.expiresAtMs()))));
  }

  private Future<Long> onSale() {
    return bus.ask(new FindOnSale()).map(concert -> concert.concertId());
  }

  private Future<Answer> peek(ClassicRequest request) {
    return queueTokens
        .placeOf(request.token("tokenId"))
        .compose(key -> bus.ask(new ReadPlace(key)))
        .map(this::turn);
  }

  private Answer turn(Place place) {
    if (place.state() != PlaceState.ADMITTED && place.state() != PlaceState.WAITING) {
      throw new Refusal(ErrorCode.QUEUE_TOKEN_EXPIRED);
    }
    long occurredMs = place.admittedAtMs() == null ? clock.nowMs() : place.admittedAtMs();
    return Answer.ok(
        new JsonObject()
            .put("isTurn", place.state() == PlaceState.ADMITTED)
            .put("occurredTime", Views.time(occurredMs)));
  }

  private Future<Answer> dates(ClassicRequest request) {
    return bearerPlace(request)
        .compose(admission::requireAdmitted)
        .compose(place -> bus.ask(new ListPerformances(place.key().concertId(), true)))
        .map(
            found ->
                Answer.ok(
                    new JsonObject()
                        .put(
                            "dates",
                            new JsonArray(
                                found.performances().stream()
                                    .map(Performance::date)
                                    .distinct()
                                    .sorted()
                                    .toList()))));
  }

  private Future<Answer> seats(ClassicRequest request) {
    return bearerPlace(request)
        .compose(
            key -> {
              String date = ClassicRequest.date(request.query("date"));
              return admission
                  .requireAdmitted(key)
                  .compose(place -> performanceOn(key.concertId(), date))
                  .compose(this::freeSeats)
                  .map(
                      free ->
                          Answer.ok(
                              new JsonObject().put("date", date).put("availableSeats", free)));
            });
  }

  private Future<JsonArray> freeSeats(Performance performance) {
    if (!performance.bookable()) {
      return Future.succeededFuture(new JsonArray());
    }
    return bus.ask(new ReadSeats(performance.performanceId()))
        .map(
            map ->
                new JsonArray(
                    map.seats().stream()
                        .filter(seat -> seat.state() == SeatState.AVAILABLE)
                        .map(seat -> Integer.toString(seat.ordinal()))
                        .toList()));
  }

  /** The day's earliest bookable performance, else its earliest; SEAT_NOT_FOUND on other days. */
  private Future<Performance> performanceOn(long concertId, String date) {
    return bus.ask(new ListPerformances(concertId, false))
        .map(
            found -> {
              List<Performance> ofDay =
                  found.performances().stream().filter(each -> each.date().equals(date)).toList();
              return ofDay.stream()
                  .filter(Performance::bookable)
                  .findFirst()
                  .or(() -> ofDay.stream().findFirst())
                  .orElseThrow(() -> new Refusal(ErrorCode.SEAT_NOT_FOUND));
            });
  }

  private Future<Answer> reserve(ClassicRequest request) {
    return placeOfUser(request)
        .compose(
            key ->
                seatOn(key, ClassicRequest.date(request.text("date")), request.seatNumber())
                    .compose(
                        seat ->
                            bus.ask(
                                new HoldSeats(
                                    key,
                                    seat.performanceId(),
                                    List.of(seat.seatId()),
                                    request.key(key.userId())))))
        .map(ClassicHandlers::reserved);
  }

  /** A seat and its performance. */
  private record SeatOfPerformance(long performanceId, long seatId) {}

  /**
   * Finds what is to be held. Whoever is not admitted hears that, and not what seats there are;
   * whoever is repeats an answered request even where its place has ended, so that it is asked for
   * only here.
   */
  private Future<SeatOfPerformance> seatOn(PlaceKey key, String date, int ordinal) {
    return performanceOn(key.concertId(), date)
        .compose(performance -> bus.ask(new ReadSeats(performance.performanceId())))
        .map(map -> seat(map, ordinal))
        .recover(
            failure ->
                failure instanceof Refusal refusal && refusal.code() == ErrorCode.SEAT_NOT_FOUND
                    ? admission.requireAdmitted(key).compose(in -> Future.failedFuture(failure))
                    : Future.failedFuture(failure));
  }

  private static SeatOfPerformance seat(SeatMap map, int ordinal) {
    return map.seats().stream()
        .filter(seat -> seat.ordinal() == ordinal)
        .findFirst()
        .map(Seat::seatId)
        .map(seatId -> new SeatOfPerformance(map.performanceId(), seatId))
        .orElseThrow(() -> new Refusal(ErrorCode.SEAT_NOT_FOUND));
  }

  private static Answer reserved(HeldSeats held) {
    return Answer.ok(
            new JsonObject()
                .put("reservationId", id(held.reservation().reservationId()))
                .put("status", "Reserved")
                .put("expirationTime", Views.time(held.reservation().expiresAtMs())))
        .replayed(held.replayed());
  }

  private Future<Answer> pay(ClassicRequest request) {
    return placeOfUser(request)
        .compose(
            key ->
                bus.ask(
                    new PayReservation(key, request.reservationId(), request.key(key.userId()))))
        .map(ClassicHandlers::confirmed);
  }

  private static Answer confirmed(PaymentReceipt receipt) {
    return Answer.ok(
            new JsonObject()
                .put("paymentId", id(receipt.paymentId()))
                .put("reservationId", id(receipt.reservationId()))
                .put("status", "Confirmed")
                .put("amount", receipt.amountMinor())
                .put("newBalance", receipt.balanceMinor()))
        .replayed(receipt.replayed());
  }

  private Future<Answer> recharge(ClassicRequest request) {
    String name = request.text("userId");
    long amountMinor = request.amountMinor();
    return users
        .named(request, name)
        .compose(userId -> bus.ask(new ChargeWallet(userId, amountMinor, request.key(userId))))
        .compose(this::recharged);
  }

  /** A charge that the gateway has not answered is 202, as in v1, with what there is till then. */
  private Future<Answer> recharged(Charge charge) {
    if (charge.state() == ChargeState.APPROVED) {
      return Future.succeededFuture(
          Answer.ok(newBalance(charge, charge.balanceMinor())).replayed(charge.replayed()));
    }
    return bus.ask(new ReadWallet(charge.userId()))
        .map(wallet -> Answer.of(202, newBalance(charge, wallet.balanceMinor())));
  }

  private static JsonObject newBalance(Charge charge, long balanceMinor) {
    return new JsonObject().put("userId", id(charge.userId())).put("newBalance", balanceMinor);
  }

  private Future<Answer> balance(ClassicRequest request) {
    String name = request.query("userId");
    if (name == null) {
      throw new Refusal(ErrorCode.VALIDATION_FAILED);
    }
    return users
        .named(request, name)
        .compose(userId -> bus.ask(new ReadWallet(userId)))
        .map(
            wallet ->
                Answer.ok(
                    new JsonObject()
                        .put("userId", id(wallet.userId()))
                        .put("currentBalance", wallet.balanceMinor())));
  }

  /** The two reading calls send the queue token as if it were an access token. */
  private Future<PlaceKey> bearerPlace(ClassicRequest request) {
    return queueTokens.placeOf(AccessTokens.bearer(request.http().getHeader("Authorization")));
  }

  /** A token of somebody else is as good as none. */
  private Future<PlaceKey> placeOfUser(ClassicRequest request) {
    return queueTokens
        .placeOf(request.token("token"))
        .compose(
            key ->
                Tsids.parse(request.text("userId")).equals(OptionalLong.of(key.userId()))
                    ? Future.succeededFuture(key)
                    : Future.failedFuture(new Refusal(ErrorCode.QUEUE_TOKEN_INVALID)));
  }
}
