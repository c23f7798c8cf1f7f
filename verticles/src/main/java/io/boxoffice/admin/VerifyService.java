package io.boxoffice.admin;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AdminMessages.Finding;
import io.boxoffice.shared.messages.AdminMessages.Verification;
import io.boxoffice.shared.messages.QueueMessages.CheckQueue;
import io.boxoffice.shared.messages.QueueMessages.QueueCheck;
import io.boxoffice.store.ConcertChangeStore;
import io.boxoffice.store.Database;
import io.boxoffice.store.VerifyStore;
import io.boxoffice.store.VerifyStore.StoreCheck;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Checks every invariant: those of the rows in one snapshot, then those of each queue at its head.
 * Changes nothing. One run at a time on a node, for a run reads every row.
 */
final class VerifyService {
  private static final int PAGE = 100;

  private final BusClient bus;
  private final VerifyStore store;
  private final ConcertChangeStore concerts;
  private final AtomicBoolean running = new AtomicBoolean();

  VerifyService(Database database, BusClient bus) {
    this.bus = bus;
    this.store = new VerifyStore(database);
    this.concerts = new ConcertChangeStore(database);
  }

  /**
   * Fails with RATE_LIMITED while another run is under way, and with SERVICE_UNAVAILABLE where a
   * queue cannot be asked: what could not be checked is not called good.
   */
  Future<Verification> verify() {
    if (!running.compareAndSet(false, true)) {
      return Future.failedFuture(
          new Refusal(
              ErrorCode.RATE_LIMITED,
              ServicePhrase.VERIFICATION_RUNS.sentence(),
              new JsonObject().put("retryAfterSeconds", 2)));
    }
    return store.check().compose(this::withQueues).onComplete(finished -> running.set(false));
  }

  private Future<Verification> withQueues(StoreCheck rows) {
    List<Finding> findings = new ArrayList<>(rows.findings());
    return checkQueues(0, 0, findings)
        .map(
            queues ->
                new Verification(findings.isEmpty(), rows.checked() + queues, listed(findings)));
  }

  /** Page by page, one queue after the other; gives how many there were. */
  private Future<Long> checkQueues(long afterId, long checked, List<Finding> findings) {
    return concerts
        .listLive(afterId, PAGE)
        .compose(
            page -> {
              Future<?> chain = Future.succeededFuture();
              for (long concertId : page) {
                chain = chain.compose(done -> checkQueue(concertId, findings));
              }
              long all = checked + page.size();
              return page.size() < PAGE
                  ? chain.map(all)
                  : chain.compose(done -> checkQueues(page.get(PAGE - 1), all, findings));
            });
  }

  private Future<Void> checkQueue(long concertId, List<Finding> findings) {
    return bus.ask(new CheckQueue(concertId))
        .map(
            (QueueCheck check) -> {
              for (String finding : check.findings()) {
                findings.add(
                    new Finding(
                        "A queue's head is not sound.",
                        "concert " + Tsids.format(concertId) + ": " + finding));
              }
              return null;
            });
  }

  private static List<Finding> listed(List<Finding> findings) {
    return findings.size() <= VerifyStore.MAX_FINDINGS
        ? findings
        : findings.subList(0, VerifyStore.MAX_FINDINGS);
  }
}
