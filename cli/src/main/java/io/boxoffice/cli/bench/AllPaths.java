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
 * A mix of all paths as a sale has it: hardly anything but polls. Every load's requests are used on
 * one thread; of the sales each lane has its own.
 */
final class AllPaths {
  private static final double POLLS = 0.90;
  private static final double SEATS_UNCHANGED = 0.05;
  private static final double JOINS = 0.03;
  private static final double HOLDS_AND_PAYMENTS = 0.02;

  /** So that more than one node has queues. */
  private static final int QUEUES = 4;

  private static final double MARGIN = 1.3;
  private static final int LEAST = 200;

  private final Ground ground;
  private final List<Places> queues = new ArrayList<>();
  private final String seatsPath;
  private final String seatsVersion;
  private final List<Sales> sales = new ArrayList<>();
  private final List<String> joined = new ArrayList<>();

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
    }
  }

  static Map<String, Double> shares() {
    Map<String, Double> shares = new TreeMap<>();
    shares.put("poll", POLLS);
    shares.put("seatsUnchanged", SEATS_UNCHANGED);
    shares.put("join", JOINS);
    shares.put("hold", HOLDS_AND_PAYMENTS / 2);
    shares.put("payment", HOLDS_AND_PAYMENTS / 2);
    return shares;
  }

  /** Closes the queues that earlier loads have joined, and plans for the rows that they left. */
  void forget() {
    joined.forEach(
        id -> ground.operator().operations().changeConcert(id, Map.of("state", "CLOSED")));
    joined.clear();
    ground.stage().analyze();
  }

  /**
   * The requests of one load.
   *
   * @param lane from 0
   * @param most how many there may be
   */
  Requests prepare(int lane, double most, long seed) {
    List<Mix.Part> parts = new ArrayList<>();
    for (Places queue : queues) {
      byte[] head = BuyerRequests.head("GET", Joins.path(queue.concertId()));
      parts.add(new Mix.Part(POLLS / QUEUES, endless(head, queue, 200)));
    }
    byte[] seats = BuyerRequests.head("GET", seatsPath, "If-None-Match: " + seatsVersion);
    parts.add(new Mix.Part(SEATS_UNCHANGED, endless(seats, ground.admitted(), 304)));
    parts.add(new Mix.Part(JOINS, new Joins(ground.crowd(), fresh(atMost(most, JOINS)), null)));
    long holds = atMost(most, HOLDS_AND_PAYMENTS / 2);
    parts.add(new Mix.Part(HOLDS_AND_PAYMENTS, sales.get(lane).prepare(holds)));
    return new Mix(parts, seed);
  }

  private static long atMost(double most, double share) {
    return (long) (most * share * MARGIN) + LEAST;
  }

  private BuyerRequests endless(byte[] head, Places places, int expected) {
    return new BuyerRequests(head, ground.crowd(), places, Tail.NONE, expected);
  }

  /** Queues that nobody has joined. */
  private List<String> fresh(long joins) {
    List<String> concerts = new ArrayList<>();
    for (long room = 0; room < joins; room += ground.crowd().size()) {
      concerts.add(ground.smallConcert());
    }
    joined.addAll(concerts);
    return concerts;
  }
}
