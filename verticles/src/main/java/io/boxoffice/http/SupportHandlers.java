package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AccountMessages.CreateUser;
import io.boxoffice.shared.messages.AccountMessages.FindUser;
import io.boxoffice.shared.messages.AccountMessages.ListUsers;
import io.boxoffice.shared.messages.AccountMessages.User;
import io.boxoffice.shared.messages.AccountMessages.UserRole;
import io.boxoffice.shared.messages.AdminMessages.AuditEntry;
import io.boxoffice.shared.messages.AdminMessages.AuditFilter;
import io.boxoffice.shared.messages.AdminMessages.ChargeUserWallet;
import io.boxoffice.shared.messages.AdminMessages.ClusterNode;
import io.boxoffice.shared.messages.AdminMessages.Finding;
import io.boxoffice.shared.messages.AdminMessages.ListAudit;
import io.boxoffice.shared.messages.AdminMessages.ReadCluster;
import io.boxoffice.shared.messages.AdminMessages.Verify;
import io.boxoffice.shared.messages.AdminMessages.ViewAge;
import io.boxoffice.shared.messages.ReservationMessages.ListReservations;
import io.boxoffice.shared.messages.ReservationMessages.PaymentChange;
import io.boxoffice.shared.messages.ReservationMessages.ReadReservationHistory;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.boxoffice.shared.messages.WalletMessages.ListEntries;
import io.boxoffice.shared.messages.WalletMessages.ReadWallet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The operators' support work: users, reservations, wallets, the audit, the cluster's state. */
final class SupportHandlers {
  private final BusClient bus;
  private final long verifyTimeoutMs;

  SupportHandlers(BusClient bus, long verifyTimeoutMs) {
    this.bus = bus;
    this.verifyTimeoutMs = verifyTimeoutMs;
  }

  Map<String, Function<Call, Future<Answer>>> byOperation() {
    return Map.ofEntries(
        Map.entry("readUserWallet", this::readUserWallet),
        Map.entry("listUserEntries", this::listUserEntries),
        Map.entry("chargeUserWallet", this::chargeUserWallet),
        Map.entry("listUsers", this::listUsers),
        Map.entry("createUser", this::createUser),
        Map.entry("findUser", this::findUser),
        Map.entry("listAllReservations", this::listReservations),
        Map.entry("findAnyReservation", this::findReservation),
        Map.entry("verify", this::verify),
        Map.entry("readCluster", this::readCluster),
        Map.entry("listAudit", this::listAudit));
  }

  private Future<Answer> readUserWallet(Call call) {
    return bus.ask(new ReadWallet(call.id("userId")))
        .map(wallet -> Answer.ok(Views.wallet(wallet)));
  }

  /** The wallet is asked for first: an unknown user has no ledger, not an empty one. */
  private Future<Answer> listUserEntries(Call call) {
    long userId = call.id("userId");
    long before = Cursors.read(call, Long.MAX_VALUE);
    return bus.ask(new ReadWallet(userId))
        .compose(wallet -> bus.ask(new ListEntries(userId, before, call.limit())))
        .map(
            page ->
                Answer.ok(
                    Views.page(
                        page.entries(), Views::entry, Cursors.next(call, page.nextBefore()))));
  }

  private Future<Answer> chargeUserWallet(Call call) {
    long amountMinor = call.body().getLong("amount");
    return bus.ask(new ChargeUserWallet(call.userId(), call.id("userId"), amountMinor, call.key()))
        .map(Views::charged);
  }

  private Future<Answer> listUsers(Call call) {
    return bus.ask(new ListUsers(Cursors.read(call, 0), call.limit(), call.text("name")))
        .map(
            page ->
                Answer.ok(
                    Views.page(
                        page.users(),
                        SupportHandlers::user,
                        Cursors.next(call, page.nextAfterId()))));
  }

  private Future<Answer> createUser(Call call) {
    JsonObject body = call.body();
    UserRole role = UserRole.valueOf(body.getString("role", "buyer").toUpperCase(Locale.ROOT));
    return bus.ask(
            new CreateUser(call.userId(), body.getString("name"), body.getString("password"), role))
        .map(
            user ->
                Answer.of(201, user(user))
                    .location("/api/v1/admin/users/" + format(user.userId())));
  }

  private Future<Answer> findUser(Call call) {
    return bus.ask(new FindUser(call.id("userId"))).map(user -> Answer.ok(user(user)));
  }

  private static JsonObject user(User user) {
    return new JsonObject()
        .put("userId", format(user.userId()))
        .put("name", user.name())
        .put("role", user.role().name().toLowerCase(Locale.ROOT))
        .put("createdAt", Views.time(user.createdAtMs()));
  }

  private Future<Answer> listReservations(Call call) {
    String state = call.text("state");
    return bus.ask(
            new ListReservations(
                call.optionalId("userId"),
                call.optionalId("concertId"),
                state == null ? null : ReservationState.valueOf(state),
                Cursors.read(call, Long.MAX_VALUE),
                call.limit()))
        .map(
            page ->
                Answer.ok(
                    Views.page(
                        page.reservations(),
                        Views::adminReservation,
                        Cursors.next(call, page.nextBeforeId()))));
  }

  private Future<Answer> findReservation(Call call) {
    return bus.ask(new ReadReservationHistory(call.id("reservationId")))
        .map(
            found ->
                Answer.ok(
                    Views.adminReservation(found.reservation())
                        .put(
                            "history",
                            Views.list(found.history(), SupportHandlers::paymentChange))));
  }

  private static JsonObject paymentChange(PaymentChange change) {
    return new JsonObject()
        .put("state", change.state())
        .put("transactionKey", change.transactionKey())
        .put("occurredAt", Views.time(change.occurredAtMs()))
        .put("updatedAt", Views.time(change.updatedAtMs()));
  }

  private Future<Answer> verify(Call call) {
    return bus.ask(new Verify(), verifyTimeoutMs)
        .map(
            found ->
                Answer.ok(
                    new JsonObject()
                        .put("ok", found.ok())
                        .put("checked", found.checked())
                        .put("findings", Views.list(found.findings(), SupportHandlers::finding))));
  }

  private static JsonObject finding(Finding finding) {
    return new JsonObject().put("what", finding.what()).put("detail", finding.detail());
  }

  private Future<Answer> readCluster(Call call) {
    return bus.ask(new ReadCluster())
        .map(
            cluster ->
                Answer.ok(
                    new JsonObject()
                        .put("name", cluster.name())
                        .put("expectedNodes", cluster.expectedNodes())
                        .put("quorum", cluster.quorum())
                        .put("partitionsSafe", cluster.partitionsSafe())
                        .put("nodes", Views.list(cluster.nodes(), SupportHandlers::node))));
  }

  private static JsonObject node(ClusterNode node) {
    return new JsonObject()
        .put("nodeId", node.nodeId())
        .put("address", node.address())
        .put("version", node.version())
        .put("roles", new JsonArray(node.roles().stream().map(Role::key).toList()))
        .put("self", node.self())
        .put("heads", node.heads() == null ? null : ids(node.heads()))
        .put(
            "views",
            node.views() == null ? null : Views.list(node.views(), SupportHandlers::viewAge));
  }

  private static JsonArray ids(List<Long> ids) {
    return new JsonArray(ids.stream().map(Tsids::format).toList());
  }

  private static JsonObject viewAge(ViewAge view) {
    return new JsonObject().put("concertId", format(view.concertId())).put("ageMs", view.ageMs());
  }

  private Future<Answer> listAudit(Call call) {
    AuditFilter filter =
        new AuditFilter(call.optionalId("operatorId"), call.text("target"), call.text("action"));
    return bus.ask(new ListAudit(Cursors.read(call, Long.MAX_VALUE), call.limit(), filter))
        .map(
            page ->
                Answer.ok(
                    Views.page(
                        page.entries(),
                        SupportHandlers::auditEntry,
                        Cursors.next(call, page.nextBeforeId()))));
  }

  private static JsonObject auditEntry(AuditEntry entry) {
    return new JsonObject()
        .put("auditId", format(entry.auditId()))
        .put("operatorId", format(entry.operatorId()))
        .put("action", entry.action())
        .put("target", entry.target())
        .put("before", entry.before())
        .put("after", entry.after())
        .put("occurredAt", Views.time(entry.occurredAtMs()));
  }
}
