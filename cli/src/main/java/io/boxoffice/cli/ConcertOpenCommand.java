package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.Concert;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Put a concert on sale now, before its sale window opens or after a pause. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = {
      "Put a concert on sale now, though its sale window opens later.",
      "For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = "  boxoffice concert open 0HZK3J5T9W2QF")
final class ConcertOpenCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  ConcertOpenCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Concert concert = server.loggedIn().changeState(concertId, "ON_SALE");
    if (!server.printedAsJson(concert)) {
      context.out().println(Text.printable(concert.title()) + " is " + concert.state() + ".");
    }
    return ExitCode.OK;
  }
}
