package io.boxoffice.cli;

import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops a concert's new holds for a while. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Pause a concert's sale: no new holds and no admissions until it is opened",
      "again. Holds stay payable, and buyers still join the queue. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = "  boxoffice concert pause 0S9WVEN28031J")
final class ConcertPauseCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  ConcertPauseCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    OperatedConcert concert = server.operator().changeConcert(concertId, Map.of("state", "PAUSED"));
    if (!server.printedAsJson(concert)) {
      context
          .out()
          .println(
              Text.printable(concert.title() + " is " + concert.state())
                  + "; go on with `boxoffice concert open "
                  + Text.printable(concert.concertId())
                  + "`.");
    }
    return ExitCode.OK;
  }
}
