package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.QueueStats;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops a queue's admissions for a while. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Stop admissions: buyers keep joining and keep their places, those admitted go",
      "on buying. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = "  boxoffice queue pause 0S9WVEN28031J")
final class QueuePauseCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  QueuePauseCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    QueueStats stats = server.operator().changeQueue(concertId, Map.of("paused", true));
    if (!server.printedAsJson(stats)) {
      context.out().println("Admissions are paused. " + QueueNumbers.sentence(stats));
    }
    return ExitCode.OK;
  }
}
