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
    exitCodeList = {
      "0:all invariants hold",
      "1:the server refused or failed",
      "2:the command line is wrong",
      "3:not logged in, or not allowed",
      "5:the server does not answer",
      "6:the verification found violations"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  boxoffice verify", "  boxoffice verify --json | jq .findings"})
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
