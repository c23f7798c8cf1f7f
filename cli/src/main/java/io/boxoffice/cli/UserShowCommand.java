package io.boxoffice.cli;

import io.boxoffice.cli.client.SupportViews.Account;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import io.boxoffice.cli.console.Times;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints one user. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a user. For operators.",
    footerHeading = "%nExamples:%n",
    footer = {"  boxoffice user show minji", "  boxoffice user show 0S9WVEN2803AB --json"})
final class UserShowCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "USER", description = "The user's id or name.")
  private String user;

  UserShowCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Account found = new UserLookup(server.support()).find(user);
    if (server.printedAsJson(found)) {
      return ExitCode.OK;
    }
    Table.of("USER", "~" + found.userId())
        .row("name", found.name())
        .row("role", found.role())
        .row("created", Times.toSecond(found.createdAt(), context.clock().getZone()))
        .print(context.out());
    return ExitCode.OK;
  }
}
