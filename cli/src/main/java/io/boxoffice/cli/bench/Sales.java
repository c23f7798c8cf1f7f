package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.stage.BenchConcert;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;

/** Opens sales, as many as loads want: each gives every buyer of the crowd one hold and payment. */
final class Sales {
  private static final int ROW = 50;

  /** All performances of a concert together have no more. */
  private static final int MOST_BUYERS = 200_000;

  private final Ground ground;
  private final HoldsAndPayments requests = new HoldsAndPayments();

  Sales(Ground ground) {
    this.ground = ground;
    if (ground.crowd().size() > MOST_BUYERS) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "A concert has no seats for %,d buyers".formatted(ground.crowd().size()),
          "take at most %d --buyers".formatted(MOST_BUYERS));
    }
  }

  /**
   * Prepares seats.
   *
   * @param most how many holds may succeed
   */
  HoldsAndPayments prepare(long most) {
    while (requests.seatsLeft() < most) {
      requests.add(open());
    }
    return requests;
  }

  private SeatSale open() {
    int buyers = ground.crowd().size();
    int hall = Math.min(Ground.HALL, (buyers + ROW - 1) / ROW * ROW);
    int evenings = (buyers + hall - 1) / hall;
    ImportedConcert concert =
        ground.stage().open(ground.operator(), new BenchConcert("Sale", hall, evenings, buyers));
    Places places = ground.join(concert.concertId());
    return new SeatSale(places, ground.stage().records().seats(concert.concertId()));
  }
}
