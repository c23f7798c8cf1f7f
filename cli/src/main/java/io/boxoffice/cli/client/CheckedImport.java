package io.boxoffice.cli.client;

import java.util.List;

/** What an import would make, as the server understood it. Money in minor units. */
public record CheckedImport(
    String title,
    String venue,
    String state,
    String currency,
    String timeZone,
    String salesOpenAt,
    String salesCloseAt,
    int maxHeldSeats,
    int maxSeatsPerUser,
    int holdSeconds,
    int totalSeats,
    Queue queue,
    List<Zone> zones,
    List<Category> categories,
    List<Start> performances) {

  public record Queue(
      int capacity,
      int admitPerMinute,
      int maxWaiting,
      int waitingTtlSeconds,
      int admissionTtlSeconds) {}

  public record Zone(String name, int rows, int seats) {}

  public record Category(String category, int seats, long price) {}

  public record Start(String startsAt) {}

  public CheckedImport {
    zones = zones == null ? List.of() : List.copyOf(zones);
    categories = categories == null ? List.of() : List.copyOf(categories);
    performances = performances == null ? List.of() : List.copyOf(performances);
  }
}
