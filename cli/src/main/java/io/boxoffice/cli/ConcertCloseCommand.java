package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.Concert;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Close a concert's sale now. Holds stay payable to their end. */
@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    description = {
      "Close a concert's sale now. Holds stay payable to their end.",
      "For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = "  boxoffice concert close 0HZK3J5T9W2QF")
final class ConcertCloseCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  ConcertCloseCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Concert concert = server.loggedIn().changeState(concertId, "CLOSED");
    if (!server.printedAsJson(concert)) {
      context.out().println(Text.printable(concert.title()) + " is " + concert.state() + ".");
    }
    return ExitCode.OK;
  }
}
