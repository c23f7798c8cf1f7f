package io.boxoffice.cli;

import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete this tool's words. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print a script that lets a shell complete commands and options.",
      "Put the line for your shell into ~/.bashrc or ~/.zshrc."
    },
    exitCodeList = {"0:done", "2:the command line is wrong"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(boxoffice completion bash)",
      "  source <(boxoffice completion zsh)",
      "  boxoffice completion bash > /etc/bash_completion.d/boxoffice"
    })
final class CompletionCommand implements Callable<Integer> {
  /** Written in lower case on the command line. */
  enum Shell {
    BASH,
    /** Through its own emulation of bash's completion, which the script turns on. */
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final CliContext context;

  @Spec private CommandSpec spec;

  /** One script serves both; the name is asked for because other shells need others. */
  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("UnusedVariable")
  private Shell shell;

  CompletionCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    context.out().println(AutoComplete.bash(root.name(), root.commandLine()));
    return ExitCode.OK;
  }
}
