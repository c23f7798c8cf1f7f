package io.boxoffice.faults;

import io.boxoffice.faults.Stores.ChargeRow;
import io.boxoffice.faults.Stores.KeyRow;
import io.boxoffice.faults.Stores.LedgerRow;
import io.boxoffice.faults.Stores.Owner;
import io.boxoffice.faults.Stores.ReservationRow;
import io.boxoffice.shared.id.Tsids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a run's rows with JDBC, past the nodes: what they would rather not tell is here, too. */
final class StoreReader {
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final long concertId;
  private final Long[] users;

  StoreReader(Connection connection, String concertId, Set<String> clients) {
    this.connection = connection;
    this.concertId = id(concertId);
    this.users = clients.stream().map(StoreReader::id).toArray(Long[]::new);
  }

  /** All in one snapshot: a change whose outcome no client knows may still be under way. */
  Stores read(List<String> findings) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return new Stores(
        reservations(), owners(), ledger(), charges(), keys(), balances(), soldOut(), findings);
  }

  private List<ReservationRow> reservations() throws SQLException {
    return rows(
        """
        select r.id, r.user_id, r.state, r.amount, r.expires_at, r.ended_at,
               (select count(*) from payments p where p.reservation_id = r.id) as payments,
               array(select s.seat_id from reservation_seats s where s.reservation_id = r.id
                      order by s.seat_id) as seats
          from reservations r where r.concert_id = ?
        """,
        concertId,
        row ->
            new ReservationRow(
                tsid(row, "id"),
                tsid(row, "user_id"),
                tsids((Long[]) row.getArray("seats").getArray()),
                row.getString("state"),
                row.getLong("amount"),
                micros(row.getTimestamp("expires_at")),
                micros(row.getTimestamp("ended_at")),
                row.getInt("payments")));
  }

  private List<Owner> owners() throws SQLException {
    return rows(
        """
        select s.seat_id, s.reservation_id from reservation_seats s
          join reservations r on r.id = s.reservation_id
         where r.concert_id = ? and r.state in ('HELD', 'CONFIRMED')
           and (r.state = 'CONFIRMED' or r.expires_at > clock_timestamp())
        """,
        concertId,
        row -> new Owner(tsid(row, "seat_id"), tsid(row, "reservation_id")));
  }

  private List<LedgerRow> ledger() throws SQLException {
    return rows(
        "select user_id, kind, amount, charge_id, reservation_id from ledger_entries"
            + " where user_id = any (?)",
        users,
        row ->
            new LedgerRow(
                tsid(row, "user_id"),
                row.getString("kind"),
                row.getLong("amount"),
                tsid(row, "charge_id"),
                tsid(row, "reservation_id")));
  }

  private List<ChargeRow> charges() throws SQLException {
    return rows(
        "select id, user_id, amount, state, key from charges where user_id = any (?)",
        users,
        row ->
            new ChargeRow(
                tsid(row, "id"),
                tsid(row, "user_id"),
                row.getLong("amount"),
                row.getString("state"),
                row.getString("key")));
  }

  private List<KeyRow> keys() throws SQLException {
    return rows(
        """
        select user_id, key, (result ->> 'reservationId')::bigint as reservation_id
          from idempotency_keys where user_id = any (?) and path like '%/reservations'
        """,
        users,
        row -> new KeyRow(tsid(row, "user_id"), row.getString("key"), tsid(row, "reservation_id")));
  }

  private Map<String, Long> balances() throws SQLException {
    Map<String, Long> balances = new HashMap<>();
    rows(
        "select user_id, balance from wallets where user_id = any (?)",
        users,
        row -> balances.put(tsid(row, "user_id"), row.getLong("balance")));
    return balances;
  }

  private boolean soldOut() throws SQLException {
    return rows(
            """
            select 1 from seats s join performances p on p.id = s.performance_id
             where p.concert_id = ? and s.state <> 'SOLD' limit 1
            """,
            concertId,
            row -> true)
        .isEmpty();
  }

  private <T> List<T> rows(String sql, Object parameter, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (parameter instanceof Long[] ids) {
        statement.setArray(1, connection.createArrayOf("bigint", ids));
      } else {
        statement.setObject(1, parameter);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(reader.read(row));
        }
      }
      return rows;
    }
  }

  private static long id(String tsid) {
    return Tsids.parse(tsid).orElseThrow();
  }

  private static String tsid(ResultSet row, String column) throws SQLException {
    long id = row.getLong(column);
    return row.wasNull() ? null : Tsids.format(id);
  }

  private static List<String> tsids(Long[] ids) {
    return java.util.Arrays.stream(ids).map(Tsids::format).toList();
  }

  private static long micros(Timestamp at) {
    return at == null ? 0 : RigClock.ofInstant(at.toInstant());
  }
}
