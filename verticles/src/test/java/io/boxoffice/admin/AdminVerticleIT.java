package io.boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AdminMessages.AdmitPlaces;
import io.boxoffice.shared.messages.AdminMessages.AdmittedPlaces;
import io.boxoffice.shared.messages.AdminMessages.AuditEntry;
import io.boxoffice.shared.messages.AdminMessages.AuditFilter;
import io.boxoffice.shared.messages.AdminMessages.AuditPage;
import io.boxoffice.shared.messages.AdminMessages.ChangeConcert;
import io.boxoffice.shared.messages.AdminMessages.ChangePerformance;
import io.boxoffice.shared.messages.AdminMessages.ChangeQueue;
import io.boxoffice.shared.messages.AdminMessages.ChargeUserWallet;
import io.boxoffice.shared.messages.AdminMessages.ImportConcert;
import io.boxoffice.shared.messages.AdminMessages.ImportedConcert;
import io.boxoffice.shared.messages.AdminMessages.ListAudit;
import io.boxoffice.shared.messages.AdminMessages.RemoveUserPlace;
import io.boxoffice.shared.messages.AdminMessages.Verification;
import io.boxoffice.shared.messages.AdminMessages.Verify;
import io.boxoffice.shared.messages.QueueMessages.QueueStats;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators change, order and check. */
class AdminVerticleIT extends OnAdminVerticle {
  @Test
  void aQueueThatIsAwayDoesNotUndoAnImportOrAChange() {
    queueAnswers = Future.failedFuture(new Refusal(ErrorCode.SERVICE_UNAVAILABLE));

    long concertId = importOne();
    ask(change(concertId, ConcertState.PAUSED));

    assertThat(one("select state from concerts").getString("state")).isEqualTo("PAUSED");
  }

  @Test
  void aChangeIsWrittenToldAndAudited() {
    long concertId = importOne();

    ask(change(concertId, ConcertState.PAUSED));
    ask(change(concertId, ConcertState.PAUSED));

    assertThat(applied).containsEntry(concertId, 3);
    AuditPage page = ask(new ListAudit(Long.MAX_VALUE, 50, AuditFilter.NONE));
    assertThat(page.entries())
        .extracting(AuditEntry::action)
        .containsExactly("CHANGE_CONCERT", "IMPORT_CONCERT");
    AuditEntry changed = page.entries().get(0);
    assertThat(changed.operatorId()).isEqualTo(OPERATOR);
    assertThat(changed.before().getString("state")).isEqualTo("ON_SALE");
    assertThat(changed.after().getString("state")).isEqualTo("PAUSED");
    assertThat(ask(new ListAudit(Long.MAX_VALUE, 1, AuditFilter.NONE)).nextBeforeId())
        .isEqualTo(changed.auditId());
    assertThat(refusal(change(concertId, ConcertState.SOLD_OUT)))
        .isEqualTo(ErrorCode.STATE_CONFLICT);
    assertThat(refusal(change(99, ConcertState.PAUSED))).isEqualTo(ErrorCode.CONCERT_NOT_FOUND);
  }

  @Test
  void concurrentChangesOfOneConcertLoseNothing() {
    long concertId = importOne();
    List<Future<?>> changes = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      changes.add(bus.ask(new ChangeConcert(1, concertId, null, null, null, i, null, null)));
      changes.add(bus.ask(new ChangeQueue(1, concertId, 100 + i, null, null, null, null)));
      changes.add(bus.ask(new ChangeQueue(1, concertId, null, i, null, null, null)));
    }
    join(changes);

    assertThat(changes).allMatch(Future::succeeded);
    Row row = one("select max_held_seats, capacity, admit_per_minute from concerts");
    assertThat(row.getInteger("capacity")).isGreaterThan(100);
    assertThat(row.getInteger("admit_per_minute")).isPositive();
  }

  @Test
  void aPerformanceAndAQueueAreChanged() {
    ImportedConcert imported = ask(new ImportConcert(OPERATOR, SamplePlans.body(2, 1), null));
    long performanceId = imported.performances().get(0).performanceId();

    assertThat(ask(new ChangePerformance(1, performanceId, PerformanceState.CLOSED)).state())
        .isEqualTo(PerformanceState.CLOSED);
    QueueStats stats = ask(new ChangeQueue(1, imported.concertId(), 0, 60, true, 30, 90));

    assertThat(stats.capacity()).isEqualTo(42);
    Row row = one("select capacity, admit_per_minute, queue_paused from concerts");
    assertThat(row.getInteger("capacity")).isZero();
    assertThat(row.getBoolean("queue_paused")).isTrue();
    assertThat(one("select state from performances").getString("state")).isEqualTo("CLOSED");
    assertThat(refusal(new ChangePerformance(1, 99, PerformanceState.OPEN)))
        .isEqualTo(ErrorCode.PERFORMANCE_NOT_FOUND);
    assertThat(refusal(new ChangeQueue(1, 99, 1, null, null, null, null)))
        .isEqualTo(ErrorCode.CONCERT_NOT_FOUND);
    assertThat(refusal(new ChangeQueue(1, imported.concertId(), -1, null, null, null, null)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
  }

  @Test
  void admissionsWithOneKeyHappenOnce() {
    Promise<Void> slow = Promise.promise();
    queueAnswers = slow.future();
    List<Future<AdmittedPlaces>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(bus.ask(new AdmitPlaces(OPERATOR, 10, 5, key("k", "h"))));
    }
    await().until(() -> calls.stream().filter(Future::failed).count() == 7);
    slow.complete();
    join(calls);

    assertThat(ask(new AdmitPlaces(OPERATOR, 10, 5, key("k", "h"))))
        .isEqualTo(new AdmittedPlaces(5, true));
    assertThat(admitted).hasValue(5);
    assertThat(count("audit_entries")).isEqualTo(1);
    assertThat(ask(new AdmitPlaces(OPERATOR, 10, 2, null)).replayed()).isFalse();
    assertThat(refusal(new AdmitPlaces(OPERATOR, 10, 0, null)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
  }

  @Test
  void removalsAndChargesAreAuditedWithTheirOutcome() {
    ask(new RemoveUserPlace(OPERATOR, 10, 1));
    ask(new ChargeUserWallet(OPERATOR, 1, 500, key("k", "h")));
    assertThat(refusal(new ChargeUserWallet(OPERATOR, 1, 91, key("k2", "h"))))
        .isEqualTo(ErrorCode.CHARGE_DECLINED);
    assertThat(refusal(new RemoveUserPlace(OPERATOR, 10, 2))).isEqualTo(ErrorCode.PLACE_NOT_FOUND);

    await()
        .untilAsserted(
            () ->
                assertThat(ask(new ListAudit(Long.MAX_VALUE, 50, AuditFilter.NONE)).entries())
                    .extracting(entry -> entry.action() + " " + entry.after().getString("outcome"))
                    .containsExactly(
                        "CHARGE_WALLET CHARGE_DECLINED",
                        "CHARGE_WALLET APPROVED",
                        "REMOVE_PLACE REMOVED"));
  }

  @Test
  void aVerificationAsksEveryQueueAndSaysWhatItCannotCheck() {
    long concertId = importOne();
    Verification good = ask(new Verify());
    queueFindings.add("two admitted beyond the cap");
    Verification bad = ask(new Verify());

    assertThat(good.ok()).isTrue();
    assertThat(good.checked()).isEqualTo(3);
    assertThat(bad.ok()).isFalse();
    assertThat(bad.findings().get(0).detail()).contains("two admitted beyond the cap");
    assertThat(concertId).isPositive();
    queueAnswers = Future.failedFuture(new Refusal(ErrorCode.SERVICE_UNAVAILABLE));
    assertThat(refusal(new Verify())).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(refusal(new Verify())).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  private static ChangeConcert change(long concertId, ConcertState state) {
    return new ChangeConcert(OPERATOR, concertId, state, null, null, null, null, null);
  }
}
