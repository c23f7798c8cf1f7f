package io.boxoffice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about concerts. */
@Command(
    name = "concert",
    mixinStandardHelpOptions = true,
    description = "Import, list, show, open, pause and close concerts.",
    subcommands = {
      ConcertImportCommand.class,
      ConcertListCommand.class,
      ConcertShowCommand.class,
      ConcertOpenCommand.class,
      ConcertPauseCommand.class,
      ConcertCloseCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice concert import concert.json",
      "  boxoffice concert list --all",
      "  boxoffice concert show 0S9WVEN28031J"
    })
final class ConcertCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command: import, list, show, open, pause or close.");
  }
}
