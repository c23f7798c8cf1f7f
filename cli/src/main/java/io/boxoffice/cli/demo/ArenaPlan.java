package io.boxoffice.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.client.RestChannel;

/**
 * Draws an arena of 10,000 seats in pretix's seating-plan format: four blocks on the floor and two
 * rings of sections around them. Drawn anew each time, since as a file it would be a megabyte.
 */
final class ArenaPlan {
  private static final int SIZE = 2_400;
  private static final int CENTRE = SIZE / 2;
  private static final int SPACING = 14;

  private static final int FLOOR_BLOCKS = 4;
  private static final int FLOOR_ROWS = 26;
  private static final int FLOOR_SEATS = 20;

  /**
   * A ring of sections; each row further out has more seats.
   *
   * @param firstRadius of the row nearest to the stage, in the plan's units
   * @param seatsEveryRows after how many rows a row has one seat more
   */
  private record Ring(
      String category,
      int sections,
      int rows,
      int firstRadius,
      int firstRowSeats,
      int seatsEveryRows) {}

  private static final Ring LOWER = new Ring("Lower", 12, 20, 560, 14, 4);
  private static final Ring UPPER = new Ring("Upper", 16, 15, 880, 15, 3);

  private ArenaPlan() {}

  /** The plan, the same each time. */
  static ObjectNode draw() {
    ObjectNode plan = RestChannel.JSON.createObjectNode();
    plan.put("name", "Harbour Arena");
    plan.putObject("size").put("width", SIZE).put("height", SIZE);
    ArrayNode categories = plan.putArray("categories");
    categories.addObject().put("name", "Floor").put("color", "#c0392b");
    categories.addObject().put("name", LOWER.category()).put("color", "#e67e22");
    categories.addObject().put("name", UPPER.category()).put("color", "#2980b9");
    ArrayNode zones = plan.putArray("zones");
    for (int block = 0; block < FLOOR_BLOCKS; block++) {
      drawBlock(zones, block);
    }
    drawRing(zones, LOWER);
    drawRing(zones, UPPER);
    return plan;
  }

  private static void drawBlock(ArrayNode zones, int block) {
    String name = "Floor " + (char) ('A' + block);
    int left = block % 2 == 0 ? CENTRE - 40 - FLOOR_SEATS * SPACING : CENTRE + 40;
    int top = block < 2 ? CENTRE - 40 - FLOOR_ROWS * SPACING : CENTRE + 40;
    ArrayNode rows = zone(zones, name, left, top);
    for (int row = 1; row <= FLOOR_ROWS; row++) {
      ArrayNode seats = row(rows, row, 0, (row - 1) * SPACING);
      for (int seat = 1; seat <= FLOOR_SEATS; seat++) {
        seat(seats, name, row, seat, "Floor", (seat - 1) * SPACING, 0);
      }
    }
  }

  private static void drawRing(ArrayNode zones, Ring ring) {
    double sectionAngle = 2 * Math.PI / ring.sections();
    for (int section = 0; section < ring.sections(); section++) {
      String name = ring.category() + " " + (section + 1);
      ArrayNode rows = zone(zones, name, CENTRE, CENTRE);
      for (int row = 1; row <= ring.rows(); row++) {
        int radius = ring.firstRadius() + (row - 1) * SPACING;
        int count = ring.firstRowSeats() + (row - 1) / ring.seatsEveryRows();
        ArrayNode seats = row(rows, row, 0, 0);
        for (int seat = 1; seat <= count; seat++) {
          double offset = (seat - (count + 1) / 2.0) * SPACING / radius;
          double angle = section * sectionAngle + offset;
          int x = (int) Math.round(radius * Math.cos(angle));
          int y = (int) Math.round(radius * Math.sin(angle));
          seat(seats, name, row, seat, ring.category(), x, y);
        }
      }
    }
  }

  private static ArrayNode zone(ArrayNode zones, String name, int x, int y) {
    ObjectNode zone = zones.addObject().put("name", name);
    zone.putObject("position").put("x", x).put("y", y);
    zone.putArray("areas");
    return zone.putArray("rows");
  }

  private static ArrayNode row(ArrayNode rows, int number, int x, int y) {
    ObjectNode row = rows.addObject().put("row_number", Integer.toString(number));
    row.putObject("position").put("x", x).put("y", y);
    return row.putArray("seats");
  }

  private static void seat(
      ArrayNode seats, String zone, int row, int number, String category, int x, int y) {
    ObjectNode seat = seats.addObject();
    seat.put("seat_guid", zone.replace(' ', '-') + "-" + row + "-" + number);
    seat.put("seat_number", Integer.toString(number));
    seat.put("category", category);
    seat.putObject("position").put("x", x).put("y", y);
  }
}
