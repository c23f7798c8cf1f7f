package io.boxoffice.faults;

import io.boxoffice.faults.Stores.ChargeRow;
import io.boxoffice.faults.Stores.KeyRow;
import io.boxoffice.faults.Stores.LedgerRow;
import io.boxoffice.faults.Stores.Owner;
import io.boxoffice.faults.Stores.ReservationRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A history that a test tells call by call, and the stores that go with it. Each call takes 10 ms,
 * unless {@link #at} has moved the clock; an epoch, a price and a life of everything are given.
 */
final class Story {
  static final long SECOND_US = 1_000_000;
  static final long PRICE = 100;
  private static final long CALL_US = 10_000;
  private static final long WAITING_LIFE_US = 300 * SECOND_US;
  private static final long ADMISSION_LIFE_US = 10 * SECOND_US;
  private static final long HOLD_LIFE_US = 20 * SECOND_US;

  final List<Attempt> attempts = new ArrayList<>();
  final List<ReservationRow> reservations = new ArrayList<>();
  final List<Owner> owners = new ArrayList<>();
  final List<LedgerRow> ledger = new ArrayList<>();
  final List<ChargeRow> charges = new ArrayList<>();
  final List<KeyRow> keys = new ArrayList<>();
  final Map<String, Long> balances = new HashMap<>();
  final List<String> findings = new ArrayList<>();
  private long nowUs = 1_000 * SECOND_US;
  private long ids;
  private int node;
  private String nextKey;

  /** Goes on so many seconds after the story's beginning. */
  Story at(double seconds) {
    nowUs = seconds(seconds);
    return this;
  }

  static long seconds(double seconds) {
    return 1_000 * SECOND_US + (long) (seconds * SECOND_US);
  }

  /** The next calls go to this node. */
  Story toNode(int next) {
    node = next;
    return this;
  }

  /** The next call has this key instead of one of its own. */
  Story withKey(String key) {
    nextKey = key;
    return this;
  }

  Story waits(String client, long sequence, long position) {
    return place(Operation.POLL, client, sequence, "WAITING", position, 0);
  }

  Story joins(String client, long sequence, long position) {
    return place(Operation.JOIN, client, sequence, "WAITING", position, 0);
  }

  /** Is seen as admitted, since so many seconds after the beginning. */
  Story admitted(String client, long sequence, double since) {
    return place(Operation.POLL, client, sequence, "ADMITTED", 0, seconds(since));
  }

  private Story place(
      Operation operation,
      String client,
      long sequence,
      String state,
      long position,
      long admittedAtUs) {
    JsonObject fields =
        new JsonObject()
            .put("epoch", 1)
            .put("sequence", sequence)
            .put("state", state)
            .put("position", position);
    if (admittedAtUs > 0) {
      fields.put("admittedAtUs", admittedAtUs).put("expiresAtUs", admittedAtUs + ADMISSION_LIFE_US);
    } else {
      fields.put("expiresAtUs", nowUs + WAITING_LIFE_US);
    }
    JsonObject arguments = operation == Operation.POLL ? token(sequence) : new JsonObject();
    return call(operation, client, arguments, ok(fields));
  }

  Story holds(String client, long sequence, String reservation, String... seats) {
    long expiresAtUs = (nowUs + HOLD_LIFE_US) / 1_000 * 1_000;
    long amount = PRICE * seats.length;
    JsonArray seatIds = new JsonArray(List.of(seats));
    call(
        Operation.HOLD,
        client,
        token(sequence).put("seatIds", seatIds),
        ok(
            new JsonObject()
                .put("reservationId", reservation)
                .put("seatIds", seatIds)
                .put("amount", amount)
                .put("expiresAtUs", expiresAtUs)));
    if (reservations.stream().noneMatch(row -> row.reservationId().equals(reservation))) {
      keys.add(new KeyRow(client, last().call().key(), reservation));
      reservations.add(
          new ReservationRow(
              reservation, client, List.of(seats), "HELD", amount, expiresAtUs, 0, 0));
    }
    return this;
  }

  Story pays(String client, long sequence, String reservation) {
    ReservationRow row = row(reservation);
    call(
        Operation.PAY,
        client,
        token(sequence).put("reservationId", reservation),
        ok(new JsonObject().put("reservationId", reservation).put("amount", row.amount())));
    ledger.add(new LedgerRow(client, "PAYMENT", -row.amount(), null, reservation));
    balances.merge(client, -row.amount(), Long::sum);
    return become(reservation, "CONFIRMED", 1);
  }

  Story releases(String client, long sequence, String reservation) {
    call(
        Operation.RELEASE,
        client,
        token(sequence).put("reservationId", reservation),
        ok(new JsonObject()));
    return become(reservation, "CANCELLED", 0);
  }

  Story leaves(String client, long sequence) {
    return call(Operation.LEAVE, client, token(sequence), ok(new JsonObject()));
  }

  Story charges(String client, String charge, long amount) {
    return charges(client, new JsonObject(), charge, amount);
  }

  /** The same with a token sent along, which the wallet does not look at. */
  Story charges(String client, JsonObject token, String charge, long amount) {
    call(
        Operation.CHARGE,
        client,
        token.put("amount", amount),
        ok(new JsonObject().put("chargeId", charge).put("amount", amount)));
    charges.add(new ChargeRow(charge, client, amount, "APPROVED", last().call().key()));
    ledger.add(new LedgerRow(client, "CHARGE", amount, charge, null));
    balances.merge(client, amount, Long::sum);
    return this;
  }

  Story isRefused(
      Operation operation,
      String client,
      long sequence,
      String reservation,
      int status,
      String code) {
    JsonObject arguments = token(sequence);
    if (reservation != null) {
      arguments.put("reservationId", reservation);
    }
    boolean retryAfter = status == 503 || status == 429;
    return call(
        operation,
        client,
        arguments,
        new Reply(Outcome.REFUSED, status, code, true, retryAfter, new JsonObject()));
  }

  /** A hold whose place ended while it was written. */
  Story holdWithdrawn(String client, long sequence, String reservation, String seat, String code) {
    call(
        Operation.HOLD,
        client,
        token(sequence).put("seatIds", new JsonArray(List.of(seat))),
        new Reply(Outcome.REFUSED, 401, code, true, false, new JsonObject()));
    reservations.add(
        new ReservationRow(
            reservation,
            client,
            List.of(seat),
            "CANCELLED",
            PRICE,
            nowUs + HOLD_LIFE_US,
            nowUs,
            0));
    return this;
  }

  Story hearsNothing(Operation operation, String client, long sequence, String reservation) {
    JsonObject arguments = token(sequence);
    if (reservation != null) {
      arguments.put("reservationId", reservation);
    }
    return call(operation, client, arguments, Reply.none("timeout"));
  }

  Story call(Operation operation, String client, JsonObject arguments, Reply reply) {
    long id = ++ids;
    String key = nextKey == null ? "key-" + id : nextKey;
    nextKey = null;
    Call call = new Call(id, client, node, operation, key, arguments);
    attempts.add(new Attempt(id, call, reply, nowUs, nowUs + CALL_US));
    nowUs += CALL_US;
    return this;
  }

  /** Gives a reservation's row another state. */
  Story become(String reservation, String state, int payments) {
    ReservationRow row = row(reservation);
    reservations.remove(row);
    reservations.add(
        new ReservationRow(
            reservation,
            row.client(),
            row.seats(),
            state,
            row.amount(),
            row.expiresAtUs(),
            state.equals("HELD") ? 0 : nowUs,
            payments));
    return this;
  }

  ReservationRow row(String reservation) {
    return reservations.stream()
        .filter(row -> row.reservationId().equals(reservation))
        .findFirst()
        .orElseThrow();
  }

  Attempt last() {
    return attempts.get(attempts.size() - 1);
  }

  static JsonObject token(long sequence) {
    return new JsonObject().put("epoch", 1).put("sequence", sequence);
  }

  private static Reply ok(JsonObject fields) {
    return new Reply(Outcome.OK, 200, "", false, false, fields);
  }

  /** The violated invariants, each once, in the order of their declaration. */
  List<Invariant> violations(RunFacts facts) {
    return Checker.check(attempts, stores(), facts).stream()
        .map(Violation::invariant)
        .distinct()
        .sorted()
        .toList();
  }

  List<Invariant> violations() {
    return violations(RunFacts.calm(2, 10));
  }

  private Stores stores() {
    return new Stores(reservations, owners, ledger, charges, keys, balances, false, findings);
  }
}
