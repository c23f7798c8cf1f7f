package io.boxoffice.shared.messages;

import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import java.util.List;

/** What the reservation verticle is asked, and what it answers. */
public final class ReservationMessages {
  private ReservationMessages() {}

  /** A request to the reservation service. */
  public interface ReservationRequest<R> extends Request<R> {
    @Override
    default Service service() {
      return Service.RESERVATION;
    }
  }

  /** A concert's life; DRAFT ones are hidden from buyers. */
  public enum ConcertState {
    DRAFT,
    SCHEDULED,
    ON_SALE,
    PAUSED,
    SOLD_OUT,
    CLOSED
  }

  /** Whether an operator lets a performance be booked. */
  public enum PerformanceState {
    OPEN,
    CLOSED
  }

  /** A seat as the crowd sees it. */
  public enum SeatState {
    AVAILABLE,
    HELD,
    SOLD
  }

  /** A reservation's life. */
  public enum ReservationState {
    HELD,
    CONFIRMED,
    EXPIRED,
    CANCELLED
  }

  public record PerformanceSummary(long performanceId, long startsAtMs, PerformanceState state) {}

  /**
   * A concert with its performances.
   *
   * @param state as it is now, sale window included
   * @param timeZone an IANA zone; the performances' days are counted in it
   * @param maxHeldSeats seats that one user may hold at one time
   * @param maxSeatsPerUser seats that one user may hold and own together
   * @param admitPerMinute 0 means no rate limit
   */
  public record Concert(
      long concertId,
      String title,
      String venue,
      ConcertState state,
      String currency,
      String timeZone,
      long salesOpenAtMs,
      long salesCloseAtMs,
      int maxHeldSeats,
      int maxSeatsPerUser,
      int holdSeconds,
      int capacity,
      int admitPerMinute,
      int maxWaiting,
      int waitingTtlSeconds,
      int admissionTtlSeconds,
      boolean queuePaused,
      int totalSeats,
      List<PerformanceSummary> performances) {
    public Concert {
      performances = List.copyOf(performances);
    }
  }

  /** A page of concerts in id order; {@code nextAfterId} is null at the end. */
  public record ConcertPage(List<Concert> concerts, Long nextAfterId) {
    public ConcertPage {
      concerts = List.copyOf(concerts);
    }
  }

  /** Lists concerts with an id above {@code afterId} (0: from the start), at most 200. */
  public record ListConcerts(long afterId, int limit, boolean withDrafts)
      implements ReservationRequest<ConcertPage> {}

  /** Fails with CONCERT_NOT_FOUND; for a draft, too, unless {@code withDrafts}. */
  public record FindConcert(long concertId, boolean withDrafts)
      implements ReservationRequest<Concert> {}

  /**
   * The concert on sale whose sale opened first, the lower id where two opened at once. Fails with
   * SALES_NOT_OPEN where none is on sale but some will be, and with SALES_CLOSED where none will.
   */
  public record FindOnSale() implements ReservationRequest<ConcertOnSale> {}

  public record ConcertOnSale(long concertId) {}

  /**
   * A performance with its free seats.
   *
   * @param date the day in the concert's time zone, yyyy-mm-dd
   * @param bookable whether a hold may start now and a seat is free
   */
  public record Performance(
      long performanceId,
      long startsAtMs,
      String date,
      boolean bookable,
      int availableSeats,
      int totalSeats) {}

  public record Performances(List<Performance> performances) {
    public Performances {
      performances = List.copyOf(performances);
    }
  }

  /** A concert's performances by start. Fails with CONCERT_NOT_FOUND. */
  public record ListPerformances(long concertId, boolean bookableOnly)
      implements ReservationRequest<Performances> {}

  /**
   * A seat of a performance.
   *
   * @param ordinal 1..n in plan order
   * @param priceMinor in the concert's currency, minor units
   */
  public record Seat(
      long seatId,
      int ordinal,
      String zone,
      String row,
      String number,
      String category,
      long priceMinor,
      SeatState state) {}

  /**
   * A performance's seats in plan order.
   *
   * @param version grows with every change of a seat's state in this performance
   * @param fingerprint of which change each seat has seen: nodes that know of the same number of
   *     changes, but not of the same ones, differ in it
   */
  public record SeatMap(
      long performanceId, long concertId, long version, long fingerprint, List<Seat> seats) {
    public SeatMap {
      seats = List.copyOf(seats);
    }
  }

  /** The seats in plan order, all of them. Fails with PERFORMANCE_NOT_FOUND. */
  public record ReadSeats(long performanceId) implements ReservationRequest<SeatMap> {}

  /** Whose performance it is. */
  public record PerformanceOwner(long performanceId, long concertId) {}

  /** Which concert a performance belongs to. Fails with PERFORMANCE_NOT_FOUND. */
  public record FindPerformance(long performanceId)
      implements ReservationRequest<PerformanceOwner> {}

  public record ReservedSeat(
      long seatId, String zone, String row, String number, long priceMinor) {}

  public record Payment(long paymentId, long amountMinor, long paidAtMs, String state) {}

  /**
   * A reservation as it stands.
   *
   * @param state EXPIRED as soon as its time is over, swept or not
   * @param payment null until it is paid
   * @param asOfMs the time by the one clock at which this was true
   */
  public record Reservation(
      long reservationId,
      long userId,
      long concertId,
      long performanceId,
      List<ReservedSeat> seats,
      long amountMinor,
      String currency,
      ReservationState state,
      long createdAtMs,
      long expiresAtMs,
      Payment payment,
      long asOfMs) {
    public Reservation {
      seats = List.copyOf(seats);
    }
  }

  /**
   * The answer to a hold.
   *
   * @param replayed whether the answer is a stored one
   */
  public record HeldSeats(Reservation reservation, boolean replayed) {}

  /**
   * Holds all the seats or none. The key makes it idempotent.
   *
   * <p>Fails with IDEMPOTENCY_IN_PROGRESS, IDEMPOTENCY_KEY_REUSED, PERFORMANCE_NOT_FOUND,
   * QUEUE_TOKEN_INVALID (the performance is another concert's), NOT_ADMITTED, QUEUE_TOKEN_EXPIRED,
   * SALES_PAUSED, BOOKING_CLOSED, SEAT_NOT_FOUND, SEAT_TAKEN (with {@code conflictingSeats}) or
   * SEAT_LIMIT_REACHED (with {@code limit}).
   */
  public record HoldSeats(
      PlaceKey place, long performanceId, List<Long> seatIds, IdempotencyKey key)
      implements ReservationRequest<HeldSeats> {
    public HoldSeats {
      seatIds = List.copyOf(seatIds);
      if (seatIds.isEmpty()) {
        throw new IllegalArgumentException("a hold wants at least one seat");
      }
    }
  }

  /** One page, newest first; {@code nextBeforeId} is null at the end. */
  public record ReservationPage(List<Reservation> reservations, Long nextBeforeId) {
    public ReservationPage {
      reservations = List.copyOf(reservations);
    }
  }

  /**
   * Reservations with an id below {@code beforeId} (Long.MAX_VALUE: from the newest), newest first.
   *
   * @param userId null for everybody's (operators)
   * @param concertId null for every concert's
   * @param state null for every state
   */
  public record ListReservations(
      Long userId, Long concertId, ReservationState state, long beforeId, int limit)
      implements ReservationRequest<ReservationPage> {}

  /** One's own only; another's fails with RESERVATION_NOT_FOUND. */
  public record FindReservation(long userId, long reservationId)
      implements ReservationRequest<Reservation> {}

  /**
   * One change of a payment's state.
   *
   * @param transactionKey the client's key for the payment
   */
  public record PaymentChange(
      String state, String transactionKey, long occurredAtMs, long updatedAtMs) {}

  /**
   * A reservation with how its payment came about.
   *
   * @param history oldest first, at most 100; empty where nothing was paid
   */
  public record ReservationHistory(Reservation reservation, List<PaymentChange> history) {
    public ReservationHistory {
      history = List.copyOf(history);
    }
  }

  /** Anybody's, for operators. Fails with RESERVATION_NOT_FOUND. */
  public record ReadReservationHistory(long reservationId)
      implements ReservationRequest<ReservationHistory> {}

  /** Releases a hold at once. Idempotent. RESERVATION_NOT_FOUND, ALREADY_PAID. */
  public record ReleaseReservation(long userId, long reservationId)
      implements ReservationRequest<Done> {}

  /** Releases every hold that the user has at the concert. Idempotent. */
  public record ReleaseHolds(long userId, long concertId) implements ReservationRequest<Done> {}

  /**
   * The answer to a payment.
   *
   * @param balanceMinor the wallet's balance after the payment
   * @param replayed whether the answer is a stored one
   */
  public record PaymentReceipt(
      long paymentId,
      long reservationId,
      long amountMinor,
      long balanceMinor,
      long paidAtMs,
      boolean replayed) {}

  /**
   * Pays a hold from the caller's wallet. The key makes it idempotent.
   *
   * <p>Fails, in this order, with IDEMPOTENCY_IN_PROGRESS, IDEMPOTENCY_KEY_REUSED,
   * RESERVATION_NOT_FOUND, QUEUE_TOKEN_INVALID (the place is at another concert), ALREADY_PAID,
   * HOLD_EXPIRED, QUEUE_TOKEN_INVALID (the place is not the reservation's), CURRENCY_MISMATCH or
   * INSUFFICIENT_BALANCE.
   */
  public record PayReservation(PlaceKey place, long reservationId, IdempotencyKey key)
      implements ReservationRequest<PaymentReceipt> {}
}
