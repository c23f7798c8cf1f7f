package io.boxoffice.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Bodies of imports for tests. */
final class SamplePlans {
  private SamplePlans() {}

  /** A body that imports: one zone of {@code rows} rows with {@code seatsPerRow} seats each. */
  static JsonObject body(int rows, int seatsPerRow) {
    return new JsonObject()
        .put("title", "A concert")
        .put("venue", "A hall")
        .put("salesOpenAt", "2026-01-01T00:00:00Z")
        .put("salesCloseAt", "2100-01-01T00:00:00Z")
        .put("prices", new JsonObject().put("front", 90_000).put("back", 0))
        .put("seatingPlan", plan(rows, seatsPerRow))
        .put(
            "performances",
            new JsonArray().add(new JsonObject().put("startsAt", "2099-12-31T19:00:00+09:00")));
  }

  /** A plan with the members that pretix's editor writes and we leave aside. */
  static JsonObject plan(int rows, int seatsPerRow) {
    JsonArray rowList = new JsonArray();
    for (int row = 1; row <= rows; row++) {
      JsonArray seats = new JsonArray();
      for (int number = 1; number <= seatsPerRow; number++) {
        seats.add(
            new JsonObject()
                .put("seat_guid", "guid-" + row + "-" + number)
                .put("seat_number", Integer.toString(number))
                .put("position", new JsonObject().put("x", number).put("y", row))
                .put("category", row == 1 ? "front" : "back"));
      }
      rowList.add(new JsonObject().put("row_number", "R" + row).put("seats", seats));
    }
    JsonObject zone =
        new JsonObject()
            .put("name", "Ground floor")
            .put("position", new JsonObject().put("x", 0).put("y", 0))
            .put("rows", rowList)
            .put("areas", new JsonArray().add(new JsonObject().put("shape", "circle")));
    return new JsonObject()
        .put("name", "A plan")
        .put("size", new JsonObject().put("width", 1).put("height", 1))
        .put(
            "categories",
            new JsonArray()
                .add(new JsonObject().put("name", "front").put("color", "red"))
                .add(new JsonObject().put("name", "back").put("color", "blue")))
        .put("zones", new JsonArray().add(zone));
  }

  static JsonObject seat(JsonObject body, int row, int seat) {
    return row(body, row).getJsonArray("seats").getJsonObject(seat);
  }

  static JsonObject row(JsonObject body, int row) {
    return body.getJsonObject("seatingPlan")
        .getJsonArray("zones")
        .getJsonObject(0)
        .getJsonArray("rows")
        .getJsonObject(row);
  }
}
