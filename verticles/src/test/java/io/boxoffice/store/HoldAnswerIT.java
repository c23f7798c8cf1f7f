package io.boxoffice.store;

import static io.boxoffice.support.SaleFixture.seat;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.store.ReservationStore.Held;
import io.boxoffice.support.SaleFixture;
import org.junit.jupiter.api.Test;

/** What a hold answers, stores and announces is written without being read again. */
class HoldAnswerIT extends OnSaleStores {
  @Test
  void theStoredAnswerIsWhatEverybodyElseReads() {
    SaleFixture sale = SaleFixture.create(databaseName, 5, 300, 4);
    long buyer = sale.users(1, 1, 0).get(0);

    hold(buyer, "k", seat(3), seat(1), seat(2)).await();

    assertThat(
            sale.count(
                """
                select count(*) from idempotency_keys k
                 where k.result = reservation_json((k.result ->> 'reservationId')::bigint)
                   and jsonb_array_length(k.result -> 'seats') = 3
                """))
        .isEqualTo(1);
  }

  @Test
  void aSeatWhoseHoldLapsedIsFreedAndHeldAnew() throws Exception {
    SaleFixture sale = SaleFixture.create(databaseName, 2, 300, 4);
    long first = sale.users(1, 2, 0).get(0);
    long second = first + 1;
    Held lapsed = hold(first, "k", seat(1)).await();
    sale.execute(
        "update seats set hold_expires_at = clock_timestamp() - interval '1 second'"
            + " where state = 'HELD'");
    sale.execute(
        "update reservations set created_at = created_at - interval '1 hour',"
            + " expires_at = clock_timestamp() - interval '1 second'");

    Held held = hold(second, "k", seat(1), seat(2)).await();

    assertThat(held.changes()).hasSize(2).allSatisfy(c -> assertThat(c.version()).isPositive());
    assertThat(
            sale.count(
                "select count(*) from reservations where state = 'EXPIRED' and id = "
                    + lapsed.answer().reservation().reservationId()))
        .isEqualTo(1);
    assertThat(sale.violations()).isZero();
  }
}
