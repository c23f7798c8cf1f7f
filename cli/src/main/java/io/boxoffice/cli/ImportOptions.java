package io.boxoffice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a seating plan lacks to be sold, as options. What is left out is the server's default. */
final class ImportOptions {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Option(names = "--title", paramLabel = "TEXT", description = "The concert's title.")
  private String title;

  @Option(names = "--venue", paramLabel = "TEXT", description = "Where it is.")
  private String venue;

  @Option(
      names = "--performance",
      paramLabel = "TIME",
      description = {"When it starts; repeat for more.", "Like 2027-01-15T19:30, or with Z."})
  private List<String> performances = new ArrayList<>();

  @Option(
      names = "--price",
      paramLabel = "CATEGORY=AMOUNT",
      description = "In minor units; repeat for each category.")
  private Map<String, Long> prices = new LinkedHashMap<>();

  @Option(
      names = "--sales-open",
      paramLabel = "TIME",
      description = "When the sale opens (default: now).")
  private String salesOpen;

  @Option(
      names = "--sales-close",
      paramLabel = "TIME",
      description = "When it ends (default: at the last performance).")
  private String salesClose;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "Asia/Seoul",
      description = "Zone of the times above (default: ${DEFAULT-VALUE}).")
  private String timeZone;

  @Option(names = "--currency", paramLabel = "CODE", description = "ISO 4217, such as KRW.")
  private String currency;

  @Option(names = "--capacity", paramLabel = "N", description = "Buyers admitted at a time.")
  private Integer capacity;

  @Option(names = "--admit-per-minute", paramLabel = "N", description = "0: no limit.")
  private Integer admitPerMinute;

  @Option(names = "--max-held-seats", paramLabel = "N", description = "A user's holds at a time.")
  private Integer maxHeldSeats;

  @Option(names = "--max-seats", paramLabel = "N", description = "A user's holds and own seats.")
  private Integer maxSeatsPerUser;

  @Option(names = "--hold-seconds", paramLabel = "N", description = "How long a hold lasts.")
  private Integer holdSeconds;

  /** The first option that must be there and is not; null where all are. */
  String missing() {
    if (title == null) {
      return "--title";
    }
    if (venue == null) {
      return "--venue";
    }
    if (performances.isEmpty()) {
      return "--performance";
    }
    return prices.isEmpty() ? "--price" : null;
  }

  /** The import's body around this plan. */
  JsonNode body(JsonNode plan, Instant now) {
    List<Instant> starts = performances.stream().map(this::instant).sorted().toList();
    ObjectNode body = RestChannel.JSON.createObjectNode();
    body.put("title", title).put("venue", venue).put("timeZone", timeZone);
    Instant open = salesOpen == null ? now.truncatedTo(ChronoUnit.SECONDS) : instant(salesOpen);
    Instant close = salesClose == null ? starts.get(starts.size() - 1) : instant(salesClose);
    body.put("salesOpenAt", iso(open)).put("salesCloseAt", iso(close));
    putIfGiven(body, "maxHeldSeats", maxHeldSeats);
    putIfGiven(body, "maxSeatsPerUser", maxSeatsPerUser);
    putIfGiven(body, "holdSeconds", holdSeconds);
    if (currency != null) {
      body.put("currency", currency);
    }
    ObjectNode queue = RestChannel.JSON.createObjectNode();
    putIfGiven(queue, "capacity", capacity);
    putIfGiven(queue, "admitPerMinute", admitPerMinute);
    if (!queue.isEmpty()) {
      body.set("queue", queue);
    }
    ObjectNode amounts = body.putObject("prices");
    prices.forEach(amounts::put);
    ArrayNode items = body.putArray("performances");
    starts.forEach(start -> items.addObject().put("startsAt", iso(start)));
    body.set("seatingPlan", plan);
    return body;
  }

  private static void putIfGiven(ObjectNode node, String field, Integer value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  /** As the contract writes times: UTC with milliseconds. */
  static String iso(Instant time) {
    return MILLISECONDS.format(time);
  }

  private Instant instant(String text) {
    try {
      return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(ZoneId.of(timeZone)).toInstant();
    } catch (DateTimeException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "Not a time: " + Text.printable(text) + " (time zone " + timeZone + ")",
          "write it like 2027-01-15T19:30 or 2027-01-15T10:30:00Z");
    }
  }
}
