package io.boxoffice.cli.bench.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Writes into the database what a benchmark cannot make one request at a time: the keys that its
 * tokens are signed with, and a crowd of users with money.
 */
final class Books {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final int RSA_BITS = 2_048;

  /** More in one charge the database refuses. */
  private static final int MAX_CHARGE = 10_000_000;

  private static final String KEY =
      """
      insert into signing_keys (kid, kind, private_jwk, created_at)
      values (?, 'ACCESS_RS256', ?::jsonb, clock_timestamp() - ?::interval)
      """;

  private static final String USERS =
      """
      insert into users (id, name, password_hash, role)
      select id, 'bench-' || id, '-', 'BUYER' from generate_series(?::bigint, ?::bigint) id
      """;

  private static final String WALLETS =
      """
      insert into wallets (user_id, balance, entries)
      select id, ?::bigint, 1 from generate_series(?::bigint, ?::bigint) id
      """;

  private static final String CHARGES =
      """
      insert into charges (id, user_id, amount, state, balance_after, key_user_id, key_method,
                           key_path, key)
      select id, id, ?::bigint, 'APPROVED', ?::bigint, id, 'POST', '/api/v1/wallet/charges', 'bench'
        from generate_series(?::bigint, ?::bigint) id
      """;

  private static final String ENTRIES =
      """
      insert into ledger_entries (id, user_id, entry_no, kind, amount, balance_after, charge_id)
      select id, id, 1, 'CHARGE', ?::bigint, ?::bigint, id
        from generate_series(?::bigint, ?::bigint) id
      """;

  private static final String SEATS =
      """
      select s.performance_id, s.id
        from performances p join seats s on s.performance_id = p.id
       where p.concert_id = ? order by p.starts_at, s.ordinal limit ?
      """;

  /**
   * What hold_seats() would have left behind, for many at once; its stored answers are not needed.
   */
  private static final String HOLDS =
      """
      with seat as (
        select s.id, s.performance_id, s.price, c.id as concert_id, c.currency, c.hold_seconds,
               row_number() over (order by p.starts_at, s.ordinal) as turn
          from concerts c join performances p on p.concert_id = c.id
          join seats s on s.performance_id = p.id
         where c.id = ?),
      hold as (
        select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
          with ordinality as hold (id, user_id, epoch, sequence, turn)),
      reserved as (
        insert into reservations (id, user_id, concert_id, performance_id, state, amount, currency,
                                  queue_epoch, queue_sequence, created_at, expires_at)
        select hold.id, user_id, concert_id, performance_id, 'HELD', price, currency, epoch,
               sequence, now(), now() + make_interval(secs => hold_seconds)
          from hold join seat using (turn)
        returning id, expires_at),
      kept as (
        insert into reservation_seats (reservation_id, seat_id, price)
        select hold.id, seat.id, price from hold join seat using (turn))
      update seats
         set state = 'HELD', reservation_id = hold.id, hold_expires_at = reserved.expires_at,
             version = version + 1
        from hold join seat using (turn) join reserved on reserved.id = hold.id
       where seats.id = seat.id
      """;

  /**
   * Without the empty tables: one that was never counted is planned for as if it had some pages,
   * but one that was counted as empty is read from end to end until it is counted again.
   */
  private static final String ANALYZE =
      """
      do $$
      declare
        v_table name;
      begin
        for v_table in
          select relname from pg_class
           where relnamespace = 'public'::regnamespace and relkind = 'r'
             and pg_relation_size(oid) > 0
        loop
          execute format('analyze %I', v_table);
        end loop;
      end $$
      """;

  private final String jdbcUrl;
  private final String user;
  private final String password;

  Books(String jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  /**
   * Puts the keys there before the first node does: an ordinary one, which the nodes sign with
   * since it is the newest, and an older one, ours, which they verify with.
   */
  void addKeys(AccessKey ours) {
    run(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(KEY)) {
            insertKey(insert, ours.keyId(), ours.publicJwk(), "1 day");
            insertKey(insert, "bench-node", nodesJwk("bench-node"), "1 hour");
          }
        });
  }

  private static void insertKey(PreparedStatement insert, String kid, String jwk, String age)
      throws SQLException {
    insert.setString(1, kid);
    insert.setString(2, jwk);
    insert.setString(3, age);
    insert.executeUpdate();
  }

  private static String nodesJwk(String kid) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
      Map<String, String> jwk = new LinkedHashMap<>();
      jwk.put("kty", "RSA");
      jwk.put("use", "sig");
      jwk.put("alg", "RS256");
      jwk.put("kid", kid);
      jwk.put("n", unsigned(key.getModulus().toByteArray()));
      jwk.put("e", unsigned(key.getPublicExponent().toByteArray()));
      jwk.put("d", unsigned(key.getPrivateExponent().toByteArray()));
      jwk.put("p", unsigned(key.getPrimeP().toByteArray()));
      jwk.put("q", unsigned(key.getPrimeQ().toByteArray()));
      jwk.put("dp", unsigned(key.getPrimeExponentP().toByteArray()));
      jwk.put("dq", unsigned(key.getPrimeExponentQ().toByteArray()));
      jwk.put("qi", unsigned(key.getCrtCoefficient().toByteArray()));
      return RestChannel.JSON.writeValueAsString(jwk);
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new IllegalStateException("every Java 17 makes RSA keys", e);
    }
  }

  /** Without the zero byte that Java puts before a high bit. */
  private static String unsigned(byte[] bytes) {
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return BASE64URL.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /**
   * Adds buyers whose wallets were charged once.
   *
   * @param balanceMinor 1 to 10,000,000
   */
  void addBuyers(long firstId, int count, long balanceMinor) {
    if (balanceMinor < 1 || balanceMinor > MAX_CHARGE) {
      throw new IllegalArgumentException("one charge cannot make " + balanceMinor);
    }
    long lastId = firstId + count - 1;
    run(
        connection -> {
          connection.setAutoCommit(false);
          update(connection, USERS, firstId, lastId);
          update(connection, WALLETS, balanceMinor, firstId, lastId);
          update(connection, CHARGES, balanceMinor, balanceMinor, firstId, lastId);
          update(connection, ENTRIES, balanceMinor, balanceMinor, firstId, lastId);
          connection.commit();
          connection.setAutoCommit(true);
        });
    analyze();
  }

  /** Adds users without wallets. */
  void addUsers(long firstId, int count) {
    run(
        connection -> {
          update(connection, USERS, firstId, firstId + count - 1);
          update(connection, "analyze users");
        });
  }

  /**
   * A concert's seats in the order in which they are sold.
   *
   * @return performance and seat by turns
   */
  long[] seats(long concertId, int most) {
    LongStream.Builder seats = LongStream.builder();
    run(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(SEATS)) {
            query.setLong(1, concertId);
            query.setInt(2, most);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
              seats.add(rows.getLong(1)).add(rows.getLong(2));
            }
          }
        });
    return seats.build().toArray();
  }

  /**
   * Has every one of these holds have the next seat of the concert, none of which is taken.
   *
   * @param columns ids of the reservations and their users, epochs and sequences of their places
   */
  void addHolds(long concertId, Long[]... columns) {
    run(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(HOLDS)) {
            insert.setLong(1, concertId);
            for (int i = 0; i < columns.length; i++) {
              insert.setArray(i + 2, connection.createArrayOf("bigint", columns[i]));
            }
            if (insert.executeUpdate() != columns[0].length) {
              throw new SQLException("there are not enough seats");
            }
          }
        });
  }

  /** Has PostgreSQL count what there is, and plan anew for that. */
  void analyze() {
    run(connection -> update(connection, ANALYZE));
  }

  private static void update(Connection connection, String sql, long... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setLong(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  @FunctionalInterface
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private void run(Work work) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      work.on(connection);
    } catch (SQLException e) {
      throw new CommandFailure(
          ExitCode.REFUSED, "The benchmark's database refuses: " + e.getMessage(), null);
    }
  }
}
