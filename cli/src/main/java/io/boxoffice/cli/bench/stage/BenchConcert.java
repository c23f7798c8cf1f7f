package io.boxoffice.cli.bench.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.client.RestChannel;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * A concert to measure on: a hall of rows, on sale, with queue times so long that nothing lapses
 * meanwhile.
 *
 * @param seats in each performance; whole rows of 50
 * @param performances how many evenings, each with all the seats
 * @param capacity how many are admitted
 */
public record BenchConcert(String title, int seats, int performances, int capacity) {
  /** What every seat costs, in won. */
  public static final long PRICE = 1_000;

  /** How many seats one user may hold and own in it. */
  public static final int SEATS_A_USER = 100;

  private static final int ROW = 50;
  private static final int SPACING = 20;
  private static final int FIRST_DAY = 30;
  private static final int WAITING_TTL_SECONDS = 3_600;
  private static final int ADMISSION_TTL_SECONDS = 86_400;
  private static final int HOLD_SECONDS = 3_600;

  /** ISO-8601 in UTC with exactly the milliseconds that the contract writes. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  public BenchConcert {
    if (seats < ROW || seats % ROW != 0 || performances < 1) {
      throw new IllegalArgumentException("a hall has whole rows of " + ROW);
    }
  }

  /** The import's body; on sale at {@code now}. */
  byte[] body(Instant now) {
    ObjectNode body = RestChannel.JSON.createObjectNode();
    body.put("title", title).put("venue", "Bench Hall").put("currency", "KRW");
    body.put("timeZone", "Asia/Seoul");
    body.put("salesOpenAt", ISO.format(now.minus(1, ChronoUnit.HOURS)));
    Instant last = now.plus(FIRST_DAY + performances, ChronoUnit.DAYS);
    body.put("salesCloseAt", ISO.format(last));
    body.put("maxHeldSeats", SEATS_A_USER).put("maxSeatsPerUser", SEATS_A_USER);
    body.put("holdSeconds", HOLD_SECONDS);
    body.putObject("queue")
        .put("capacity", capacity)
        .put("admitPerMinute", 0)
        .put("maxWaiting", 2_000_000)
        .put("waitingTtlSeconds", WAITING_TTL_SECONDS)
        .put("admissionTtlSeconds", ADMISSION_TTL_SECONDS);
    body.putObject("prices").put("Hall", PRICE);
    ArrayNode evenings = body.putArray("performances");
    for (int day = 0; day < performances; day++) {
      Instant start = now.plus(FIRST_DAY + day, ChronoUnit.DAYS);
      evenings.addObject().put("startsAt", ISO.format(start));
    }
    body.set("seatingPlan", plan());
    try {
      return RestChannel.JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that cannot be written as JSON", e);
    }
  }

  private ObjectNode plan() {
    ObjectNode plan = RestChannel.JSON.createObjectNode();
    plan.put("name", "Bench Hall");
    int rowCount = seats / ROW;
    plan.putObject("size").put("width", ROW * SPACING).put("height", rowCount * SPACING);
    plan.putArray("categories").addObject().put("name", "Hall").put("color", "#2980b9");
    ObjectNode zone = plan.putArray("zones").addObject().put("name", "Hall");
    zone.putObject("position").put("x", 0).put("y", 0);
    zone.putArray("areas");
    ArrayNode rows = zone.putArray("rows");
    for (int number = 1; number <= rowCount; number++) {
      ObjectNode row = rows.addObject().put("row_number", Integer.toString(number));
      row.putObject("position").put("x", 0).put("y", (number - 1) * SPACING);
      ArrayNode places = row.putArray("seats");
      for (int seat = 1; seat <= ROW; seat++) {
        ObjectNode place = places.addObject().put("seat_guid", number + "-" + seat);
        place.put("seat_number", Integer.toString(seat)).put("category", "Hall");
        place.putObject("position").put("x", (seat - 1) * SPACING).put("y", 0);
      }
    }
    return plan;
  }
}
