package io.boxoffice.cli.client;

import java.util.List;

/** What the REST API answers, field by field as the contract names them. Money in minor units. */
public final class Views {
  private Views() {}

  /** A page of a list; {@code nextCursor} is null at the end. */
  public record Page<T>(List<T> items, String nextCursor) {
    public Page {
      items = items == null ? List.of() : List.copyOf(items);
    }
  }

  /** A session: what proves who the caller is, until {@code expiresAt} (ISO-8601). */
  public record Session(String accessToken, String tokenType, String expiresAt, String userId) {}

  public record User(String userId, String name) {}

  public record PerformanceTime(String performanceId, String startsAt) {}

  public record Concert(
      String concertId,
      String title,
      String venue,
      String state,
      String currency,
      String timeZone,
      String salesOpenAt,
      String salesCloseAt,
      List<PerformanceTime> performances) {
    public Concert {
      performances = performances == null ? List.of() : List.copyOf(performances);
    }
  }

  /**
   * @param replayed whether this key had already imported it, so that nothing was done now
   */
  public record ImportedConcert(
      String concertId,
      String state,
      int totalSeats,
      List<PerformanceTime> performances,
      boolean replayed) {
    public ImportedConcert {
      performances = performances == null ? List.of() : List.copyOf(performances);
    }
  }

  public record Performance(
      String performanceId,
      String startsAt,
      String date,
      boolean bookable,
      int availableSeats,
      int totalSeats) {}

  public record Seat(
      String seatId,
      String zone,
      String row,
      String number,
      String category,
      long price,
      String state) {}

  public record SeatMap(String performanceId, long version, List<Seat> seats) {
    public SeatMap {
      seats = seats == null ? List.of() : List.copyOf(seats);
    }
  }

  public record Place(
      String concertId,
      String state,
      long position,
      int refreshAfterSeconds,
      String expiresAt,
      String token) {
    /** Whether it is this place's turn. */
    public boolean admitted() {
      return "ADMITTED".equals(state);
    }
  }

  public record QueueStats(
      long waiting,
      long admitted,
      int capacity,
      int admitPerMinute,
      boolean paused,
      long sequence,
      long serving,
      long completed,
      long expired,
      long left,
      Long oldestWaitSeconds,
      long joinsPerMinute,
      long admissionsPerMinute) {}

  public record Reservation(
      String reservationId, List<Seat> seats, long amount, String state, String expiresAt) {
    public Reservation {
      seats = seats == null ? List.of() : List.copyOf(seats);
    }
  }

  public record Receipt(
      String paymentId, String reservationId, long amount, long balance, String state) {}

  public record Wallet(String userId, long balance, String currency) {}

  /**
   * @param state APPROVED where the answer leaves it out; PENDING where the gateway is silent
   */
  public record Charge(String chargeId, long amount, Long balance, String state) {}

  public record Finding(String what, String detail) {}

  public record Verification(boolean ok, long checked, List<Finding> findings) {
    public Verification {
      findings = findings == null ? List.of() : List.copyOf(findings);
    }
  }
}
