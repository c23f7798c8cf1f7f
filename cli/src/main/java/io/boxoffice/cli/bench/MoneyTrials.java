package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.FreshRequests.Batch;
import io.boxoffice.cli.bench.ReadTrials.KeyedBodies;
import io.boxoffice.cli.bench.stage.BenchConcert;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.bench.stage.SqlMessages.Command;
import io.boxoffice.shared.id.Tsids;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/**
 * The paths that end in the database. Their yardstick is the same statement through the same
 * driver, without us; every request of either side has a seat, or a hold, of its own.
 */
final class MoneyTrials {
  private static final String RESERVATIONS = "/api/v1/reservations";
  private static final byte[] NOTHING = {};

  /** Seats of one performance, which are sold one after the other. */
  private static final int HALL = 1_000;

  private static final int ROW = 50;
  private static final int MOST_HALLS = 100;

  /** More than these could not be sure of their admission in a queue that has room for 200,000. */
  private static final int MOST_BUYERS = 100_000;

  /** A concert is made for so many loads as the one that wants it, since the crowd must join it. */
  private static final int LOADS = 4;

  private final Ground ground;
  private final int buyers;
  private final String run = UUID.randomUUID().toString();

  MoneyTrials(Ground ground) {
    this.ground = ground;
    buyers = Math.min(ground.crowd().size(), MOST_BUYERS);
  }

  /** A buyer has a place and has looked at it, and holds a seat that nobody has had. */
  PathReport hold() {
    return duel(Command.HOLD, this::freeSeats, atLeast -> concert(halls(atLeast)));
  }

  /** A buyer has a place, has looked at it and has a hold, and pays; that ends the place. */
  PathReport payment() {
    return duel(Command.PAYMENT, atLeast -> heldSeats(), atLeast -> concertOfHolds());
  }

  private PathReport duel(Command command, LongFunction<Batch> ours, LongUnaryOperator theirs) {
    try (ServerProcess sql = ground.stage().sqlServer(command, ground.crowd(), buyers);
        Contender node =
            new HttpContender(
                "ours",
                ground.node(),
                new FreshRequests(ours, this::settle),
                ground.settings().connections());
        Contender yardstick = new SqlContender("yardstick", sql, theirs, this::settle)) {
      return new Duel(ground).fightForFew(List.of(node, yardstick));
    }
  }

  /** Both sides begin with plans for what the tables have by now. */
  private void settle() {
    ground.stage().analyze();
    ground.settle();
  }

  private static int halls(long atLeast) {
    return (int) Math.min(MOST_HALLS, (LOADS * atLeast + HALL - 1) / HALL);
  }

  /** Opens a concert of whole halls. */
  private long concert(int halls) {
    return concert(HALL, halls);
  }

  private long concert(int seats, int performances) {
    BenchConcert concert = new BenchConcert("Sale", seats, performances, Ground.MOST_ADMITTED);
    String id = ground.stage().open(ground.operator(), concert).concertId();
    return Tsids.parse(id).orElseThrow();
  }

  private Batch freeSeats(long atLeast) {
    long concertId = concert(halls(atLeast));
    Places places = ground.join(Tsids.format(concertId));
    // Nobody knows a seat who has not looked at it, and so has shown the token before.
    ground.greet(BuyerRequests.polls(ground.crowd(), places));
    int most = (int) Math.min(Integer.MAX_VALUE, (long) BenchConcert.SEATS_A_USER * buyers);
    long[] seats = ground.stage().seats(concertId, most);
    byte[] head = BuyerRequests.head("POST", RESERVATIONS);
    return new Batch() {
      @Override
      public int size() {
        return seats.length / 2;
      }

      @Override
      public void write(ByteBuffer out, int index) {
        String performance = Tsids.format(seats[2 * index]);
        String seat = Tsids.format(seats[2 * index + 1]);
        byte[] body = BuyerRequests.ascii(ReadTrials.holdBody(performance, seat));
        put(head, seat, body, places, index, out);
      }
    };
  }

  private void put(byte[] head, String key, byte[] body, Places places, int index, ByteBuffer out) {
    BuyerRequests.Tail tail = (to, buyer) -> KeyedBodies.put(to, run + "-" + key, body);
    new BuyerRequests(head, ground.crowd(), places, tail, 0)
        .write(out, Crowd.spread(index, buyers));
  }

  private Batch heldSeats() {
    long concertId = concertForAll();
    Places places = ground.join(Tsids.format(concertId));
    // Nobody has a hold who has not shown the token before.
    ground.greet(BuyerRequests.polls(ground.crowd(), places));
    long[] holds = ground.stage().hold(concertId, ground.crowd(), buyers, places);
    return new Batch() {
      @Override
      public int size() {
        return holds.length;
      }

      @Override
      public void write(ByteBuffer out, int index) {
        String reservation = Tsids.format(holds[index]);
        byte[] head = BuyerRequests.head("POST", RESERVATIONS + "/" + reservation + "/payment");
        put(head, reservation, NOTHING, places, index, out);
      }
    };
  }

  private long concertOfHolds() {
    long concertId = concertForAll();
    ground.stage().hold(concertId, ground.crowd(), buyers, null);
    return concertId;
  }

  /** A concert with a seat for everybody. */
  private long concertForAll() {
    int rows = (Math.min(HALL, buyers) + ROW - 1) / ROW;
    return concert(rows * ROW, (buyers + HALL - 1) / HALL);
  }
}
