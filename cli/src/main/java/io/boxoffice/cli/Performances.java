package io.boxoffice.cli;

import io.boxoffice.cli.client.OperatorViews.ConcertPerformance;
import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;

/** What the commands say of one performance among a concert's. */
final class Performances {
  private Performances() {}

  /**
   * The one with this id.
   *
   * @throws CommandFailure NOT_FOUND where this concert has none such, so that a slip cannot touch
   *     another concert's
   */
  static ConcertPerformance of(OperatedConcert concert, String performanceId) {
    return concert.performances().stream()
        .filter(performance -> performance.performanceId().equals(performanceId))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.NOT_FOUND,
                    concert.title() + " has no performance " + performanceId,
                    "see them with `boxoffice concert show "
                        + Text.printable(concert.concertId())
                        + "`"));
  }

  /** Such as: Winter concert, 2026-12-24 19:30. */
  static String named(OperatedConcert concert, ConcertPerformance performance) {
    String startsAt = ConcertTimes.of(concert.timeZone()).toMinute(performance.startsAt());
    return Text.printable(concert.title()) + ", " + startsAt;
  }
}
