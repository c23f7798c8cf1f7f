package io.boxoffice.cli;

import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = "Print the manual page of all commands, for man to show.",
    exitCodeList = {"0:done", "2:the command line is wrong"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice man | man -l -",
      "  boxoffice man > /usr/local/share/man/man1/boxoffice.1"
    })
final class ManCommand implements Callable<Integer> {
  private final CliContext context;

  @Spec private CommandSpec spec;

  ManCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.out().print(new ManPage(spec.root()).text());
    return ExitCode.OK;
  }
}
