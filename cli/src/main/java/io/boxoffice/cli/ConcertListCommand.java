package io.boxoffice.cli;

import io.boxoffice.cli.client.OperatorViews.ConcertPerformance;
import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.client.Views.Concert;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.client.Views.PerformanceTime;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists concerts. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List concerts, as buyers see them or (with --all) in every state.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice concert list",
      "  boxoffice concert list --all --limit 200",
      "  boxoffice concert list --all --json | jq -r '.items[].concertId'"
    })
final class ConcertListCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private LimitOption list;

  @Option(names = "--all", description = "Drafts, too; for operators.")
  private boolean all;

  ConcertListCommand(CliContext context) {
    this.context = context;
  }

  /** What both kinds of concerts have a line for. */
  private record Line(
      String concertId,
      String state,
      String title,
      String venue,
      String timeZone,
      List<String> starts) {

    static Line of(Concert concert) {
      return new Line(
          concert.concertId(),
          concert.state(),
          concert.title(),
          concert.venue(),
          concert.timeZone(),
          concert.performances().stream().map(PerformanceTime::startsAt).toList());
    }

    static Line of(OperatedConcert concert) {
      return new Line(
          concert.concertId(),
          concert.state(),
          concert.title(),
          concert.venue(),
          concert.timeZone(),
          concert.performances().stream().map(ConcertPerformance::startsAt).toList());
    }

    /** The start that comes next; null where all are over. */
    String nextAfter(Instant now) {
      return starts.stream()
          .filter(start -> Instant.parse(start).isAfter(now))
          .min(Comparator.comparing(Instant::parse))
          .map(ConcertTimes.of(timeZone)::toMinute)
          .orElse(null);
    }
  }

  @Override
  public Integer call() {
    int limit = list.limit();
    if (all) {
      print(server.operator().concerts(limit), Line::of);
    } else {
      print(server.anonymous().concerts(limit), Line::of);
    }
    return ExitCode.OK;
  }

  private <T> void print(Page<T> page, Function<T, Line> line) {
    if (server.printedAsJson(page)) {
      return;
    }
    if (page.items().isEmpty()) {
      context.out().println("No concerts. Import one with `boxoffice concert import`.");
      return;
    }
    Instant now = context.clock().instant();
    Table table = Table.of("ID", "STATE", "~TITLE", "~VENUE", "NEXT PERFORMANCE", ">SHOWS");
    page.items().stream()
        .map(line)
        .forEach(
            each ->
                table.row(
                    each.concertId(),
                    each.state(),
                    each.title(),
                    each.venue(),
                    each.nextAfter(now),
                    each.starts().size()));
    table.print(context.out());
    list.printWhetherMore(page, context.out());
  }
}
