package io.boxoffice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about users. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Add, list and show users; for operators.",
    subcommands = {UserAddCommand.class, UserListCommand.class, UserShowCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice user list",
      "  boxoffice user show minji",
      "  boxoffice user add jiho --role admin --password-stdin < secret.txt"
    })
final class UserCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: add, list or show.");
  }
}
