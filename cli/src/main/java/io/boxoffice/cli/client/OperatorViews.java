package io.boxoffice.cli.client;

import java.util.List;

/**
 * What the REST API answers to operators about concerts and queues, field by field as the contract
 * names them. Times in ISO 8601.
 */
public final class OperatorViews {
  private OperatorViews() {}

  /**
   * @param state OPEN or CLOSED; a closed one takes no new holds
   */
  public record ConcertPerformance(String performanceId, String startsAt, String state) {}

  /**
   * @param admitPerMinute 0 for no limit
   */
  public record QueueSettings(
      int capacity,
      int admitPerMinute,
      int maxWaiting,
      int waitingTtlSeconds,
      int admissionTtlSeconds,
      boolean paused) {}

  /** A concert with what buyers do not see. */
  public record OperatedConcert(
      String concertId,
      String title,
      String venue,
      String state,
      String currency,
      String timeZone,
      String salesOpenAt,
      String salesCloseAt,
      List<ConcertPerformance> performances,
      int maxHeldSeats,
      int maxSeatsPerUser,
      int holdSeconds,
      long totalSeats,
      QueueSettings queue) {
    public OperatedConcert {
      performances = performances == null ? List.of() : List.copyOf(performances);
    }
  }

  public record EstimatedWait(long low, long high) {}

  /**
   * Somebody's place.
   *
   * @param position 0 once admitted
   * @param estimatedWaitSeconds null where nothing can be said
   * @param admittedAt null while waiting
   */
  public record UserPlace(
      String concertId,
      String userId,
      String state,
      long sequence,
      long position,
      long ahead,
      EstimatedWait estimatedWaitSeconds,
      int refreshAfterSeconds,
      String joinedAt,
      String admittedAt,
      String expiresAt) {}

  public record Admissions(long admitted) {}

  /**
   * @param replayed whether this key had already admitted them, so that nothing was done now
   */
  public record AdmissionOutcome(Admissions admissions, boolean replayed) {}
}
