package io.boxoffice.cli;

import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.client.OperatorViews.QueueSettings;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints all that is set for one concert. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show a concert: its sale, limits, queue settings and performances.",
      "Times are those of the concert's time zone. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice concert show 0S9WVEN28031J",
      "  boxoffice concert show 0S9WVEN28031J --json | jq .queue"
    })
final class ConcertShowCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  ConcertShowCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    OperatedConcert concert = server.operator().concert(concertId);
    if (!server.printedAsJson(concert)) {
      settings(concert).print(context.out());
      context.out().println();
      performances(concert).print(context.out());
    }
    return ExitCode.OK;
  }

  private static Table settings(OperatedConcert concert) {
    ConcertTimes times = ConcertTimes.of(concert.timeZone());
    Table table =
        Table.of("CONCERT", "~" + concert.concertId())
            .row("title", concert.title())
            .row("venue", concert.venue())
            .row("state", concert.state())
            .row("sale opens", times.toMinute(concert.salesOpenAt()))
            .row("sale closes", times.toMinute(concert.salesCloseAt()))
            .row("time zone", concert.timeZone())
            .row("currency", concert.currency())
            .row("seats", QueueNumbers.count(concert.totalSeats()))
            .row("seats held at a time", concert.maxHeldSeats() + " a user")
            .row("seats in all", concert.maxSeatsPerUser() + " a user")
            .row("a hold lasts", concert.holdSeconds() + " s");
    return concert.queue() == null ? table : queue(table, concert.queue());
  }

  private static Table queue(Table table, QueueSettings queue) {
    String rate =
        queue.admitPerMinute() == 0
            ? "no limit"
            : QueueNumbers.count(queue.admitPerMinute()) + " a minute";
    return table
        .row("admitted at a time", QueueNumbers.count(queue.capacity()))
        .row("admission rate limit", queue.paused() ? "paused" : rate)
        .row("waiting at most", QueueNumbers.count(queue.maxWaiting()))
        .row("a place lapses after", queue.waitingTtlSeconds() + " s without a sign of life")
        .row("an admission lasts", queue.admissionTtlSeconds() + " s");
  }

  private static Table performances(OperatedConcert concert) {
    ConcertTimes times = ConcertTimes.of(concert.timeZone());
    Table table = Table.of("PERFORMANCE", "STARTS AT", "STATE");
    concert
        .performances()
        .forEach(
            performance ->
                table.row(
                    performance.performanceId(),
                    times.toMinute(performance.startsAt()),
                    performance.state()));
    return table;
  }
}
