package io.boxoffice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the nodes. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Look at the nodes and at what each holds; for operators.",
    subcommands = {ClusterStatusCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  boxoffice cluster status"})
final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: status.");
  }
}
