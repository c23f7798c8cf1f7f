package io.boxoffice.admin;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.Violation;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AdminMessages.AdmitPlaces;
import io.boxoffice.shared.messages.AdminMessages.AdmittedPlaces;
import io.boxoffice.shared.messages.AdminMessages.ChargeUserWallet;
import io.boxoffice.shared.messages.AdminMessages.RemoveUserPlace;
import io.boxoffice.shared.messages.QueueMessages.AdmitNext;
import io.boxoffice.shared.messages.QueueMessages.FindPlace;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.RemovePlace;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.store.AuditStore;
import io.boxoffice.store.AuditStore.Change;
import io.boxoffice.store.Database;
import io.boxoffice.store.IdempotencyStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators do to places and wallets, through their owners.
 *
 * <p>The effect is not in this database's transaction, so an entry of the audit is written before
 * it and completed with the outcome after: an entry whose outcome is {@code STARTED} says that
 * nobody knows, and there is no effect without an entry.
 */
final class SupportService {
  private static final Logger LOG = LoggerFactory.getLogger(SupportService.class);

  private static final int MAX_ADMISSIONS = 200_000;

  private final Database database;
  private final BusClient bus;
  private final LongSupplier ids;
  private final IdempotencyStore keys;
  private final AuditStore audit;

  SupportService(Database database, BusClient bus, LongSupplier ids) {
    this.database = database;
    this.bus = bus;
    this.ids = ids;
    this.keys = new IdempotencyStore(database);
    this.audit = new AuditStore(database);
  }

  /** Fails with PLACE_NOT_FOUND, when the place has ended already as well. */
  Future<Done> removePlace(RemoveUserPlace request) {
    String target =
        "place of user "
            + Tsids.format(request.userId())
            + " at concert "
            + Tsids.format(request.concertId());
    return bus.ask(new FindPlace(request.concertId(), request.userId()))
        .compose(
            place ->
                audited(
                    change(request.operatorId(), "REMOVE_PLACE", target, json(place)),
                    () -> bus.ask(new RemovePlace(request.concertId(), request.userId())),
                    removed -> new JsonObject().put("outcome", "REMOVED")));
  }

  /**
   * Charges a wallet; answers and fails as the wallet does. Idempotent by the wallet's own use of
   * the key; a repeat is audited as what it is.
   */
  Future<Charge> charge(ChargeUserWallet request) {
    String target = "wallet of user " + Tsids.format(request.userId());
    JsonObject before = new JsonObject().put("amount", request.amountMinor());
    return audited(
        change(request.operatorId(), "CHARGE_WALLET", target, before),
        () -> bus.ask(new ChargeWallet(request.userId(), request.amountMinor(), request.key())),
        charge ->
            new JsonObject()
                .put("outcome", charge.replayed() ? "REPLAYED" : charge.state().name())
                .put("chargeId", Tsids.format(charge.chargeId()))
                .put("amount", charge.amountMinor())
                .put("balance", charge.balanceMinor()));
  }

  /**
   * Admits beyond the rate, never beyond the capacity. With a key, one effect: the key is locked,
   * the head admits, and the answer is stored with the audit in the transaction that holds the key.
   *
   * <p>The head is not part of that transaction. A node that dies between the admissions and the
   * commit leaves them made and the key free: a repeat then admits up to {@code count} once more,
   * still within the capacity. Nothing that must always be true depends on the number. An answer of
   * the head that is lost (OUTCOME_UNKNOWN) is the same case.
   *
   * <p>Fails with CONCERT_NOT_FOUND, VALIDATION_FAILED or the key's refusals.
   */
  Future<AdmittedPlaces> admit(AdmitPlaces request) {
    if (request.count() < 1 || request.count() > MAX_ADMISSIONS) {
      return Future.failedFuture(
          new Refusal(
              ServicePhrase.NOBODY_ADMITTED.sentence(),
              List.of(new Violation("/count", RequestPhrase.RANGE, 1, MAX_ADMISSIONS))));
    }
    return database
        .transaction(
            connection -> keys.run(connection, request.key(), () -> admitOnce(connection, request)))
        .map(
            outcome ->
                new AdmittedPlaces(outcome.result().getInteger("admitted"), outcome.replayed()));
  }

  private Future<JsonObject> admitOnce(SqlConnection connection, AdmitPlaces request) {
    return bus.ask(new AdmitNext(request.concertId(), request.count()))
        .compose(
            admissions -> {
              JsonObject result = new JsonObject().put("admitted", admissions.admitted());
              Change change =
                  new Change(
                      ids.getAsLong(),
                      request.operatorId(),
                      "ADMIT_PLACES",
                      "concert " + Tsids.format(request.concertId()),
                      new JsonObject().put("count", request.count()),
                      result);
              return audit.insert(connection, change).map(result);
            });
  }

  private Change change(long operatorId, String action, String target, JsonObject before) {
    return new Change(
        ids.getAsLong(),
        operatorId,
        action,
        target,
        before,
        new JsonObject().put("outcome", "STARTED"));
  }

  private <T> Future<T> audited(
      Change change, Supplier<Future<T>> effect, Function<T, JsonObject> outcome) {
    return audit
        .insert(change)
        .compose(
            written ->
                effect
                    .get()
                    .onSuccess(result -> complete(change, outcome.apply(result)))
                    .onFailure(failure -> complete(change, refused(failure))));
  }

  private void complete(Change change, JsonObject outcome) {
    audit
        .complete(change.auditId(), outcome)
        .onFailure(lost -> LOG.warn("audit entry {} stays STARTED", change.auditId(), lost));
  }

  private static JsonObject refused(Throwable failure) {
    ErrorCode code = failure instanceof Refusal refusal ? refusal.code() : ErrorCode.INTERNAL_ERROR;
    return new JsonObject().put("outcome", code.name());
  }

  private static JsonObject json(Place place) {
    return new JsonObject()
        .put("state", place.state().name())
        .put("sequence", place.key().sequence())
        .put("position", place.position());
  }
}
