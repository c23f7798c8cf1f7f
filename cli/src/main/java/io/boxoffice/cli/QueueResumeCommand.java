package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.QueueStats;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a queue admit again. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Let a paused queue admit again, in the same order as before.",
      "For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = "  boxoffice queue resume 0S9WVEN28031J")
final class QueueResumeCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  QueueResumeCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    QueueStats stats = server.operator().changeQueue(concertId, Map.of("paused", false));
    if (!server.printedAsJson(stats)) {
      context.out().println("Admissions go on. " + QueueNumbers.sentence(stats));
    }
    return ExitCode.OK;
  }
}
