package io.boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.Violation;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.store.NewConcert;
import io.boxoffice.store.NewConcert.NewSeat;
import io.boxoffice.store.NewConcert.QueueSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcertImportReaderTest {
  private static final long NOW_MS = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

  @Test
  void aPlanOfTheEditorImportsAsItIs() {
    NewConcert concert = read(SamplePlans.body(2, 2));

    assertThat(concert.seats())
        .containsExactly(
            new NewSeat("guid-1-1", "Ground floor", "R1", "1", "front", 90_000),
            new NewSeat("guid-1-2", "Ground floor", "R1", "2", "front", 90_000),
            new NewSeat("guid-2-1", "Ground floor", "R2", "1", "back", 0),
            new NewSeat("guid-2-2", "Ground floor", "R2", "2", "back", 0));
    assertThat(concert.startsAtMs())
        .containsExactly(Instant.parse("2099-12-31T10:00:00Z").toEpochMilli());
  }

  @Test
  void whatIsAbsentHasTheContractsDefaults() {
    JsonObject body = SamplePlans.body(2, 1);
    body.remove("salesCloseAt");

    NewConcert concert = read(body);

    assertThat(concert.currency()).isEqualTo("KRW");
    assertThat(concert.timeZone()).isEqualTo("Asia/Seoul");
    assertThat(concert.maxHeldSeats()).isEqualTo(1);
    assertThat(concert.maxSeatsPerUser()).isEqualTo(4);
    assertThat(concert.holdSeconds()).isEqualTo(300);
    assertThat(concert.queue()).isEqualTo(new QueueSettings(100, 0, 1_000_000, 120, 600));
    assertThat(concert.salesCloseAtMs()).isEqualTo(concert.startsAtMs().get(0));
  }

  @Test
  void theOpeningAndTheDraftDecideTheState() {
    JsonObject later = SamplePlans.body(2, 1).put("salesOpenAt", "2026-11-21T00:00:00.001Z");
    JsonObject now = SamplePlans.body(2, 1).put("salesOpenAt", "2026-11-21T00:00:00Z");
    JsonObject draft = SamplePlans.body(2, 1).put("state", "DRAFT");

    assertThat(read(later).state()).isEqualTo(ConcertState.SCHEDULED);
    assertThat(read(now).state()).isEqualTo(ConcertState.ON_SALE);
    assertThat(read(draft).state()).isEqualTo(ConcertState.DRAFT);
  }

  @Test
  void rowsMayLackTheirLabelOrShareIt() {
    JsonObject body = SamplePlans.body(3, 1);
    SamplePlans.row(body, 0).remove("row_number");
    SamplePlans.row(body, 1).put("row_number", "R3");

    assertThat(read(body).seats()).extracting(NewSeat::row).containsExactly("", "R3", "R3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "title; null; /title",
        "title; \"\"; /title",
        "title; \"   \"; /title",
        "title; \"a\\u0000b\"; /title",
        "title; 7; /title",
        "currency; \"ABC\"; /currency",
        "timeZone; \"Asia/Atlantis\"; /timeZone",
        "timeZone; \"+09:00\"; /timeZone",
        "salesOpenAt; \"tomorrow\"; /salesOpenAt",
        "salesOpenAt; \"2026-01-01T00:00:00\"; /salesOpenAt",
        "salesOpenAt; \"+999999999-01-01T00:00:00Z\"; /salesOpenAt",
        "salesOpenAt; \"2100-01-01T00:00:00Z\"; /salesCloseAt",
        "maxHeldSeats; 0; /maxHeldSeats",
        "maxSeatsPerUser; 101; /maxSeatsPerUser",
        "holdSeconds; 3601; /holdSeconds",
        "holdSeconds; 1.5; /holdSeconds",
        "holdSeconds; 1e400; /holdSeconds",
        "state; \"CLOSED\"; /state",
        "queue; []; /queue",
        "queue; {\"capacity\": 200001}; /queue/capacity",
        "queue; {\"speed\": 1}; /queue/speed",
        "prices; {\"front\": -1, \"back\": 0}; /prices/front",
        "prices; {\"front\": 1000000001, \"back\": 0}; /prices/front",
        "prices; {\"front\": 1}; /prices/back",
        "prices; {\"front\": 1, \"back\": 0, \"si/de\": 1}; /prices/si~1de",
        "prices; null; /prices",
        "performances; []; /performances",
        "performances; [7]; /performances/0",
        "performances; [{}]; /performances/0/startsAt",
        "seatingPlan; {\"zones\": []}; /seatingPlan",
        "seatingPlan; {}; /seatingPlan/zones",
        "seatingPlan; {\"zones\": [{\"rows\": [{}]}]}; /seatingPlan/zones/0/rows/0/seats",
        "surprise; 1; /surprise"
      })
  void everyFaultIsNamedByItsPointer(String field, String json, String pointer) {
    JsonObject body = SamplePlans.body(2, 1);
    body.put(field, new JsonObject("{\"value\": " + json + "}").getValue("value"));

    assertThat(pointers(body)).contains(pointer);
  }

  @Test
  void allFaultsAreListedAtOnceWithTheirPlace() {
    JsonObject body = SamplePlans.body(2, 3).put("title", "").put("currency", "won");
    SamplePlans.seat(body, 0, 1).remove("seat_number");
    SamplePlans.seat(body, 0, 2).put("seat_guid", "guid-1-1");
    SamplePlans.seat(body, 1, 0).put("category", "balcony");

    assertThat(pointers(body))
        .containsExactlyInAnyOrder(
            "/title",
            "/currency",
            "/seatingPlan/zones/0/rows/0/seats/1/seat_number",
            "/seatingPlan/zones/0/rows/0/seats/2/seat_guid",
            "/seatingPlan/zones/0/rows/1/seats/0/category",
            "/prices/balcony");
  }

  @Test
  void theListIsCappedAndSaysHowManyMore() {
    JsonObject body = SamplePlans.body(1, 450).put("prices", new JsonObject().put("front", 1));
    for (int i = 0; i < 450; i++) {
      SamplePlans.seat(body, 0, i).put("seat_number", "x".repeat(65));
    }

    Refusal refusal = refusal(body);

    assertThat(refusal.violations()).hasSize(200);
    assertThat(refusal.attributes().getLong("moreErrors")).isEqualTo(250);
    assertThat(refusal.detail()).contains("450").contains("250");
  }

  @Test
  void performancesStartAtDifferentTimes() {
    JsonObject body = SamplePlans.body(2, 1);
    body.getJsonArray("performances").add(new JsonObject().put("startsAt", "2099-12-31T10:00:00Z"));

    assertThat(pointers(body)).containsExactly("/performances/1/startsAt");
  }

  @Test
  void tooLargeASaleIsRefused() {
    JsonObject body = SamplePlans.body(100, 1_000);
    JsonArray performances = new JsonArray();
    for (int day = 1; day <= 3; day++) {
      performances.add(new JsonObject().put("startsAt", "2099-12-0" + day + "T10:00:00Z"));
    }

    assertThat(pointers(body.put("performances", performances))).containsExactly("/performances");
    assertThat(pointers(SamplePlans.body(101, 1_000))).contains("/seatingPlan");
  }

  private static NewConcert read(JsonObject body) {
    return ConcertImportReader.read(body, NOW_MS);
  }

  private static Refusal refusal(JsonObject body) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(body));
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
    return refusal;
  }

  private static List<String> pointers(JsonObject body) {
    return refusal(body).violations().stream().map(Violation::pointer).toList();
  }
}
