package io.boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.AdminMessages.ImportPreview;
import io.boxoffice.shared.messages.AdminMessages.PreviewedCategory;
import io.boxoffice.shared.messages.AdminMessages.PreviewedQueue;
import io.boxoffice.shared.messages.AdminMessages.PreviewedZone;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ConcertPreviewTest {
  private static final long NOW_MS = 1_800_000_000_000L;

  private static ImportPreview preview(JsonObject body) {
    return ConcertPreview.of(ConcertImportReader.read(body, NOW_MS), NOW_MS);
  }

  @Test
  void countsZonesRowsAndCategoriesOfOnePerformance() {
    JsonObject body = SamplePlans.body(3, 4);
    body.getJsonArray("performances")
        .add(new JsonObject().put("startsAt", "2099-12-30T19:00:00+09:00"));

    ImportPreview preview = preview(body);

    assertThat(preview.zones()).containsExactly(new PreviewedZone("Ground floor", 3, 12));
    assertThat(preview.categories())
        .containsExactly(
            new PreviewedCategory("front", 4, 90_000), new PreviewedCategory("back", 8, 0));
    assertThat(preview.totalSeats()).isEqualTo(24);
    assertThat(preview.startsAtMs()).isSorted().hasSize(2);
  }

  @Test
  void zonesAndRowsOfOneNameAreOne() {
    JsonObject body = SamplePlans.body(2, 1);
    SamplePlans.row(body, 1).put("row_number", "R1");
    JsonObject more = SamplePlans.plan(1, 1).getJsonArray("zones").getJsonObject(0).copy();
    more.getJsonArray("rows")
        .getJsonObject(0)
        .getJsonArray("seats")
        .getJsonObject(0)
        .put("seat_guid", "other");
    body.getJsonObject("seatingPlan").getJsonArray("zones").add(more);

    assertThat(preview(body).zones()).containsExactly(new PreviewedZone("Ground floor", 1, 3));
  }

  @Test
  void aZoneWithoutSeatsIsLeftOut() {
    JsonObject body = SamplePlans.body(1, 1);
    body.getJsonObject("seatingPlan")
        .getJsonArray("zones")
        .add(new JsonObject().put("name", "Standing").put("rows", new JsonArray()));

    assertThat(preview(body).zones()).extracting(PreviewedZone::name).doesNotContain("Standing");
  }

  @Test
  void fillsTheDefaultsIn() {
    ImportPreview preview = preview(SamplePlans.body(1, 1));

    assertThat(preview.currency()).isEqualTo("KRW");
    assertThat(preview.timeZone()).isEqualTo("Asia/Seoul");
    assertThat(preview.holdSeconds()).isEqualTo(300);
    assertThat(preview.queue()).isEqualTo(new PreviewedQueue(100, 0, 1_000_000, 120, 600));
    assertThat(preview.state()).isEqualTo(ConcertState.ON_SALE);
  }

  @Test
  void saysTheStateThatItWouldHaveNow() {
    JsonObject body = SamplePlans.body(1, 1);

    assertThat(preview(body.copy().put("salesOpenAt", "2099-01-01T00:00:00Z")).state())
        .isEqualTo(ConcertState.SCHEDULED);
    assertThat(preview(body.copy().put("salesCloseAt", "2026-02-01T00:00:00Z")).state())
        .isEqualTo(ConcertState.CLOSED);
    assertThat(preview(body.copy().put("state", "DRAFT")).state()).isEqualTo(ConcertState.DRAFT);
  }
}
