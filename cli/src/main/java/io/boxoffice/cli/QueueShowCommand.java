package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.QueueStats;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the numbers of one queue. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show how many wait, how many are admitted, and how fast it goes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice queue show 0HZK3J5T9W2QF",
      "  boxoffice queue show 0HZK3J5T9W2QF --json | jq .waiting"
    })
final class QueueShowCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  QueueShowCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    QueueStats stats = server.loggedIn().queueStats(concertId);
    if (server.printedAsJson(stats)) {
      return ExitCode.OK;
    }
    String rate = stats.admitPerMinute() == 0 ? "no limit" : stats.admitPerMinute() + " a minute";
    String oldest = stats.oldestWaitSeconds() == null ? null : stats.oldestWaitSeconds() + " s";
    Table.of("QUEUE", ">" + concertId)
        .row("waiting", stats.waiting())
        .row("admitted", stats.admitted() + " of " + stats.capacity())
        .row("admission rate limit", stats.paused() ? "paused" : rate)
        .row("oldest wait", oldest)
        .row("joins in the last minute", stats.joinsPerMinute())
        .row("admissions in the last minute", stats.admissionsPerMinute())
        .row("serving number", stats.serving())
        .row("last number given", stats.sequence())
        .row("completed", stats.completed())
        .row("expired", stats.expired())
        .row("left", stats.left())
        .print(context.out());
    return ExitCode.OK;
  }
}
