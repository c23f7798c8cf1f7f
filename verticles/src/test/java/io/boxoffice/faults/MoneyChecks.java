package io.boxoffice.faults;

import io.boxoffice.faults.Stores.ChargeRow;
import io.boxoffice.faults.Stores.KeyRow;
import io.boxoffice.faults.Stores.LedgerRow;
import io.boxoffice.faults.Stores.ReservationRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Payments, balances, and one effect a key. */
final class MoneyChecks {
  private final List<Attempt> attempts;
  private final Stores stores;
  private final Consumer<Violation> found;

  MoneyChecks(List<Attempt> attempts, Stores stores, Consumer<Violation> found) {
    this.attempts = attempts;
    this.stores = stores;
    this.found = found;
  }

  void run() {
    paidOnce();
    conserved();
    chargesAskedFor();
    oneReservationAKey();
  }

  private void paidOnce() {
    Map<String, Attempt> acknowledged = new HashMap<>();
    attempts.stream()
        .filter(attempt -> attempt.ok(Operation.PAY))
        .forEach(attempt -> acknowledged.put(attempt.reservation(), attempt));
    for (ReservationRow row : stores.reservations()) {
      List<LedgerRow> debits =
          stores.ledger().stream()
              .filter(entry -> row.reservationId().equals(entry.reservationId()))
              .toList();
      boolean paid = acknowledged.remove(row.reservationId()) != null;
      boolean confirmed = row.state().equals("CONFIRMED");
      if (paid && !confirmed) {
        report(Invariant.PAID_ONCE, "acknowledged, but " + row);
      }
      int expected = confirmed ? 1 : 0;
      boolean exact =
          debits.stream()
              .allMatch(
                  entry -> entry.amount() == -row.amount() && entry.client().equals(row.client()));
      if (debits.size() != expected || row.payments() != expected || !exact) {
        report(Invariant.PAID_ONCE, row + " has the debits " + debits);
      }
    }
    acknowledged.values().forEach(lost -> report(Invariant.PAID_ONCE, "no trace of " + lost));
  }

  private void conserved() {
    Map<String, Long> sums = new HashMap<>();
    for (LedgerRow entry : stores.ledger()) {
      sums.merge(entry.client(), entry.amount(), Long::sum);
    }
    stores
        .balances()
        .forEach(
            (client, balance) -> {
              if (!balance.equals(sums.getOrDefault(client, 0L))) {
                report(
                    Invariant.MONEY_CONSERVED,
                    client + " has " + balance + ", but the ledger " + sums.get(client));
              }
            });
    for (Attempt charge : attempts) {
      if (charge.ok(Operation.CHARGE)) {
        List<LedgerRow> entries =
            stores.ledger().stream()
                .filter(entry -> charge.field("chargeId").equals(entry.chargeId()))
                .toList();
        if (entries.size() != 1
            || entries.get(0).amount() != charge.call().arguments().getLong("amount")) {
          report(Invariant.MONEY_CONSERVED, charge + " has the entries " + entries);
        }
      }
    }
  }

  private void chargesAskedFor() {
    Set<String> asked = keysOf(Operation.CHARGE);
    Map<String, ChargeRow> byKey = new HashMap<>();
    for (ChargeRow charge : stores.charges()) {
      String key = charge.client() + " " + charge.key();
      if (!asked.contains(key)) {
        report(Invariant.ONE_EFFECT, "nobody asked for " + charge);
      }
      ChargeRow other = charge.state().equals("DECLINED") ? null : byKey.put(key, charge);
      if (other != null) {
        report(Invariant.ONE_EFFECT, "one key made " + other + " and " + charge);
      }
    }
  }

  private void oneReservationAKey() {
    Set<String> asked = keysOf(Operation.HOLD);
    Map<String, String> madeBy = new HashMap<>();
    for (KeyRow key : stores.keys()) {
      madeBy.put(key.reservationId(), key.client() + " " + key.key());
    }
    for (ReservationRow row : stores.reservations()) {
      String key = madeBy.get(row.reservationId());
      boolean explained = key == null ? wasWithdrawn(row) : asked.contains(key);
      if (!explained) {
        report(Invariant.ONE_EFFECT, "nobody asked for " + row);
      }
    }
  }

  /** A hold whose place ended while it was written is withdrawn, frees its key and is refused. */
  private boolean wasWithdrawn(ReservationRow row) {
    return row.state().equals("CANCELLED")
        && row.payments() == 0
        && attempts.stream()
            .filter(attempt -> attempt.is(Operation.HOLD) && attempt.client().equals(row.client()))
            .filter(
                hold ->
                    hold.refused("QUEUE_TOKEN_EXPIRED")
                        || hold.refused("NOT_ADMITTED")
                        || hold.mayHaveHappened())
            .filter(hold -> hold.invokedUs() <= row.endedAtUs() + Places.CLOCK_SLACK_US)
            .anyMatch(hold -> seats(hold).equals(Set.copyOf(row.seats())));
  }

  private static Set<Object> seats(Attempt hold) {
    return hold.call().arguments().getJsonArray("seatIds").stream().collect(Collectors.toSet());
  }

  private Set<String> keysOf(Operation operation) {
    Set<String> keys = new HashSet<>();
    attempts.stream()
        .filter(attempt -> attempt.is(operation))
        .forEach(attempt -> keys.add(attempt.client() + " " + attempt.call().key()));
    return keys;
  }

  private void report(Invariant invariant, String evidence) {
    found.accept(new Violation(invariant, evidence));
  }
}
