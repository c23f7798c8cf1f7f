package io.boxoffice.store;

import static io.boxoffice.store.WalletSql.*;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.boxoffice.shared.messages.WalletMessages.Charge;
import io.boxoffice.shared.messages.WalletMessages.ChargeState;
import io.boxoffice.shared.messages.WalletMessages.ChargeWallet;
import io.boxoffice.shared.messages.WalletMessages.EntryKind;
import io.boxoffice.shared.messages.WalletMessages.EntryPage;
import io.boxoffice.shared.messages.WalletMessages.LedgerEntry;
import io.boxoffice.shared.messages.WalletMessages.Wallet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Wallets, their ledgers, and charges on their way through the payment gateway. */
public final class WalletStore {
  /** A charge whose outcome is not known yet. */
  public record PendingCharge(long chargeId, long amountMinor) {}

  private final Database database;
  private final String currency;

  /**
   * Speaks to the database.
   *
   * @param currency of the wallets that are made, ISO 4217
   */
  public WalletStore(Database database, String currency) {
    this.database = database;
    this.currency = currency;
  }

  public Future<Optional<Wallet>> find(long userId) {
    return database
        .query(FIND_WALLET, Tuple.of(userId, currency))
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Wallet(userId, row.getLong("balance"), row.getString("currency")))
                    .findFirst());
  }

  /**
   * Writes the charge down as PENDING with its key, or gives the one that the key made before.
   *
   * <p>Fails with USER_NOT_FOUND, BALANCE_LIMIT, IDEMPOTENCY_IN_PROGRESS or IDEMPOTENCY_KEY_REUSED.
   */
  public Future<Charge> begin(ChargeWallet command, long chargeId) {
    IdempotencyKey key = command.key();
    return database
        .query(
            BEGIN_CHARGE,
            Tuple.tuple()
                .addLong(command.userId())
                .addLong(command.amountMinor())
                .addLong(chargeId)
                .addString(currency)
                .addLong(key.userId())
                .addString(key.method())
                .addString(key.path())
                .addString(key.key())
                .addString(key.bodyHash()))
        .map(
            rows -> {
              JsonObject json = rows.iterator().next().getJsonObject(0);
              ErrorCode refused =
                  "OK".equals(json.getString("code"))
                      ? null
                      : ErrorCode.valueOf(json.getString("code"));
              if (refused != null) {
                throw new Refusal(refused);
              }
              return charge(json, json.getBoolean("replayed"));
            });
  }

  /** Writes down the gateway's answer; the first answer stands. Gives the charge as it is then. */
  public Future<Charge> settle(long chargeId, boolean approved, long entryId, boolean replayed) {
    return database
        .query(SETTLE_CHARGE, Tuple.of(chargeId, approved, entryId))
        .map(rows -> charge(rows.iterator().next().getJsonObject(0), replayed));
  }

  public Future<Optional<Charge>> findCharge(long userId, long chargeId) {
    return database
        .query(FIND_CHARGE, Tuple.of(chargeId, userId))
        .map(rows -> rows.stream().map(row -> charge(row.getJsonObject(0), false)).findFirst());
  }

  /**
   * Charges without an outcome that nobody has asked about for 3 seconds, the longest waiting
   * first; they go to the end of the line, so that silent ones do not keep others waiting.
   */
  public Future<List<PendingCharge>> pending(int limit) {
    return database
        .query(LIST_PENDING_CHARGES, Tuple.of(limit))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new PendingCharge(row.getLong("id"), row.getLong("amount")))
                    .toList());
  }

  /** Ledger entries in the order in which they took effect, the newest first. */
  public Future<EntryPage> entries(long userId, long before, int limit) {
    return database
        .query(LIST_ENTRIES, Tuple.of(userId, before, limit + 1))
        .map(
            rows -> {
              List<LedgerEntry> entries = new ArrayList<>();
              Long next = null;
              for (Row row : rows) {
                if (entries.size() == limit) {
                  return new EntryPage(entries, next);
                }
                entries.add(entry(row));
                next = row.getLong("entry_no");
              }
              return new EntryPage(entries, null);
            });
  }

  private static LedgerEntry entry(Row row) {
    return new LedgerEntry(
        row.getLong("id"),
        EntryKind.valueOf(row.getString("kind")),
        row.getLong("amount"),
        row.getLong("balance_after"),
        row.getLong("reservation_id"),
        row.getLong("created_ms"));
  }

  private static Charge charge(JsonObject json, boolean replayed) {
    return new Charge(
        json.getLong("chargeId"),
        json.getLong("userId"),
        json.getLong("amountMinor"),
        ChargeState.valueOf(json.getString("state")),
        json.getLong("balanceMinor"),
        replayed);
  }
}
