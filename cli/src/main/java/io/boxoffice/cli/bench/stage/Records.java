package io.boxoffice.cli.bench.stage;

import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.shared.id.Tsids;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads what a database has of a sale, past all nodes. */
public final class Records {
  private static final int FETCH = 10_000;

  private static final String SEATS =
      """
      select s.performance_id, s.id from seats s join performances p on p.id = s.performance_id
       where p.concert_id = ?
       order by p.id, s.ordinal
      """;

  /** Whole: as many seats, payments and debits as its state says, and no more. */
  private static final String RESERVATIONS =
      """
      select r.id, r.user_id, r.state = 'CONFIRMED' as paid,
             r.state in ('HELD', 'CONFIRMED')
             and (select count(*) = 1
                         and bool_and(s.state = case r.state when 'HELD' then 'HELD' else 'SOLD' end)
                    from seats s where s.reservation_id = r.id)
             and (select count(*) = (r.state = 'CONFIRMED')::int
                         and coalesce(bool_and(p.state = 'PAID' and p.amount = r.amount), true)
                    from payments p where p.reservation_id = r.id)
             and (select coalesce(sum(e.amount), 0) = -r.amount * (r.state = 'CONFIRMED')::int
                    from ledger_entries e where e.reservation_id = r.id and e.kind = 'PAYMENT')
             as whole
        from reservations r where r.concert_id = ?
      """;

  private static final String WRONG_WALLETS =
      """
      select count(*)
        from wallets w
        left join (select user_id, sum(amount) as total, count(*) as entries
                     from ledger_entries group by user_id) l on l.user_id = w.user_id
       where w.balance <> coalesce(l.total, 0) or w.entries <> coalesce(l.entries, 0)
      """;

  private static final String SOLD_TWICE =
      """
      select count(*)
        from (select s.seat_id
                from reservation_seats s join reservations r on r.id = s.reservation_id
               where r.state in ('HELD', 'CONFIRMED')
               group by s.seat_id having count(*) > 1) seats
      """;

  private final String jdbcUrl;
  private final String user;
  private final String password;

  Records(String jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  /** A seat and the performance that it is for. */
  public record SeatRow(long performanceId, long seatId) {}

  /**
   * A reservation as it stands.
   *
   * @param paid whether it is confirmed
   * @param whole whether seat, payment and ledger say the same as its state
   */
  public record ReservationRow(long reservationId, long userId, boolean paid, boolean whole) {}

  /** A concert's seats, performance after performance, in plan order. */
  public List<SeatRow> seats(String concertId) {
    List<SeatRow> seats = new ArrayList<>();
    read(SEATS, concertId, row -> seats.add(new SeatRow(row.getLong(1), row.getLong(2))));
    return seats;
  }

  /** Every reservation that was ever made for a concert. */
  public void reservations(String concertId, Consumer<ReservationRow> each) {
    read(
        RESERVATIONS,
        concertId,
        row ->
            each.accept(
                new ReservationRow(
                    row.getLong(1), row.getLong(2), row.getBoolean(3), row.getBoolean(4))));
  }

  /** How many wallets are not the sum of their ledger. */
  public long wrongWallets() {
    return count(WRONG_WALLETS);
  }

  /** How many seats have more than one live reservation. */
  public long soldTwice() {
    return count(SOLD_TWICE);
  }

  private long count(String sql) {
    long[] count = new long[1];
    read(sql, null, row -> count[0] = row.getLong(1));
    return count[0];
  }

  @FunctionalInterface
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  /**
   * @param concertId null for a statement without a parameter
   */
  private void read(String sql, String concertId, Row each) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setFetchSize(FETCH);
        if (concertId != null) {
          statement.setLong(1, Tsids.parse(concertId).orElseThrow());
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            each.take(rows);
          }
        }
      }
    } catch (SQLException e) {
      throw new CommandFailure(
          ExitCode.REFUSED, "The benchmark's database refuses: " + e.getMessage(), null);
    }
  }
}
