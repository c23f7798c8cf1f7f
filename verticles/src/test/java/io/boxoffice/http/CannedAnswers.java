package io.boxoffice.http;

import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AccountMessages;
import io.boxoffice.shared.messages.AdminMessages;
import io.boxoffice.shared.messages.QueueMessages;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.ReservationMessages;
import io.boxoffice.shared.messages.ReservationMessages.Concert;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.boxoffice.shared.messages.ReservationMessages.ReservedSeat;
import io.boxoffice.shared.messages.SeatMessages;
import io.boxoffice.shared.messages.WalletMessages;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** One valid answer of each kind, and who and what they are about. */
final class CannedAnswers {
  static final long BUYER = 700_000_000_000_000_001L;
  static final long OPERATOR = 700_000_000_000_000_002L;
  static final long CONCERT = 700_000_000_000_000_003L;
  static final long PERFORMANCE = 700_000_000_000_000_004L;
  static final long SEAT = 700_000_000_000_000_005L;
  static final long RESERVATION = 700_000_000_000_000_006L;
  static final long OTHER = 700_000_000_000_000_009L;

  /** Years from the wall clock, so that a look at it would fail every token. */
  static final long NOW_MS = 2_500_000_000_000L;

  private CannedAnswers() {}

  static String id(long id) {
    return Tsids.format(id);
  }

  static Concert concert() {
    return new Concert(
        CONCERT,
        "Night of Strings",
        "Great Hall",
        ConcertState.ON_SALE,
        "KRW",
        "Asia/Seoul",
        NOW_MS,
        NOW_MS + 1_000_000,
        1,
        4,
        300,
        100,
        0,
        1_000,
        120,
        600,
        false,
        300,
        List.of(new PerformanceSummary(PERFORMANCE, NOW_MS + 2_000_000, PerformanceState.OPEN)));
  }

  static Place place(PlaceState state, PlaceKey key, boolean created) {
    boolean waiting = state == PlaceState.WAITING;
    return new Place(
        key,
        state,
        waiting ? 12 : 0,
        waiting ? 10 : null,
        waiting ? 20 : null,
        3,
        NOW_MS,
        waiting ? null : NOW_MS + 5,
        NOW_MS + 60_000,
        waiting ? null : NOW_MS + 60_000,
        "a.b.c",
        0,
        created);
  }

  static QueueMessages.PlaceEntry entry(PlaceState state, PlaceKey key) {
    return new QueueMessages.PlaceEntry(key, place(state, key, false), null);
  }

  /** One seat sold, at version 3; nothing more for who knows that. */
  static SeatMessages.SeatChanges changes(SeatMessages.ReadSeatChanges request) {
    SeatMessages.SeatMapVersion now = new SeatMessages.SeatMapVersion(3, 0xabcL);
    return new SeatMessages.SeatChanges(
        request.performanceId(),
        request.since(),
        now,
        now.equals(request.since())
            ? List.of()
            : List.of(new SeatMessages.SeatChange(OTHER, ReservationMessages.SeatState.SOLD)));
  }

  static Reservation reservation(ReservationState state) {
    return new Reservation(
        RESERVATION,
        BUYER,
        CONCERT,
        PERFORMANCE,
        List.of(new ReservedSeat(SEAT, "A", "1", "2", 50_000)),
        50_000,
        "KRW",
        state,
        NOW_MS,
        NOW_MS + 300_000,
        state == ReservationState.CONFIRMED
            ? new ReservationMessages.Payment(OTHER, 50_000, NOW_MS, "PAID")
            : null,
        NOW_MS + 1);
  }

  static ReservationMessages.ReservationHistory history() {
    return new ReservationMessages.ReservationHistory(
        reservation(ReservationState.CONFIRMED),
        List.of(new ReservationMessages.PaymentChange("PAID", "key-1", NOW_MS, NOW_MS)));
  }

  static AccountMessages.User user(long userId) {
    AccountMessages.UserRole role =
        userId == OPERATOR ? AccountMessages.UserRole.ADMIN : AccountMessages.UserRole.BUYER;
    return new AccountMessages.User(userId, "mina", role, NOW_MS);
  }

  static QueueMessages.QueueStats stats() {
    return new QueueMessages.QueueStats(CONCERT, 10, 5, 100, 0, false, 20, 15, 1, 2, 3, null, 4, 5);
  }

  static ReservationMessages.SeatMap seats(long version) {
    return new ReservationMessages.SeatMap(
        PERFORMANCE,
        CONCERT,
        version,
        version,
        List.of(
            new ReservationMessages.Seat(
                SEAT, 1, "A", "1", "1", "VIP", 50_000, ReservationMessages.SeatState.AVAILABLE),
            new ReservationMessages.Seat(
                OTHER, 2, "A", "1", "2", "VIP", 50_000, ReservationMessages.SeatState.SOLD)));
  }

  /** Pending where the amount ends in 92, as the sandbox gateway has it. */
  static WalletMessages.Charge charge(long amountMinor) {
    boolean pending = amountMinor % 100 == 92;
    return new WalletMessages.Charge(
        OTHER,
        BUYER,
        amountMinor,
        pending ? WalletMessages.ChargeState.PENDING : WalletMessages.ChargeState.APPROVED,
        pending ? null : amountMinor,
        false);
  }

  static AccountMessages.AccessToken accessToken() {
    return new AccountMessages.AccessToken("a.b.c", NOW_MS, BUYER);
  }

  static ReservationMessages.Performances performances() {
    return new ReservationMessages.Performances(
        List.of(
            new ReservationMessages.Performance(PERFORMANCE, NOW_MS, "2049-03-22", true, 4, 300)));
  }

  static ReservationMessages.PaymentReceipt receipt() {
    return new ReservationMessages.PaymentReceipt(OTHER, RESERVATION, 50_000, 1_000, NOW_MS, true);
  }

  static WalletMessages.EntryPage entries() {
    return new WalletMessages.EntryPage(
        List.of(
            new WalletMessages.LedgerEntry(
                OTHER, WalletMessages.EntryKind.CHARGE, 5, 5, null, NOW_MS)),
        OTHER);
  }

  static AdminMessages.ImportedConcert imported() {
    return new AdminMessages.ImportedConcert(
        CONCERT, ConcertState.ON_SALE, 300, concert().performances(), false);
  }

  static AdminMessages.ImportPreview preview() {
    return new AdminMessages.ImportPreview(
        "Night of Strings",
        "Great Hall",
        ConcertState.ON_SALE,
        "KRW",
        "Asia/Seoul",
        NOW_MS,
        NOW_MS + 1_000_000,
        1,
        4,
        300,
        300,
        new AdminMessages.PreviewedQueue(100, 0, 1_000, 120, 600),
        List.of(new AdminMessages.PreviewedZone("A", 3, 300)),
        List.of(new AdminMessages.PreviewedCategory("VIP", 300, 50_000)),
        List.of(NOW_MS + 2_000_000));
  }

  static AdminMessages.Verification verification() {
    return new AdminMessages.Verification(
        false, 10, List.of(new AdminMessages.Finding("one owner", "seat 1")));
  }

  static AdminMessages.ClusterReport cluster() {
    return new AdminMessages.ClusterReport(
        "boxoffice",
        2,
        true,
        false,
        List.of(
            new AdminMessages.ClusterNode(
                "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
                "127.0.0.1:5701",
                "1.2.3",
                List.of(Role.HTTP, Role.QUEUE),
                true,
                List.of(CONCERT),
                List.of(new AdminMessages.ViewAge(CONCERT, 85))),
            new AdminMessages.ClusterNode(
                "6f9619ff-8b86-4d01-b42d-00cf4fc964fe",
                "127.0.0.1:5702",
                null,
                List.of(),
                false,
                null,
                null)));
  }

  static AdminMessages.AuditPage audit() {
    return new AdminMessages.AuditPage(
        List.of(
            new AdminMessages.AuditEntry(
                OTHER,
                OPERATOR,
                "ChangeQueue",
                "concert",
                null,
                new JsonObject().put("capacity", 1),
                NOW_MS)),
        null);
  }
}
