package io.boxoffice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about queues. */
@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Look at a concert's waiting queue.",
    subcommands = QueueShowCommand.class,
    footerHeading = "%nExamples:%n",
    footer = "  boxoffice queue show 0HZK3J5T9W2QF")
final class QueueCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: show.");
  }
}
