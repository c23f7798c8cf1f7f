package io.boxoffice.cli;

import io.boxoffice.cli.client.OperatorClient;
import io.boxoffice.cli.client.OperatorViews.ConcertPerformance;
import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a concert on sale now, again after a pause or a close, or plans when it opens. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = {
      "Put a concert on sale now, or say when its sale opens and closes.",
      "A TIME is ISO 8601; without an offset it is in the concert's time zone.",
      "For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice concert open 0S9WVEN28031J",
      "  boxoffice concert open 0S9WVEN28031J --sales-close 2027-01-15T19:30",
      "  boxoffice concert open 0S9WVEN28031J --performance 0S9WVEN2803PF"
    })
final class ConcertOpenCommand implements Callable<Integer> {
  private final CliContext context;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  @Option(
      names = "--sales-open",
      paramLabel = "TIME",
      description = {"When the sale opens (default: now). It is", "SCHEDULED until then."})
  private String salesOpen;

  @Option(
      names = "--sales-close",
      paramLabel = "TIME",
      description = "When it closes (default: as it was).")
  private String salesClose;

  @Option(
      names = "--performance",
      paramLabel = "ID",
      description = {"Open only this closed performance again;", "the sale stays as it is."})
  private String performanceId;

  ConcertOpenCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean window = salesOpen != null || salesClose != null;
    if (performanceId == null) {
      return openSale(window);
    }
    if (window) {
      throw new ParameterException(
          spec.commandLine(), "--performance does not go with --sales-open or --sales-close.");
    }
    return openPerformance();
  }

  private int openSale(boolean window) {
    OperatorClient client = server.operator();
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("state", "ON_SALE");
    if (window) {
      putWindow(changes, ConcertTimes.of(client.concert(concertId).timeZone()));
    }
    OperatedConcert concert = client.changeConcert(concertId, changes);
    if (!server.printedAsJson(concert)) {
      ConcertTimes times = ConcertTimes.of(concert.timeZone());
      String opens =
          "SCHEDULED".equals(concert.state())
              ? "it opens " + times.toMinute(concert.salesOpenAt()) + " and "
              : "it ";
      context
          .out()
          .println(
              Text.printable(concert.title() + " is " + concert.state() + "; " + opens)
                  + "closes "
                  + times.toMinute(concert.salesCloseAt())
                  + " ("
                  + times.zone()
                  + ").");
    }
    return ExitCode.OK;
  }

  /** The server takes a future opening only for a sale that is not open yet. */
  private void putWindow(Map<String, String> changes, ConcertTimes times) {
    if (salesOpen != null) {
      Instant open = times.read(salesOpen);
      changes.put("salesOpenAt", ImportOptions.iso(open));
      if (open.isAfter(context.clock().instant())) {
        changes.put("state", "SCHEDULED");
      }
    }
    if (salesClose != null) {
      changes.put("salesCloseAt", ImportOptions.iso(times.read(salesClose)));
    }
  }

  private int openPerformance() {
    OperatorClient client = server.operator();
    OperatedConcert concert = client.concert(concertId);
    ConcertPerformance performance = Performances.of(concert, performanceId);
    ConcertPerformance opened = client.changePerformance(performance.performanceId(), "OPEN");
    if (!server.printedAsJson(opened)) {
      String name = Performances.named(concert, opened);
      context.out().println(name + " is " + Text.printable(opened.state()) + ".");
    }
    return ExitCode.OK;
  }
}
