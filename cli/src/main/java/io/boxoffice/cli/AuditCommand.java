package io.boxoffice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the record of what operators changed. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Read what operators changed; for operators.",
    subcommands = {AuditListCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  boxoffice audit list", "  boxoffice audit list --operator operator --changes"})
final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: list.");
  }
}
