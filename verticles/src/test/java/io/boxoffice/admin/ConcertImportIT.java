package io.boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AdminMessages.CheckImport;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.AdminMessages.ImportedConcert;
import io.boxoffice.shared.messages.AdminMessages.Verify;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an import writes, and what it does not. */
class ConcertImportIT extends OnAdminVerticle {
  @Test
  void aConcertIsThereWholeWithItsSeatsInPlanOrder() {
    JsonObject body = SamplePlans.body(3, 4);
    ImportedConcert imported = ask(new ImportConcert(OPERATOR, body, null));

    assertThat(imported.state()).isEqualTo(ConcertState.ON_SALE);
    assertThat(imported.totalSeats()).isEqualTo(12);
    assertThat(imported.replayed()).isFalse();
    assertThat(one("select title from concerts").getString("title"))
        .isEqualTo(body.getString("title"));
    assertThat(
            one("select string_agg(ordinal || row_label || number || price, ' ' order by"
                    + " ordinal) as v from seats where ordinal in (1, 2, 5, 12)")
                .getString("v"))
        .isEqualTo("1R1190000 2R1290000 5R210 12R340");
    assertThat(applied).containsOnlyKeys(imported.concertId());
    assertThat(ask(new Verify()).findings()).isEmpty();
  }

  @Test
  void aFaultyPlanImportsNothing() {
    JsonObject body = SamplePlans.body(3, 4);
    SamplePlans.seat(body, 2, 3).put("seat_guid", "guid-1-1");

    assertThat(refusal(new ImportConcert(OPERATOR, body, null)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(count("concerts") + count("seats") + count("audit_entries")).isZero();
  }

  @Test
  void aCheckWritesNothingAndFindsWhatTheImportFinds() {
    JsonObject bad = SamplePlans.body(3, 4).put("holdSeconds", 0).put("title", "");
    Refusal checked = refused(new CheckImport(bad));
    Refusal imported = refused(new ImportConcert(OPERATOR, bad, null));

    assertThat(ask(new CheckImport(SamplePlans.body(3, 4))).totalSeats()).isEqualTo(12);
    assertThat(checked.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(checked.attributes()).isEqualTo(imported.attributes());
    assertThat(
            count("concerts") + count("seats") + count("audit_entries") + count("idempotency_keys"))
        .isZero();
  }

  @Test
  void sixtyThousandSeatsTakeSeconds() {
    JsonObject body = SamplePlans.body(200, 300);
    long startNs = System.nanoTime();

    ImportedConcert imported = ask(new ImportConcert(OPERATOR, body, null));

    long tookMs = (System.nanoTime() - startNs) / 1_000_000;
    assertThat(imported.totalSeats()).isEqualTo(60_000);
    assertThat(count("seats")).isEqualTo(60_000);
    assertThat(tookMs).as("milliseconds for 60,000 seats").isLessThan(20_000);
    System.getLogger("import").log(System.Logger.Level.INFO, "60,000 seats: {0} ms", tookMs);
  }

  @Test
  void concurrentImportsWithOneKeyMakeOneConcert() {
    JsonObject body = SamplePlans.body(10, 50);
    List<Future<ImportedConcert>> imports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      imports.add(bus.ask(new ImportConcert(OPERATOR, body, key("k", "h"))));
    }
    join(imports);

    assertThat(count("concerts")).isEqualTo(1);
    assertThat(imports)
        .filteredOn(Future::failed)
        .allSatisfy(
            late ->
                assertThat(((Refusal) late.cause()).code())
                    .isEqualTo(ErrorCode.IDEMPOTENCY_IN_PROGRESS));
    assertThat(imports)
        .filteredOn(Future::succeeded)
        .filteredOn(done -> !done.result().replayed())
        .hasSize(1);
    ImportedConcert first = ask(new ImportConcert(OPERATOR, body, key("k", "h")));
    assertThat(first.replayed()).isTrue();
    assertThat(imports)
        .filteredOn(Future::succeeded)
        .allSatisfy(done -> assertThat(done.result().concertId()).isEqualTo(first.concertId()));
    assertThat(refusal(new ImportConcert(OPERATOR, body, key("k", "other"))))
        .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void aRefusalLeavesTheKeyFree() {
    JsonObject bad = SamplePlans.body(1, 1).put("title", "").put("seatingPlan", new JsonObject());
    assertThat(refusal(new ImportConcert(OPERATOR, bad, key("k", "bad"))))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);

    assertThat(ask(new ImportConcert(OPERATOR, SamplePlans.body(2, 1), key("k", "good"))))
        .extracting(ImportedConcert::replayed)
        .isEqualTo(false);
  }
}
