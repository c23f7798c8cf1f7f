package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.Verification;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Reports;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has the server check what must always be true. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check every invariant on the live system.",
      "One owner a seat, money conserved, nobody admitted past the capacity. Changes",
      "nothing. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice verify",
      "  boxoffice verify --json | jq .findings",
      "",
      "The exit code is 6 where something is broken."
    })
final class VerifyCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  VerifyCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Verification verification = server.loggedIn().verify();
    if (!server.printedAsJson(verification)) {
      Reports.print(verification, context.out());
    }
    return verification.ok() ? ExitCode.OK : ExitCode.VIOLATIONS;
  }
}
