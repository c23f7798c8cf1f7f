package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.SeatSale.Told;
import io.boxoffice.cli.bench.stage.Records;
import io.boxoffice.cli.bench.stage.Records.ReservationRow;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a database has what buyers were told: every hold and payment that was confirmed, none
 * that was refused, and what got no answer whole or not at all.
 */
final class LossCheck {
  private LossCheck() {}

  /**
   * Looks at every reservation of the sales, every wallet and every seat.
   *
   * @return how many reservations there are
   * @throws CommandFailure where one of them is not as it was told
   */
  static long check(Records records, List<SeatSale> sales) {
    long found = 0;
    for (SeatSale sale : sales) {
      Map<Long, ReservationRow> byUser = new HashMap<>();
      records.reservations(
          sale.concertId(),
          row -> require(byUser.put(row.userId(), row) == null, "a buyer holds two seats: " + row));
      for (int buyer = 0; buyer < sale.size(); buyer++) {
        ReservationRow row = byUser.remove(sale.userId(buyer));
        found += row == null ? 0 : 1;
        require(
            asTold(sale.told(buyer), sale.reservation(buyer), row),
            "a buyer was told %s of reservation %d, and the database has %s"
                .formatted(sale.told(buyer), sale.reservation(buyer), row));
      }
      require(byUser.isEmpty(), "somebody else has reservations: " + byUser.size());
    }
    require(records.wrongWallets() == 0, "a wallet is not the sum of its ledger");
    require(records.soldTwice() == 0, "a seat has two owners");
    return found;
  }

  /**
   * @param reservationId what was told of it; 0 for nothing
   * @param row what there is; null for nothing
   */
  static boolean asTold(Told told, long reservationId, ReservationRow row) {
    if (row == null) {
      return told == Told.NOTHING || told == Told.HOLD_OPEN;
    }
    boolean same = row.whole() && (reservationId == 0 || reservationId == row.reservationId());
    return switch (told) {
      case NOTHING -> false;
      case HOLD_OPEN, HELD -> same && !row.paid();
      case PAYMENT_OPEN -> same;
      case PAID -> same && row.paid();
    };
  }

  private static void require(boolean met, String what) {
    if (!met) {
      throw new CommandFailure(ExitCode.VIOLATIONS, "Something was lost: " + what, null);
    }
  }
}
