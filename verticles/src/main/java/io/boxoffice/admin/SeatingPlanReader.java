package io.boxoffice.admin;

import io.boxoffice.shared.error.ImportPhrase;
import io.boxoffice.store.NewConcert.NewSeat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a seating plan in the open JSON format of pretix's seating-plan editor, with the prices of
 * its categories. What the plan draws (positions, colours, areas) and fields that are not known are
 * left aside. One reader reads one plan.
 */
final class SeatingPlanReader {
  static final int MAX_SEATS = 100_000;
  static final long MAX_PRICE_MINOR = 1_000_000_000L;
  private static final int MAX_CATEGORIES = 1_000;
  private static final int MAX_ZONE = 200;
  private static final int MAX_LABEL = 64;
  private static final int MAX_GUID = 200;
  private static final int MAX_CATEGORY = 64;

  private final ImportErrors errors;
  private final Map<String, Long> prices = new HashMap<>();
  private final Set<String> declared = new HashSet<>();

  /** Categories of seats with the pointer of the first seat of each. */
  private final Map<String, String> used = new LinkedHashMap<>();

  private final Map<String, String> guids = new HashMap<>();
  private final List<NewSeat> seats = new ArrayList<>();
  private boolean tooMany;

  SeatingPlanReader(ImportErrors errors) {
    this.errors = errors;
  }

  /** The seats in plan order; complete only where no error was noted. */
  List<NewSeat> read(Fields body) {
    Optional<JsonObject> priceList = body.object("prices");
    priceList.ifPresent(list -> readPrices(new Fields(list, "/prices", errors), list));
    Optional<JsonObject> plan = body.object("seatingPlan");
    if (plan.isEmpty()) {
      return seats;
    }
    Fields fields = new Fields(plan.get(), "/seatingPlan", errors);
    readCategories(fields);
    JsonArray zones = fields.array("zones");
    for (int i = 0; i < zones.size(); i++) {
      fields.element("zones", zones, i).ifPresent(this::readZone);
    }
    if (seats.isEmpty() && errors.isEmpty()) {
      errors.add("/seatingPlan", ImportPhrase.NO_SEAT);
    }
    if (priceList.isPresent()) {
      checkPrices();
    }
    return seats;
  }

  private void readPrices(Fields fields, JsonObject list) {
    if (list.size() > MAX_CATEGORIES) {
      errors.add("/prices", ImportPhrase.TOO_MANY_CATEGORIES, MAX_CATEGORIES);
      return;
    }
    for (String category : list.fieldNames()) {
      // A bad price is noted where it stands; zero keeps it from being reported as missing, too.
      prices.put(category, fields.whole(category, 0L, MAX_PRICE_MINOR).orElse(0L));
    }
  }

  private void readCategories(Fields plan) {
    if (!plan.has("categories")) {
      return;
    }
    JsonArray categories = plan.array("categories");
    for (int i = 0; i < categories.size() && i < MAX_CATEGORIES; i++) {
      plan.element("categories", categories, i)
          .flatMap(category -> category.text("name", 1, MAX_CATEGORY))
          .ifPresent(declared::add);
    }
  }

  private void readZone(Fields zone) {
    String name = zone.text("name", 0, MAX_ZONE, "").orElse("");
    if (!zone.has("rows")) {
      return;
    }
    JsonArray rows = zone.array("rows");
    for (int i = 0; i < rows.size() && !tooMany; i++) {
      zone.element("rows", rows, i).ifPresent(row -> readRow(name, row));
    }
  }

  private void readRow(String zone, Fields row) {
    String label = row.text("row_number", 0, MAX_LABEL, "").orElse("");
    JsonArray rowSeats = row.array("seats");
    for (int i = 0; i < rowSeats.size() && !tooMany; i++) {
      row.element("seats", rowSeats, i).ifPresent(seat -> readSeat(zone, label, seat));
    }
  }

  private void readSeat(String zone, String row, Fields seat) {
    if (seats.size() == MAX_SEATS) {
      tooMany = true;
      errors.add("/seatingPlan", ImportPhrase.TOO_MANY_SEATS, MAX_SEATS);
      return;
    }
    String guid = seat.text("seat_guid", 1, MAX_GUID).orElse("");
    String number = seat.text("seat_number", 1, MAX_LABEL).orElse("");
    String category = seat.text("category", 1, MAX_CATEGORY).orElse("");
    String at = seat.pointer("seat_guid");
    String first = guid.isEmpty() ? null : guids.putIfAbsent(guid, at);
    if (first != null) {
      errors.add(at, ImportPhrase.SAME_SEAT_GUID, first);
    }
    if (!category.isEmpty()) {
      used.putIfAbsent(category, seat.pointer("category"));
      if (!declared.isEmpty() && !declared.contains(category)) {
        errors.add(seat.pointer("category"), ImportPhrase.UNDECLARED_CATEGORY);
      }
    }
    seats.add(new NewSeat(guid, zone, row, number, category, prices.getOrDefault(category, 0L)));
  }

  private void checkPrices() {
    used.forEach(
        (category, seat) -> {
          if (!prices.containsKey(category)) {
            errors.add(ImportErrors.below("/prices", category), ImportPhrase.PRICE_MISSING, seat);
          }
        });
    for (String category : prices.keySet()) {
      if (!used.containsKey(category) && !declared.contains(category)) {
        errors.add(ImportErrors.below("/prices", category), ImportPhrase.PRICE_OF_NO_CATEGORY);
      }
    }
  }
}
