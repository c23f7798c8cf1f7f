package io.boxoffice.admin;

import io.boxoffice.shared.error.ImportPhrase;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.store.NewConcert;
import io.boxoffice.store.NewConcert.NewSeat;
import io.boxoffice.store.NewConcert.QueueSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the body of an import: everything is checked, every fault is listed, and what comes out can
 * be written as it is. Pure; takes some tens of milliseconds for 100,000 seats, so call it on a
 * worker.
 */
final class ConcertImportReader {
  static final int MAX_PERFORMANCES = 366;
  static final int MAX_TOTAL_SEATS = 200_000;
  private static final int MAX_TITLE = 200;

  private static final Set<String> FIELDS =
      Set.of(
          "title",
          "venue",
          "currency",
          "salesOpenAt",
          "salesCloseAt",
          "timeZone",
          "state",
          "maxHeldSeats",
          "maxSeatsPerUser",
          "holdSeconds",
          "queue",
          "prices",
          "seatingPlan",
          "performances");

  private static final Set<String> QUEUE_FIELDS =
      Set.of(
          "capacity", "admitPerMinute", "maxWaiting", "waitingTtlSeconds", "admissionTtlSeconds");

  private final ImportErrors errors = new ImportErrors();
  private final Fields body;
  private final long nowMs;

  private ConcertImportReader(JsonObject body, long nowMs) {
    this.body = new Fields(body, "", errors);
    this.nowMs = nowMs;
  }

  /**
   * The concert that the body describes.
   *
   * @param nowMs by the one clock; a sale whose opening is not after it is open at once
   * @throws io.boxoffice.shared.error.Refusal VALIDATION_FAILED that lists every fault
   */
  static NewConcert read(JsonObject body, long nowMs) {
    return new ConcertImportReader(body, nowMs).read();
  }

  private NewConcert read() {
    body.refuseOthers(FIELDS);
    String title = body.text("title", 1, MAX_TITLE).orElse("").strip();
    String venue = body.text("venue", 1, MAX_TITLE).orElse("").strip();
    String currency = currency();
    String timeZone = timeZone();
    List<Long> starts = performances();
    OptionalLong open = body.time("salesOpenAt");
    OptionalLong close = close(starts);
    if (open.isPresent() && close.isPresent() && open.getAsLong() >= close.getAsLong()) {
      errors.add("/salesCloseAt", ImportPhrase.CLOSES_BEFORE_OPENING_OR_START);
    }
    int maxHeldSeats = body.whole("maxHeldSeats", 1, 100, 1);
    int maxSeatsPerUser = body.whole("maxSeatsPerUser", 1, 100, 4);
    int holdSeconds = body.whole("holdSeconds", 1, 3_600, 300);
    boolean draft = isDraft();
    QueueSettings queue = queue();
    List<NewSeat> seats = new SeatingPlanReader(errors).read(body);
    if ((long) seats.size() * starts.size() > MAX_TOTAL_SEATS) {
      errors.add("/performances", ImportPhrase.TOO_MANY_SEATS_IN_ALL, MAX_TOTAL_SEATS);
    }
    if (!errors.isEmpty()) {
      throw errors.refusal();
    }
    ConcertState state = open.getAsLong() <= nowMs ? ConcertState.ON_SALE : ConcertState.SCHEDULED;
    return new NewConcert(
        title,
        venue,
        draft ? ConcertState.DRAFT : state,
        currency,
        timeZone,
        open.getAsLong(),
        close.getAsLong(),
        maxHeldSeats,
        maxSeatsPerUser,
        holdSeconds,
        queue,
        starts,
        seats);
  }

  private String currency() {
    String code = body.text("currency", 3, 3, "KRW").orElse("KRW");
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      errors.add("/currency", ImportPhrase.UNKNOWN_CURRENCY);
      return code;
    }
  }

  private String timeZone() {
    String id = body.text("timeZone", 1, 64, "Asia/Seoul").orElse("Asia/Seoul");
    try {
      if (ZoneId.getAvailableZoneIds().contains(id)) {
        return ZoneId.of(id).getId();
      }
    } catch (DateTimeException e) {
      // Named but without rules: refused below.
    }
    errors.add("/timeZone", ImportPhrase.UNKNOWN_TIME_ZONE);
    return id;
  }

  private boolean isDraft() {
    String state = body.text("state", 1, 20, "").orElse("");
    if (!state.isEmpty() && !state.equals(ConcertState.DRAFT.name())) {
      errors.add("/state", ImportPhrase.DRAFT_OR_ABSENT);
    }
    return !state.isEmpty();
  }

  /** Without one the sale closes when the last performance starts. */
  private OptionalLong close(List<Long> starts) {
    if (body.has("salesCloseAt")) {
      return body.time("salesCloseAt");
    }
    return starts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(starts.get(starts.size() - 1));
  }

  private List<Long> performances() {
    JsonArray performances = body.array("performances");
    if (performances.size() > MAX_PERFORMANCES) {
      errors.add("/performances", ImportPhrase.TOO_MANY_PERFORMANCES, MAX_PERFORMANCES);
      return List.of();
    }
    if (performances.isEmpty() && body.has("performances")) {
      errors.add("/performances", ImportPhrase.NO_PERFORMANCE);
    }
    TreeSet<Long> starts = new TreeSet<>();
    for (int i = 0; i < performances.size(); i++) {
      body.element("performances", performances, i)
          .ifPresent(
              performance -> {
                performance.refuseOthers(Set.of("startsAt"));
                performance
                    .time("startsAt")
                    .ifPresent(
                        start -> {
                          if (!starts.add(start)) {
                            errors.add(performance.pointer("startsAt"), ImportPhrase.SAME_START);
                          }
                        });
              });
    }
    return List.copyOf(starts);
  }

  private QueueSettings queue() {
    JsonObject given =
        body.has("queue") ? body.object("queue").orElse(new JsonObject()) : new JsonObject();
    Fields queue = new Fields(given, "/queue", errors);
    queue.refuseOthers(QUEUE_FIELDS);
    return new QueueSettings(
        queue.whole("capacity", 0, 200_000, 100),
        queue.whole("admitPerMinute", 0, 1_000_000, 0),
        queue.whole("maxWaiting", 0, 2_000_000, 1_000_000),
        queue.whole("waitingTtlSeconds", 1, 3_600, 120),
        queue.whole("admissionTtlSeconds", 1, 86_400, 600));
  }
}
