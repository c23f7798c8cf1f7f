package io.boxoffice.cli.bench.stage;

import com.github.f4b6a3.tsid.TsidFactory;
import io.boxoffice.cli.bench.stage.SqlMessages.Setup;
import io.boxoffice.shared.id.Tsids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * What can still be held, or paid, and the statement that does it with the parameters that a node
 * would give it. Confined to one context.
 */
abstract class SqlStock {
  /** A node takes the lowest free number, so that it never makes the same ids. */
  private static final int NODE_BITS = 10;

  private static final int NODE = 1_022;

  /** As long as the real ones, which are SHA-256 in hexadecimal. */
  private static final String BODY_HASH = "5ca1ab1e".repeat(8);

  private static final String POST = "POST";

  final Setup setup;
  final ArrayDeque<Row> rows = new ArrayDeque<>();
  private final TsidFactory ids =
      TsidFactory.builder().withNodeBits(NODE_BITS).withNode(NODE).build();

  private SqlStock(Setup setup) {
    this.setup = setup;
  }

  static SqlStock of(Setup setup) {
    return switch (setup.command()) {
      case HOLD -> new FreeSeats(setup);
      case PAYMENT -> new Holds(setup);
    };
  }

  /** The statement, as ReservationSql has it. */
  abstract String command();

  /** Its parameters for the next one. */
  abstract Tuple next();

  /** Reads what one concert has. */
  abstract Future<RowSet<Row>> read(SqlLanes lanes, long concertId);

  Future<Integer> take(SqlLanes lanes, long concertId) {
    return read(lanes, concertId)
        .map(
            found -> {
              found.forEach(rows::add);
              return rows.size();
            });
  }

  int left() {
    return rows.size();
  }

  long newId() {
    return ids.create().toLong();
  }

  /** Every seat for the next user. */
  private static final class FreeSeats extends SqlStock {
    private static final String HOLD_SEATS =
        "select hold_seats($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6, $7, $8, $9, $10, $11, $12)";

    private static final String SEATS =
        """
        select p.concert_id, s.performance_id, s.id
          from performances p join seats s on s.performance_id = p.id
         where p.concert_id = $1
         order by p.starts_at, s.ordinal
         limit $2
        """;

    private final double admissionEndsMs = System.currentTimeMillis() + TimeUnit.DAYS.toMillis(1);
    private int count;

    FreeSeats(Setup setup) {
      super(setup);
    }

    @Override
    Future<RowSet<Row>> read(SqlLanes lanes, long concertId) {
      return lanes.execute(
          SEATS, Tuple.of(concertId, (long) setup.users() * BenchConcert.SEATS_A_USER));
    }

    @Override
    String command() {
      return HOLD_SEATS;
    }

    @Override
    Tuple next() {
      Row seat = rows.remove();
      long reservationId = newId();
      return Tuple.tuple()
          .addLong(setup.firstUserId() + Crowd.spread(count++, setup.users()))
          .addLong(seat.getLong(0))
          .addLong(1L)
          .addLong((long) count)
          .addDouble(admissionEndsMs)
          .addLong(seat.getLong(1))
          .addArrayOfLong(new Long[] {seat.getLong(2)})
          .addLong(reservationId)
          .addString(POST)
          .addString("/api/v1/reservations")
          .addString("hold-" + Tsids.format(reservationId))
          .addString(BODY_HASH);
    }
  }

  /** Every hold by its own user. */
  private static final class Holds extends SqlStock {
    private static final String PAY_RESERVATION =
        "select pay_reservation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    private static final String HOLDS =
        """
        select concert_id, id, user_id, queue_epoch, queue_sequence
          from reservations where concert_id = $1 and state = 'HELD' order by id
        """;

    Holds(Setup setup) {
      super(setup);
    }

    @Override
    Future<RowSet<Row>> read(SqlLanes lanes, long concertId) {
      return lanes.execute(HOLDS, Tuple.of(concertId));
    }

    @Override
    String command() {
      return PAY_RESERVATION;
    }

    @Override
    Tuple next() {
      Row hold = rows.remove();
      long paymentId = newId();
      return Tuple.tuple()
          .addLong(hold.getLong(2))
          .addLong(hold.getLong(0))
          .addLong(hold.getLong(3))
          .addLong(hold.getLong(4))
          .addLong(hold.getLong(1))
          .addLong(paymentId)
          .addLong(newId())
          .addString(POST)
          .addString("/api/v1/reservations/" + Tsids.format(hold.getLong(1)) + "/payment")
          .addString("pay-" + Tsids.format(paymentId))
          .addString(BODY_HASH);
    }
  }
}
