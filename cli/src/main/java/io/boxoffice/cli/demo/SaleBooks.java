package io.boxoffice.cli.demo;

import io.boxoffice.cli.client.Problem;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.Views.Seat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The buyers' side of the books: what was asked, refused, charged and bought, as the answers said.
 * It is compared with the server's own books at the end. Safe for use from any thread.
 */
final class SaleBooks implements RestChannel.Observer {
  /** How a buyer's evening ended. */
  enum Outcome {
    BOUGHT,
    GAVE_UP_A_HOLD,
    LEFT_THE_LINE,
    CAME_TOO_LATE
  }

  /** Seats and money of one category. */
  record Sold(long seats, long money) {}

  private static final int MAX_FAULTS_KEPT = 100;

  private final LongAdder requests = new LongAdder();
  private final LongAdder serverFaults = new LongAdder();
  private final LongAdder charged = new LongAdder();
  private final LongAdder spent = new LongAdder();
  private final LongAdder seats = new LongAdder();
  private final AtomicLong mostAdmitted = new AtomicLong();
  private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
  private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final Map<String, Sold> categories = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

  @Override
  public void answered(String method, String path, int status, Problem problem) {
    requests.increment();
    if (problem == null) {
      return;
    }
    refusals.computeIfAbsent(status + " " + problem.code(), code -> new LongAdder()).increment();
    if (problem.serverFault()) {
      serverFaults.increment();
      fault(method + " " + path + ": " + status + " " + problem.inOneLine());
    }
  }

  void charged(long amount) {
    charged.add(amount);
  }

  void bought(Iterable<Seat> paidSeats, long amount) {
    spent.add(amount);
    for (Seat seat : paidSeats) {
      seats.increment();
      categories.merge(
          seat.category(),
          new Sold(1, seat.price()),
          (a, b) -> new Sold(a.seats() + b.seats(), a.money() + b.money()));
    }
  }

  void finished(Outcome outcome) {
    outcomes.computeIfAbsent(outcome, each -> new LongAdder()).increment();
  }

  void admitted(long now) {
    mostAdmitted.accumulateAndGet(now, Math::max);
  }

  /** Something that must not happen; the first hundred are kept. */
  void fault(String what) {
    if (faults.size() < MAX_FAULTS_KEPT) {
      faults.add(what);
    }
  }

  long requests() {
    return requests.sum();
  }

  long serverFaults() {
    return serverFaults.sum();
  }

  long charged() {
    return charged.sum();
  }

  long spent() {
    return spent.sum();
  }

  long seats() {
    return seats.sum();
  }

  long mostAdmitted() {
    return mostAdmitted.get();
  }

  long finished() {
    return outcomes.values().stream().mapToLong(LongAdder::sum).sum();
  }

  long count(Outcome outcome) {
    LongAdder count = outcomes.get(outcome);
    return count == null ? 0 : count.sum();
  }

  Map<String, Long> refusals() {
    Map<String, Long> sums = new TreeMap<>();
    refusals.forEach((code, count) -> sums.put(code, count.sum()));
    return sums;
  }

  Map<String, Sold> categories() {
    return new TreeMap<>(categories);
  }

  Iterable<String> faults() {
    return faults;
  }
}
