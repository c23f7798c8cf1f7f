package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.BuyerRequests.Tail;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.bench.stage.Replies;
import io.boxoffice.cli.bench.stage.Sample;
import io.boxoffice.cli.bench.stage.ServerProcess;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The paths whose yardstick is a bare route that answers the same bytes. */
final class ReadTrials {
  private static final String QUEUE_ROUTE = "/api/v1/concerts/:concertId/queue";
  private static final String SEATS_ROUTE = "/api/v1/performances/:performanceId/seats";
  private static final String RESERVATIONS = "/api/v1/reservations";
  private static final int TAKEN_SEATS = 50;

  private final Ground ground;

  ReadTrials(Ground ground) {
    this.ground = ground;
  }

  PathReport poll() {
    Places places = ground.join(ground.smallConcert());
    String path = Joins.path(places.concertId());
    Sample sample = ground.sample("GET", path, places, Map.of(), null);
    return duel(
        sample.route("GET", QUEUE_ROUTE), () -> BuyerRequests.polls(ground.crowd(), places));
  }

  PathReport join() {
    String sampled = ground.smallConcert();
    Sample sample = ground.sample("POST", Joins.path(sampled), null, Map.of(), null);
    ground.greet(Joins.of(ground.crowd(), ground.smallConcert()));
    try (ServerProcess bare = bare(sample.route("POST", QUEUE_ROUTE));
        Contender ours = ours(new FreshQueues());
        Contender yardstick =
            contender("yardstick", bare, Supply.endless(Joins.of(ground.crowd(), sampled)))) {
      return new Duel(ground).fight(List.of(ours, yardstick));
    }
  }

  /** Queues that nobody has joined, as many as a load wants; the last load's are closed. */
  private final class FreshQueues implements Supply {
    private final List<String> open = new ArrayList<>();

    @Override
    public Requests prepare(long most) {
      open.forEach(
          id -> ground.operator().operations().changeConcert(id, Map.of("state", "CLOSED")));
      open.clear();
      for (long joins = 0; joins < most; joins += ground.crowd().size()) {
        open.add(ground.smallConcert());
      }
      return new Joins(ground.crowd(), open, null);
    }
  }

  PathReport seatsUnchanged() {
    String path = seatsPath();
    Sample first = ground.sample("GET", path, ground.admitted(), Map.of(), null);
    String condition = first.header("ETag");
    Sample sample =
        ground.sample("GET", path, ground.admitted(), Map.of("If-None-Match", condition), null);
    byte[] head = BuyerRequests.head("GET", path, "If-None-Match: " + condition);
    return duel(
        sample.route("GET", SEATS_ROUTE),
        () -> new BuyerRequests(head, ground.crowd(), ground.admitted(), Tail.NONE, 304));
  }

  /** Beside the route that compresses each time, one whose body lies compressed. */
  PathReport seatsFull() {
    String path = seatsPath();
    Sample plain = ground.sample("GET", path, ground.admitted(), Map.of(), null);
    Sample packed =
        ground.sample("GET", path, ground.admitted(), Map.of("Accept-Encoding", "gzip"), null);
    byte[] head = BuyerRequests.head("GET", path, "Accept-Encoding: gzip");
    Requests requests = new BuyerRequests(head, ground.crowd(), ground.admitted(), Tail.NONE, 200);
    Map<String, String> encoded = new HashMap<>(packed.headers());
    encoded.put("Content-Encoding", "gzip");
    Replies.Route prepared = packed.with(encoded).route("GET", SEATS_ROUTE);
    ground.greet(requests);
    try (ServerProcess bare = bare(plain.route("GET", SEATS_ROUTE));
        ServerProcess bareOfPrepared = bare(prepared);
        Contender ours = ours(Supply.endless(requests));
        Contender yardstick = contender("yardstick", bare, Supply.endless(requests));
        Contender third = contender("prepared", bareOfPrepared, Supply.endless(requests))) {
      return new Duel(ground).fight(List.of(ours, yardstick, third));
    }
  }

  /** One buyer holds a row; all others want a seat of it. */
  PathReport holdTaken() {
    String performanceId = ground.hall().performances().get(0).performanceId();
    List<String> taken = ground.takeSeats(performanceId, TAKEN_SEATS);
    List<byte[]> bodies =
        taken.stream().map(seat -> BuyerRequests.ascii(holdBody(performanceId, seat))).toList();
    Sample sample =
        ground.sample(
            "POST",
            RESERVATIONS,
            ground.admitted(),
            Map.of(
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString()),
            holdBody(performanceId, taken.get(0)));
    byte[] head = BuyerRequests.head("POST", RESERVATIONS);
    return duel(
        sample.route("POST", RESERVATIONS),
        () ->
            new BuyerRequests(
                head, ground.crowd(), ground.admitted(), new KeyedBodies(bodies), 409));
  }

  static String holdBody(String performanceId, String seatId) {
    return "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\"]}".formatted(performanceId, seatId);
  }

  /** A body out of a few, each time under a new key. */
  static final class KeyedBodies implements Tail {
    private static final byte[] KEY =
        BuyerRequests.ascii("Content-Type: application/json\r\nIdempotency-Key: ");
    private static final byte[] LENGTH = BuyerRequests.ascii("\r\nContent-Length: ");
    private static final byte[] END = BuyerRequests.ascii("\r\n\r\n");

    private final String run = UUID.randomUUID().toString();
    private final List<byte[]> bodies;
    private long count;

    KeyedBodies(List<byte[]> bodies) {
      this.bodies = List.copyOf(bodies);
    }

    @Override
    public void write(ByteBuffer out, int buyer) {
      byte[] body = bodies.get((int) (count % bodies.size()));
      put(out, run + "-" + count++, body);
    }

    /** Appends the headers of a body under a key, and the body. */
    static void put(ByteBuffer out, String key, byte[] body) {
      out.put(KEY).put(BuyerRequests.ascii(key));
      out.put(LENGTH).put(BuyerRequests.ascii(Integer.toString(body.length))).put(END).put(body);
    }
  }

  private String seatsPath() {
    return "/api/v1/performances/" + ground.hall().performances().get(0).performanceId() + "/seats";
  }

  private PathReport duel(Replies.Route route, java.util.function.Supplier<Requests> requests) {
    ground.greet(requests.get());
    try (ServerProcess bare = bare(route);
        Contender ours = ours(Supply.endless(requests.get()));
        Contender yardstick = contender("yardstick", bare, Supply.endless(requests.get()))) {
      return new Duel(ground).fight(List.of(ours, yardstick));
    }
  }

  private ServerProcess bare(Replies.Route route) {
    return ground.stage().bareServer(new Replies(List.of(route)));
  }

  private Contender ours(Supply supply) {
    return contender("ours", ground.node(), supply);
  }

  private Contender contender(String name, ServerProcess server, Supply supply) {
    return new HttpContender(name, server, supply, ground.settings().connections());
  }
}
