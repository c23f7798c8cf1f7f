package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.Concert;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.client.Views.PerformanceTime;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists concerts. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List concerts, as buyers see them or (with --all) in every state.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice concert list",
      "  boxoffice concert list --all --json | jq -r '.items[].concertId'"
    })
final class ConcertListCommand implements Callable<Integer> {
  private static final int MAX_LIMIT = 10_000;
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final CliContext context;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Option(names = "--all", description = "Drafts, too; for operators.")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "200",
      description = "At most so many, 1 to 10000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  ConcertListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ParameterException(
          spec.commandLine(), "--limit wants a number from 1 to " + MAX_LIMIT + ".");
    }
    Page<Concert> page =
        all ? server.loggedIn().allConcerts(limit) : server.anonymous().concerts(limit);
    if (server.printedAsJson(page)) {
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      context.out().println("No concerts. Import one with `boxoffice concert import`.");
      return ExitCode.OK;
    }
    Table table = Table.of("ID", "STATE", "~TITLE", "~VENUE", "NEXT PERFORMANCE", ">SHOWS");
    page.items().forEach(concert -> row(table, concert));
    table.print(context.out());
    if (page.nextCursor() != null) {
      context.out().println("There are more; raise --limit.");
    }
    return ExitCode.OK;
  }

  private void row(Table table, Concert concert) {
    Instant now = context.clock().instant();
    String next =
        concert.performances().stream()
            .map(PerformanceTime::startsAt)
            .map(Instant::parse)
            .filter(start -> start.isAfter(now))
            .min(Comparator.naturalOrder())
            .map(start -> DAY_AND_TIME.format(start.atZone(zone(concert.timeZone()))))
            .orElse(null);
    table.row(
        concert.concertId(),
        concert.state(),
        concert.title(),
        concert.venue(),
        next,
        concert.performances().size());
  }

  /** A zone that this JDK does not know yet is shown in UTC rather than not at all. */
  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }
}
