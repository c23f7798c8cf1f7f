package io.boxoffice.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.client.RestChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A concert of the demonstration: near in the future, and on sale now.
 *
 * @param prices by category, in won
 * @param daysAhead when its performances are
 * @param capacity buyers admitted at a time
 */
record DemoConcert(
    String title,
    String venue,
    JsonNode plan,
    Map<String, Long> prices,
    List<Integer> daysAhead,
    int capacity,
    int maxHeldSeats) {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final LocalTime EVENING = LocalTime.of(19, 30);

  /** ISO-8601 in UTC with exactly the milliseconds that the contract writes. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  DemoConcert {
    prices = new LinkedHashMap<>(prices);
    daysAhead = List.copyOf(daysAhead);
  }

  /** 300 seats, for a small sale. */
  static DemoConcert theatre(int capacity, int maxHeldSeats, List<Integer> daysAhead) {
    Map<String, Long> prices = new LinkedHashMap<>();
    prices.put("Box", 120_000L);
    prices.put("Stalls", 90_000L);
    prices.put("Circle", 60_000L);
    return new DemoConcert(
        "The Glass Orchard",
        "Lantern Theatre",
        theatrePlan(),
        prices,
        daysAhead,
        capacity,
        maxHeldSeats);
  }

  /** 10,000 seats, for a crowd. */
  static DemoConcert arena() {
    Map<String, Long> prices = new LinkedHashMap<>();
    prices.put("Floor", 154_000L);
    prices.put("Lower", 132_000L);
    prices.put("Upper", 99_000L);
    return new DemoConcert(
        "Northern Lights Tour", "Harbour Arena", ArenaPlan.draw(), prices, List.of(30), 500, 2);
  }

  /** The seating plan that lies beside this class. */
  static JsonNode theatrePlan() {
    try (InputStream file = DemoConcert.class.getResourceAsStream("/demo/theatre.json")) {
      return RestChannel.JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the theatre's plan is not in the jar", e);
    }
  }

  /** The import's body; {@code now} is the moment at which the sale is open already. */
  byte[] body(Instant now) {
    ZonedDateTime today = now.atZone(SEOUL);
    List<String> starts =
        daysAhead.stream()
            .map(days -> today.plusDays(days).with(EVENING))
            .map(start -> ISO.format(start.toInstant()))
            .toList();
    ObjectNode body = RestChannel.JSON.createObjectNode();
    body.put("title", title).put("venue", venue);
    body.put("currency", "KRW").put("timeZone", SEOUL.getId());
    body.put("salesOpenAt", ISO.format(now.minus(1, ChronoUnit.HOURS)));
    body.put("salesCloseAt", starts.get(starts.size() - 1));
    body.put("maxHeldSeats", maxHeldSeats).put("maxSeatsPerUser", 4).put("holdSeconds", 300);
    body.putObject("queue")
        .put("capacity", capacity)
        .put("admitPerMinute", 0)
        .put("waitingTtlSeconds", 120)
        .put("admissionTtlSeconds", 600);
    ObjectNode amounts = body.putObject("prices");
    prices.forEach(amounts::put);
    starts.forEach(start -> body.withArray("performances").addObject().put("startsAt", start));
    body.set("seatingPlan", plan);
    try {
      return RestChannel.JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that cannot be written as JSON", e);
    }
  }
}
