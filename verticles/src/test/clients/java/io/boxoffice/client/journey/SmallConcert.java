package io.boxoffice.client.journey;

import io.boxoffice.client.model.ImportConcert;
import io.boxoffice.client.model.NewPerformance;
import io.boxoffice.client.model.NewQueue;
import io.boxoffice.client.model.PlanCategory;
import io.boxoffice.client.model.PlanRow;
import io.boxoffice.client.model.PlanSeat;
import io.boxoffice.client.model.SeatingPlan;
import io.boxoffice.client.model.Zone;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What an operator of the generated client imports. */
final class SmallConcert {
  private SmallConcert() {}

  /** On sale at once, one buyer admitted at a time. */
  static ImportConcert ofTwoSeats(long price) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    PlanRow row = new PlanRow().rowNumber("A").addSeatsItem(seat("1")).addSeatsItem(seat("2"));
    return new ImportConcert()
        .title("A concert")
        .venue("A hall")
        .salesOpenAt(now.minusMinutes(1))
        .prices(Map.of("Standard", price))
        .queue(new NewQueue().capacity(1))
        .addPerformancesItem(new NewPerformance().startsAt(now.plusDays(30)))
        .seatingPlan(
            new SeatingPlan()
                .name("A plan")
                .addCategoriesItem(new PlanCategory().name("Standard"))
                .addZonesItem(new Zone().name("Stalls").addRowsItem(row)));
  }

  private static PlanSeat seat(String number) {
    return new PlanSeat().seatGuid("seat-" + number).seatNumber(number).category("Standard");
  }
}
