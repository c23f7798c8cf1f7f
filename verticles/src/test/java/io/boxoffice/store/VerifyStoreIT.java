package io.boxoffice.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AdminMessages.Finding;
import io.boxoffice.store.VerifyStore.StoreCheck;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plants one fault of each kind behind the schema's back, and sees it found. */
class VerifyStoreIT {
  private static final String SALE =
      """
      insert into users (id, name, password_hash) values (1, 'ann', 'x'), (2, 'bob', 'x');
      insert into wallets (user_id) values (1), (2);
      insert into concerts (id, title, venue, state, currency, time_zone, sales_open_at,
        sales_close_at, max_held_seats, max_seats_per_user, hold_seconds, capacity,
        admit_per_minute, max_waiting, waiting_ttl_seconds, admission_ttl_seconds,
        queue_sequences)
      values (10, 't', 'v', 'ON_SALE', 'KRW', 'Asia/Seoul', now() - interval '1 day',
        now() + interval '1 day', 2, 4, 300, 100, 0, 1000, 120, 600, 100);
      insert into performances (id, concert_id, starts_at, total_seats)
      values (20, 10, now() + interval '1 day', 5);
      insert into seats (id, performance_id, ordinal, seat_guid, zone, row_label, number, category,
        price)
      select 100 + i, 20, i, 'guid' || i, 'z', 'r', i, 'c', 100 from generate_series(1, 5) i;
      select begin_charge(1, 1000, 501, 'KRW', 1, 'POST', '/c', 'k1', 'h');
      select settle_charge(501, true, 601);
      select begin_charge(2, 500, 502, 'KRW', 2, 'POST', '/c', 'k1', 'h');
      select hold_seats(1, 10, 1, 5, now() + interval '1 hour', 20, '{101}', 301,
        'POST', '/r', 'k2', 'h');
      select pay_reservation(1, 10, 1, 5, 301, 401, 602, 'POST', '/p', 'k3', 'h');
      select hold_seats(2, 10, 1, 6, now() + interval '1 hour', 20, '{102,105}', 302,
        'POST', '/r', 'k2', 'h');
      select hold_seats(1, 10, 1, 5, now() + interval '1 hour', 20, '{103}', 303,
        'POST', '/r', 'k4', 'h');
      select release_reservation(1, 303);
      """;

  private static final Map<String, String> FAULTS = new LinkedHashMap<>();

  static {
    plant(
        "A seat has more than one live reservation.",
        "drop index reservation_seats_one_owner;"
            + "insert into reservation_seats values (303, 101, 100, true)");
    plant(
        "A held or sold seat and its reservation do not agree.",
        "update reservations set state = 'CANCELLED' where id = 301");
    plant(
        "A free seat names a reservation.",
        "alter table seats drop constraint seats_owner;"
            + "update seats set reservation_id = 303 where id = 104");
    plant(
        "A live reservation and its seat do not agree.",
        "update reservation_seats set live = true where reservation_id = 303");
    plant(
        "A live reservation lacks a seat.",
        "update reservation_seats set live = false where reservation_id = 302 and seat_id = 105");
    plant(
        "A lapsed hold still keeps a seat.",
        "update seats set hold_expires_at = now() - interval '10 seconds' where id = 102");
    plant(
        "A lapsed hold is still HELD.",
        "update reservations set expires_at = now() - interval '10 seconds' where id = 302");
    plant(
        "A reserved seat's price is not the seat's.", "update seats set price = 99 where id = 101");
    plant(
        "A reservation's amount is not the sum of its seats.",
        "update reservations set amount = 199 where id = 302");
    plant(
        "A live reservation comes from a place that was never given out.",
        "update concerts set queue_sequences = 6");
    plant(
        "A performance does not have the seats that it was imported with.",
        "delete from seats where id = 104");
    plant(
        "A wallet is not the sum of its ledger.",
        "update wallets set balance = balance + 1 where user_id = 1");
    plant(
        "A wallet's pending amount is not the sum of its pending charges.",
        "update wallets set pending = 0 where user_id = 2");
    plant(
        "A ledger's running balance does not add up.",
        "update ledger_entries set balance_after = balance_after + 1 where id = 602");
    plant(
        "A charge and the ledger do not agree.",
        "update charges set state = 'DECLINED', balance_after = null where id = 501");
    plant(
        "A confirmed reservation, its payment and the ledger do not agree.",
        "update payments set user_id = 2 where id = 401");
    plant(
        "A ledger entry pays for nothing.",
        "update ledger_entries set reservation_id = null where id = 602");
    plant(
        "A payment's history does not end in its state.",
        "insert into payment_history (payment_id, transaction_key, state)"
            + " values (401, 'k3', 'REFUNDED')");
    plant("A user has more seats than a concert allows.", "update concerts set max_held_seats = 1");
  }

  private static Vertx vertx;

  private static void plant(String rule, String fault) {
    FAULTS.put(rule, fault);
  }

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  static Stream<String> rules() {
    return FAULTS.keySet().stream();
  }

  @Test
  void everyRuleHasItsFault() {
    assertThat(FAULTS.keySet()).containsExactlyInAnyOrderElementsOf(VerifyStore.rules());
  }

  @Test
  void aSaleThatWentWellIsSound() throws Exception {
    StoreCheck check = checkAfter(SALE);

    assertThat(check.findings()).isEmpty();
    // 5 seats, 3 reservations of 4 seats, 2 wallets, 2 entries, 2 charges, 1 payment.
    assertThat(check.checked()).isEqualTo(5 + 3 + 4 + 2 + 2 + 2 + 1);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aPlantedFaultIsFound(String rule) throws Exception {
    StoreCheck check = checkAfter(SALE, FAULTS.get(rule));

    assertThat(check.findings()).extracting(Finding::what).contains(rule);
  }

  @ParameterizedTest
  @MethodSource("lostMoney")
  void moneyThatWentAstrayIsFound(String fault) throws Exception {
    assertThat(checkAfter(SALE, fault).findings()).isNotEmpty();
  }

  static Stream<String> lostMoney() {
    String unguarded = "set session_replication_role = replica; ";
    return Stream.of(
        unguarded + "delete from payments",
        unguarded + "delete from ledger_entries where id = 602",
        unguarded + "delete from ledger_entries where id = 601",
        unguarded + "update ledger_entries set user_id = 2 where id = 602",
        "update payments set amount = 99",
        "update payments set state = 'REFUNDED'",
        "update reservations set state = 'HELD', ended_at = null where id = 301");
  }

  @Test
  void aFindingNamesTheRowsAsClientsSeeThem() throws Exception {
    StoreCheck check = checkAfter(SALE, "update seats set price = 99 where id = 101");

    assertThat(check.findings())
        .containsExactly(
            new Finding(
                "A reserved seat's price is not the seat's.",
                "seat "
                    + Tsids.format(101)
                    + ", reservation "
                    + Tsids.format(301)
                    + ": reserved at 100, the seat costs 99"));
  }

  @Test
  void aHoldThatHasJustLapsedIsNoFault() throws Exception {
    String lapsed =
        """
        update reservations set expires_at = now() - interval '1 second' where id = 302;
        update seats set hold_expires_at = now() - interval '1 second' where reservation_id = 302;
        """;
    // Somebody took one of its seats since; the other waits for the sweep.
    String taken =
        """
        select hold_seats(1, 10, 1, 5, now() + interval '1 hour', 20, '{102}', 304,
          'POST', '/r', 'k5', 'h');
        """;

    assertThat(checkAfter(SALE, lapsed).findings()).isEmpty();
    assertThat(checkAfter(SALE, lapsed, taken).findings()).isEmpty();
  }

  @Test
  void aLimitThatAnOperatorLoweredIsNoFault() throws Exception {
    String lowered =
        """
        update concerts set max_held_seats = 1, max_seats_per_user = 1;
        insert into audit_entries (id, operator_id, action, target, before, after)
        values (1, 1, 'CHANGE_CONCERT', 'concert %s',
          '{"maxHeldSeats": 2, "maxSeatsPerUser": 4}', '{}');
        """
            .formatted(Tsids.format(10));

    assertThat(checkAfter(SALE, lowered).findings()).isEmpty();
  }

  @Test
  void findingsAreCapped() throws Exception {
    String many =
        """
        update performances set total_seats = 3005;
        insert into seats (id, performance_id, ordinal, seat_guid, zone, row_label, number,
          category, price, state, reservation_id)
        select 1000 + i, 20, 5 + i, 'more' || i, 'z', 'r', i, 'c', 100, 'SOLD', 301
        from generate_series(1, 3000) i;
        """;

    assertThat(checkAfter(SALE, many).findings()).hasSize(VerifyStore.MAX_FINDINGS);
  }

  private static StoreCheck checkAfter(String... scripts) throws Exception {
    String name = TestPostgres.newDatabase();
    run(name, List.of(scripts));
    Database database = new Database(TestPostgres.pool(vertx, name, 2));
    return new VerifyStore(database).check().await(30, SECONDS);
  }

  private static void run(String database, List<String> scripts) throws SQLException {
    try (Connection connection = TestPostgres.jdbc(database);
        Statement statement = connection.createStatement()) {
      for (String script : scripts) {
        statement.execute(script);
      }
    }
  }
}
