package io.boxoffice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about queues. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Look at the waiting queues of concerts, and steer them.",
    subcommands = {
      QueueListCommand.class,
      QueueShowCommand.class,
      QueueSetCommand.class,
      QueuePauseCommand.class,
      QueueResumeCommand.class,
      QueueAdmitCommand.class,
      QueueRemoveCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice queue list",
      "  boxoffice queue show 0S9WVEN28031J --places",
      "  boxoffice queue set 0S9WVEN28031J --capacity 200 --admit-per-minute 600"
    })
final class QueueCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command: list, show, set, pause, resume, admit or remove.");
  }
}
