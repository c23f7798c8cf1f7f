package io.boxoffice.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;

/** A concert on sale with one performance, written straight into a test's own database. */
public final class SaleFixture {
  public static final long CONCERT = 1_000;
  public static final long PERFORMANCE = 2_000;
  public static final long EPOCH = 1;
  private static final long FIRST_SEAT = 10_000;

  private final String database;

  private SaleFixture(String database) {
    this.database = database;
  }

  /**
   * Makes the concert.
   *
   * @param seats how many, each at 100
   * @param holdSeconds how long a hold lasts
   * @param maxHeldSeats per user at one time; 4 may be held and owned together, or as many as this
   */
  public static SaleFixture create(String database, int seats, int holdSeconds, int maxHeldSeats) {
    SaleFixture fixture = new SaleFixture(database);
    fixture.execute(
        """
        insert into concerts (id, title, venue, state, currency, time_zone, sales_open_at, sales_close_at,
          max_held_seats, max_seats_per_user, hold_seconds, capacity, admit_per_minute, max_waiting,
          waiting_ttl_seconds, admission_ttl_seconds)
        values (%d, 'Test', 'Hall', 'ON_SALE', 'KRW', 'Asia/Seoul', now() - interval '1 hour',
          now() + interval '1 day', %d, %d, %d, 1000, 0, 100000, 120, 600)
        """
            .formatted(CONCERT, maxHeldSeats, Math.max(4, maxHeldSeats), holdSeconds));
    fixture.execute(
        "insert into performances (id, concert_id, starts_at, total_seats) values (%d, %d, now() + interval '1 day', %d)"
            .formatted(PERFORMANCE, CONCERT, seats));
    fixture.execute(
        """
        insert into seats (id, performance_id, ordinal, seat_guid, zone, row_label, number, category, price)
        select %d + n, %d, n, 'guid-' || n, 'Stalls', 'A', n::text, 'Standard', 100
          from generate_series(1, %d) n
        """
            .formatted(FIRST_SEAT, PERFORMANCE, seats));
    return fixture;
  }

  /** The id of the n-th seat, from 1. */
  public static long seat(int n) {
    return FIRST_SEAT + n;
  }

  /** Makes users {@code first} .. {@code first + count - 1}, each with a wallet of this balance. */
  public List<Long> users(long first, int count, long balance) {
    execute(
        "insert into users (id, name, password_hash) select n, 'user-' || n, '-' from generate_series(%d, %d) n"
            .formatted(first, first + count - 1));
    execute(
        "insert into wallets (user_id, balance, entries) select n, %d, %d from generate_series(%d, %d) n"
            .formatted(balance, balance > 0 ? 1 : 0, first, first + count - 1));
    if (balance > 0) {
      execute(
          """
          insert into charges (id, user_id, amount, state, balance_after, key_user_id, key_method, key_path, key)
          select n, n, %d, 'APPROVED', %d, n, 'POST', '/seed', 'seed' from generate_series(%d, %d) n
          """
              .formatted(balance, balance, first, first + count - 1));
      execute(
          """
          insert into ledger_entries (id, user_id, entry_no, kind, amount, balance_after, charge_id)
          select n, n, 1, 'CHARGE', %d, %d, n from generate_series(%d, %d) n
          """
              .formatted(balance, balance, first, first + count - 1));
    }
    return LongStream.range(first, first + count).boxed().toList();
  }

  /** Runs a statement. */
  public void execute(String sql) {
    try (Connection connection = TestPostgres.jdbc(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row. */
  public long count(String sql) {
    try (Connection connection = TestPostgres.jdbc(database);
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** What must hold after any run: owners, money and payments agree with each other. */
  public long violations() {
    return count(
        """
        select
          (select count(*) from (select seat_id from reservation_seats s join reservations r on r.id = s.reservation_id
             where r.state = 'CONFIRMED' or (r.state = 'HELD' and r.expires_at > clock_timestamp())
             group by seat_id having count(*) > 1) x)
        + (select count(*) from wallets w
             where balance <> (select coalesce(sum(amount), 0) from ledger_entries e where e.user_id = w.user_id))
        + (select count(*) from reservations r
             where (state = 'CONFIRMED') <> exists (select 1 from payments p where p.reservation_id = r.id and p.state = 'PAID'))
        + (select count(*) from reservations r
             where (state = 'CONFIRMED') <> exists (
               select 1 from ledger_entries e where e.reservation_id = r.id and e.amount = -r.amount))
        + (select count(*) from reservation_seats s join reservations r on r.id = s.reservation_id
             where r.state = 'CONFIRMED' and not exists (
               select 1 from seats x where x.id = s.seat_id and x.state = 'SOLD' and x.reservation_id = r.id))
        + (select count(*) from seats x where state = 'SOLD' and not exists (
             select 1 from reservations r where r.id = x.reservation_id and r.state = 'CONFIRMED'))
        """);
  }
}
