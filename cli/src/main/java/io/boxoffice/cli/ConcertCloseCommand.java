package io.boxoffice.cli;

import io.boxoffice.cli.client.OperatorClient;
import io.boxoffice.cli.client.OperatorViews.ConcertPerformance;
import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes a concert's sale, or one performance, now. Holds stay payable to their end. */
@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    description = {
      "Close a concert's sale, or one of its performances, now. Holds stay payable",
      "to their end. Asks before it does so. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice concert close 0S9WVEN28031J --yes",
      "  boxoffice concert close 0S9WVEN28031J --performance 0S9WVEN2803PF --yes"
    })
final class ConcertCloseCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private Confirmation confirmation;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  @Option(names = "--performance", paramLabel = "ID", description = "Close only this performance.")
  private String performanceId;

  ConcertCloseCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return performanceId == null ? closeSale() : closePerformance();
  }

  private int closeSale() {
    OperatorClient client = server.operator();
    confirmation.confirm(() -> "Close the sale of " + client.concert(concertId).title() + "?");
    OperatedConcert concert = client.changeConcert(concertId, Map.of("state", "CLOSED"));
    if (!server.printedAsJson(concert)) {
      printClosed(Text.printable(concert.title()), concert.state());
    }
    return ExitCode.OK;
  }

  private int closePerformance() {
    OperatorClient client = server.operator();
    OperatedConcert concert = client.concert(concertId);
    ConcertPerformance performance = Performances.of(concert, performanceId);
    String name = Performances.named(concert, performance);
    confirmation.confirm(() -> "Close " + name + "?");
    ConcertPerformance closed = client.changePerformance(performance.performanceId(), "CLOSED");
    if (!server.printedAsJson(closed)) {
      printClosed(name, closed.state());
    }
    return ExitCode.OK;
  }

  private void printClosed(String name, String state) {
    context
        .out()
        .println(
            name
                + " is "
                + Text.printable(state)
                + ": no new holds; those that exist stay payable to their end.");
  }
}
