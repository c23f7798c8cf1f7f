package io.boxoffice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about reservations. */
@Command(
    name = "reservation",
    mixinStandardHelpOptions = true,
    description = "List and show anybody's reservations; for operators.",
    subcommands = {ReservationListCommand.class, ReservationShowCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice reservation list --user minji",
      "  boxoffice reservation show 0S9WVEN2803RS"
    })
final class ReservationCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: list or show.");
  }
}
