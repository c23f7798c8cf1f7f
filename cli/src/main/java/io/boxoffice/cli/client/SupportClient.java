package io.boxoffice.cli.client;

import static io.boxoffice.cli.client.ApiCaller.segment;

import com.fasterxml.jackson.core.type.TypeReference;
import io.boxoffice.cli.client.SupportViews.Account;
import io.boxoffice.cli.client.SupportViews.AuditEntry;
import io.boxoffice.cli.client.SupportViews.Booking;
import io.boxoffice.cli.client.SupportViews.ChargeOutcome;
import io.boxoffice.cli.client.SupportViews.Entry;
import io.boxoffice.cli.client.SupportViews.WalletCharge;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.client.Views.Wallet;
import java.util.Map;

/**
 * What operators do for users: accounts, wallets, reservations, and the record of operators'
 * changes.
 *
 * <p>Every call blocks, and fails with {@link RefusedException} where the server refuses and {@link
 * UnreachableException} where it does not answer. Immutable and safe for use from any thread.
 */
public final class SupportClient {
  private final ApiCaller caller;

  SupportClient(ApiCaller caller) {
    this.caller = caller;
  }

  /** A user by id. USER_NOT_FOUND where there is none. */
  public Account user(String userId) {
    return caller.read(caller.get("/admin/users/" + segment(userId), null), Account.class);
  }

  /**
   * Users in id order, at most {@code limit}.
   *
   * @param name only the one with this very name; null for all
   */
  public Page<Account> users(String name, int limit) {
    return caller.pages(
        "/admin/users?" + filter("name", name), limit, new TypeReference<Page<Account>>() {});
  }

  /**
   * Makes a user. Not idempotent: NAME_TAKEN the second time.
   *
   * @param role buyer or admin
   */
  public Account addUser(String name, String password, String role) {
    Map<String, String> body = Map.of("name", name, "password", password, "role", role);
    return caller.read(caller.post("/admin/users", body, null), Account.class);
  }

  /** A user's wallet. */
  public Wallet wallet(String userId) {
    return caller.read(caller.get(wallets(userId), null), Wallet.class);
  }

  /** What changed a wallet's balance, the newest first, at most {@code limit}. */
  public Page<Entry> entries(String userId, int limit) {
    return caller.pages(wallets(userId) + "/entries?", limit, new TypeReference<Page<Entry>>() {});
  }

  /** Charges a user's wallet; once for each key. CHARGE_DECLINED where the gateway says no. */
  public ChargeOutcome charge(String userId, long amountMinor, String key) {
    RestChannel.Answer answer =
        caller.post(wallets(userId) + "/charges", Map.of("amount", amountMinor), key);
    return new ChargeOutcome(caller.read(answer, WalletCharge.class), answer.replayed());
  }

  /**
   * Reservations, the newest first, at most {@code limit}; a filter that is null leaves all in.
   *
   * @param state HELD, CONFIRMED, EXPIRED or CANCELLED
   */
  public Page<Booking> reservations(String userId, String concertId, String state, int limit) {
    String filters =
        filter("userId", userId) + filter("concertId", concertId) + filter("state", state);
    return caller.pages(
        "/admin/reservations?" + filters, limit, new TypeReference<Page<Booking>>() {});
  }

  /** Anybody's reservation and how its payment came about. */
  public Booking reservation(String reservationId) {
    return caller.read(
        caller.get("/admin/reservations/" + segment(reservationId), null), Booking.class);
  }

  /**
   * Operators' changes, the newest first, at most {@code limit}; a filter that is null leaves all
   * in.
   *
   * @param target how the names of the changed things begin
   */
  public Page<AuditEntry> audit(String operatorId, String target, String action, int limit) {
    String filters =
        filter("operatorId", operatorId) + filter("target", target) + filter("action", action);
    return caller.pages("/admin/audit?" + filters, limit, new TypeReference<Page<AuditEntry>>() {});
  }

  private static String wallets(String userId) {
    return "/admin/wallets/" + segment(userId);
  }

  private static String filter(String name, String value) {
    return value == null ? "" : name + "=" + segment(value) + "&";
  }
}
