package io.boxoffice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlansTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  private record DrawnSeat(String guid, String number, String category, int x, int y) {}

  private static List<DrawnSeat> seats(JsonNode plan) {
    List<DrawnSeat> seats = new ArrayList<>();
    for (JsonNode zone : plan.get("zones")) {
      for (JsonNode row : zone.get("rows")) {
        for (JsonNode seat : row.get("seats")) {
          seats.add(
              new DrawnSeat(
                  seat.get("seat_guid").asText(),
                  seat.get("seat_number").asText(),
                  seat.get("category").asText(),
                  sum("x", zone, row, seat),
                  sum("y", zone, row, seat)));
        }
      }
    }
    return seats;
  }

  private static int sum(String axis, JsonNode... parts) {
    int sum = 0;
    for (JsonNode part : parts) {
      sum += part.get("position").get(axis).intValue();
    }
    return sum;
  }

  private static void assertSound(JsonNode plan, int expectedSeats) {
    List<DrawnSeat> seats = seats(plan);
    assertThat(seats).hasSize(expectedSeats);
    assertThat(seats).extracting(DrawnSeat::guid).doesNotHaveDuplicates();
    assertThat(seats).extracting(seat -> seat.x() + "," + seat.y()).doesNotHaveDuplicates();
    Set<String> categories = new HashSet<>();
    plan.get("categories").forEach(category -> categories.add(category.get("name").asText()));
    assertThat(categories).hasSize(3);
    Set<String> used = new HashSet<>();
    seats.forEach(seat -> used.add(seat.category()));
    assertThat(used).isEqualTo(categories);
    int width = plan.at("/size/width").asInt();
    int height = plan.at("/size/height").asInt();
    assertThat(seats).allMatch(s -> s.x() >= 0 && s.x() <= width && s.y() >= 0 && s.y() <= height);
  }

  @Test
  void theTheatreHasThreeHundredSeats() {
    assertSound(DemoConcert.theatrePlan(), 300);
  }

  @Test
  void theArenaHasTenThousandSeats() {
    assertSound(ArenaPlan.draw(), 10_000);
    assertThat(ArenaPlan.draw()).isEqualTo(ArenaPlan.draw());
  }

  @Test
  void seatsOfTheArenaDoNotOverlap() {
    // A grid of cells smaller than a seat: neighbours in the plan never share one.
    assertThat(seats(ArenaPlan.draw()))
        .extracting(seat -> seat.x() / 8 + "," + seat.y() / 8)
        .doesNotHaveDuplicates();
  }

  @Test
  void pricesNameTheCategoriesAndTheSaleIsOpen() throws IOException {
    for (DemoConcert concert :
        List.of(DemoConcert.theatre(20, 2, List.of(7, 8)), DemoConcert.arena())) {
      JsonNode body = new ObjectMapper().readTree(concert.body(NOW));
      Set<String> priced = new HashSet<>();
      body.get("prices").fieldNames().forEachRemaining(priced::add);
      Set<String> drawn = new HashSet<>();
      body.at("/seatingPlan/categories").forEach(c -> drawn.add(c.get("name").asText()));
      assertThat(priced).isEqualTo(drawn);
      assertThat(Instant.parse(body.get("salesOpenAt").asText())).isBefore(NOW);
      assertThat(Instant.parse(body.get("salesCloseAt").asText())).isAfter(NOW);
      assertThat(Instant.parse(body.at("/performances/0/startsAt").asText())).isAfter(NOW);
    }
  }
}
