package io.boxoffice.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.cli.client.OperatorClient;
import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.client.OperatorViews.UserPlace;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.client.Views.QueueStats;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the numbers of one queue, and who is in it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show how many wait, how many are admitted, and how fast it goes; with --places",
      "also who they are. Times are those of the concert's time zone. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice queue show 0S9WVEN28031J",
      "  boxoffice queue show 0S9WVEN28031J --places --limit 200",
      "  boxoffice queue show 0S9WVEN28031J --json | jq .waiting"
    })
final class QueueShowCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private ListOptions list;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  @Option(names = "--places", description = "The living places, too, first come first.")
  private boolean withPlaces;

  QueueShowCommand(CliContext context) {
    this.context = context;
  }

  /** What {@code --places --json} prints: the numbers with a page of places among them. */
  record QueueWithPlaces(
      @JsonUnwrapped QueueStats numbers, List<UserPlace> places, String nextCursor) {}

  @Override
  public Integer call() {
    int limit = list.limit();
    OperatorClient client = server.operator();
    QueueStats stats = client.queue(concertId);
    if (!withPlaces) {
      if (!server.printedAsJson(stats)) {
        numbers(stats).print(context.out());
      }
      return ExitCode.OK;
    }
    Page<UserPlace> places = client.places(concertId, limit);
    if (server.printedAsJson(new QueueWithPlaces(stats, places.items(), places.nextCursor()))) {
      return ExitCode.OK;
    }
    numbers(stats).print(context.out());
    context.out().println();
    print(client.concert(concertId), places);
    return ExitCode.OK;
  }

  private Table numbers(QueueStats stats) {
    return Table.of("QUEUE", ">" + concertId)
        .row("waiting", QueueNumbers.count(stats.waiting()))
        .row("admitted", QueueNumbers.admitted(stats))
        .row("admission rate limit", QueueNumbers.rate(stats))
        .row("oldest wait", QueueNumbers.oldestWait(stats))
        .row("joins in the last minute", QueueNumbers.count(stats.joinsPerMinute()))
        .row("admissions in the last minute", QueueNumbers.count(stats.admissionsPerMinute()))
        .row("serving number", QueueNumbers.count(stats.serving()))
        .row("last number given", QueueNumbers.count(stats.sequence()))
        .row("completed", QueueNumbers.count(stats.completed()))
        .row("expired", QueueNumbers.count(stats.expired()))
        .row("left", QueueNumbers.count(stats.left()));
  }

  private void print(OperatedConcert concert, Page<UserPlace> places) {
    if (places.items().isEmpty()) {
      context.out().println("Nobody is in line.");
      return;
    }
    ConcertTimes times = ConcertTimes.of(concert.timeZone());
    Table table = Table.of(">NUMBER", "USER", "STATE", ">POSITION", "JOINED", "LAPSES");
    for (UserPlace place : places.items()) {
      table.row(
          place.sequence(),
          place.userId(),
          place.state(),
          "WAITING".equals(place.state()) ? place.position() : null,
          times.toSecond(place.joinedAt()),
          times.timeOfDay(place.expiresAt()));
    }
    table.print(context.out());
    list.tellOfMore(places);
  }
}
