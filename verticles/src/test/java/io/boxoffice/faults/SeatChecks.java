package io.boxoffice.faults;

import io.boxoffice.faults.Stores.Owner;
import io.boxoffice.faults.Stores.ReservationRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One owner a seat, and holds that last as promised. */
final class SeatChecks {
  private record Claim(String reservationId, long fromUs, long toUs) {}

  private final Reservations promised;
  private final Stores stores;
  private final Consumer<Violation> found;

  SeatChecks(Reservations promised, Stores stores, Consumer<Violation> found) {
    this.promised = promised;
    this.stores = stores;
    this.found = found;
  }

  void run() {
    oneOwnerInTheStore();
    oneOwnerAtATime();
    keptHolds();
  }

  private void oneOwnerInTheStore() {
    Map<String, Set<String>> owners = new HashMap<>();
    for (Owner owner : stores.owners()) {
      owners.computeIfAbsent(owner.seatId(), id -> new HashSet<>()).add(owner.reservationId());
    }
    owners.forEach(
        (seat, all) -> {
          if (all.size() > 1) {
            report(Invariant.ONE_OWNER, "seat " + seat + " is owned by " + all);
          }
        });
  }

  /** What was acknowledged must not overlap, whatever the store says in the end. */
  private void oneOwnerAtATime() {
    Map<String, List<Claim>> claims = new HashMap<>();
    for (Attempt hold : promised.holds()) {
      String id = hold.reservation();
      long paidUs = promised.paidUs(id);
      long heldToUs =
          Math.min(hold.number("expiresAtUs") - Places.CLOCK_SLACK_US, promised.releasedUs(id));
      Claim claim =
          new Claim(id, hold.answeredUs(), paidUs == RunFacts.NEVER ? heldToUs : RunFacts.NEVER);
      for (Object seat : hold.reply().fields().getJsonArray("seatIds")) {
        claims.computeIfAbsent((String) seat, key -> new ArrayList<>()).add(claim);
      }
    }
    claims.forEach(
        (seat, all) -> {
          for (Claim one : all) {
            for (Claim other : all) {
              if (one.reservationId().compareTo(other.reservationId()) < 0
                  && Math.max(one.fromUs(), other.fromUs()) < Math.min(one.toUs(), other.toUs())) {
                report(Invariant.ONE_OWNER, "seat " + seat + ": " + one + " and " + other);
              }
            }
          }
        });
  }

  private void keptHolds() {
    Map<String, ReservationRow> rows =
        stores.reservations().stream()
            .collect(Collectors.toMap(ReservationRow::reservationId, Function.identity()));
    for (Attempt hold : promised.holds()) {
      ReservationRow row = rows.get(hold.reservation());
      String broken = row == null ? "is not there" : broken(hold, row);
      if (broken != null) {
        report(Invariant.HOLD_KEPT, hold + " " + broken);
      }
    }
  }

  /** What is wrong with the row of an acknowledged hold; null where nothing is. */
  private String broken(Attempt hold, ReservationRow row) {
    Set<Object> seats =
        hold.reply().fields().getJsonArray("seatIds").stream().collect(Collectors.toSet());
    if (!row.client().equals(hold.client()) || !seats.equals(Set.copyOf(row.seats()))) {
      return "has become " + row;
    }
    if (row.expiresAtUs() != hold.number("expiresAtUs")) {
      return "ends at " + row.expiresAtUs();
    }
    return switch (row.state()) {
      case "EXPIRED" -> row.endedAtUs() < row.expiresAtUs() ? "ended too soon: " + row : null;
      case "CANCELLED" ->
          promised.releasedUs(row.reservationId()) == RunFacts.NEVER ? "was cancelled" : null;
      case "CONFIRMED" ->
          promised.payAttemptedUs(row.reservationId()) == RunFacts.NEVER
              ? "was paid, and nobody asked for it"
              : null;
      default -> null;
    };
  }

  private void report(Invariant invariant, String evidence) {
    found.accept(new Violation(invariant, evidence));
  }
}
