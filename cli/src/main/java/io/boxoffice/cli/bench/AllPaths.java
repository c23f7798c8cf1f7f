package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.BuyerRequests.Tail;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.bench.stage.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Mixes of all paths. Every load's requests are used on one thread; of the sales and of the queues
 * that are joined each lane has its own.
 */
final class AllPaths {
  /** How often each kind comes, of all requests; together 1. */
  record Shares(double polls, double seatsUnchanged, double joins, double holdsAndPayments) {
    /** As a sale has it: hardly anything but polls. */
    static final Shares SALE = new Shares(0.90, 0.05, 0.03, 0.02);

    /** What a sale has seldom, often: so a new node's compilers soon know it. */
    static final Shares REHEARSAL = new Shares(0.50, 0.10, 0.20, 0.20);

    /** By the names that the paths have elsewhere; a sale is a hold and a payment. */
    Map<String, Double> byName() {
      Map<String, Double> shares = new TreeMap<>();
      shares.put("poll", polls);
      shares.put("seatsUnchanged", seatsUnchanged);
      shares.put("join", joins);
      shares.put("hold", holdsAndPayments / 2);
      shares.put("payment", holdsAndPayments / 2);
      return shares;
    }
  }

  /** So that more than one node has queues. */
  private static final int QUEUES = 4;

  private static final double MARGIN = 1.3;
  private static final int LEAST = 200;

  private final Ground ground;
  private final List<Places> queues = new ArrayList<>();
  private final String seatsPath;
  private final String seatsVersion;
  private final List<Sales> sales = new ArrayList<>();
  private final List<Joins> joins = new ArrayList<>();
  private final List<List<String>> joined = new ArrayList<>();

  /**
   * Opens what the paths need.
   *
   * @param lanes how many loads there are at one time
   */
  AllPaths(Ground ground, int lanes) {
    this.ground = ground;
    for (int i = 0; i < QUEUES; i++) {
      queues.add(ground.join(ground.smallConcert()));
    }
    seatsPath =
        "/api/v1/performances/" + ground.hall().performances().get(0).performanceId() + "/seats";
    Sample seats = ground.sample("GET", seatsPath, ground.admitted(), Map.of(), null);
    seatsVersion = seats.header("ETag");
    for (int i = 0; i < lanes; i++) {
      sales.add(new Sales(ground));
      joins.add(new Joins(ground.crowd(), List.of(), null));
      joined.add(List.of());
    }
  }

  /**
   * The requests of one load.
   *
   * @param lane from 0
   * @param most how many there may be
   */
  Requests prepare(Shares shares, int lane, double most, long seed) {
    List<Mix.Part> parts = new ArrayList<>();
    for (Places queue : queues) {
      Requests polls = BuyerRequests.polls(ground.crowd(), queue);
      parts.add(new Mix.Part(shares.polls() / QUEUES, polls));
    }
    byte[] seats = BuyerRequests.head("GET", seatsPath, "If-None-Match: " + seatsVersion);
    Requests unchanged =
        new BuyerRequests(seats, ground.crowd(), ground.admitted(), Tail.NONE, 304);
    parts.add(new Mix.Part(shares.seatsUnchanged(), unchanged));
    parts.add(new Mix.Part(shares.joins(), joins(lane, atMost(most, shares.joins()))));
    long holds = atMost(most, shares.holdsAndPayments() / 2);
    parts.add(new Mix.Part(shares.holdsAndPayments(), sales.get(lane).prepare(holds)));
    return new Mix(parts, seed);
  }

  private static long atMost(double most, double share) {
    return (long) (most * share * MARGIN) + LEAST;
  }

  /** The lane's queue goes on until too few are left who are not in it. */
  private Joins joins(int lane, long most) {
    if (joins.get(lane).left() < most) {
      List<String> fresh = new ArrayList<>();
      for (long room = 0; room < most; room += ground.crowd().size()) {
        fresh.add(ground.smallConcert());
      }
      joined.set(lane, fresh).forEach(this::close);
      joins.set(lane, new Joins(ground.crowd(), fresh, null));
    }
    return joins.get(lane);
  }

  private void close(String concertId) {
    ground.operator().operations().changeConcert(concertId, Map.of("state", "CLOSED"));
  }
}
