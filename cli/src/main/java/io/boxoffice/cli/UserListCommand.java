package io.boxoffice.cli;

import io.boxoffice.cli.client.SupportViews.Account;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import io.boxoffice.cli.console.Times;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists users. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the users in the order in which they signed up. For operators.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice user list",
      "  boxoffice user list --name minji",
      "  boxoffice user list --all --json"
    })
final class UserListCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private ListOptions list;

  @Option(names = "--name", paramLabel = "NAME", description = "Only the one with this name.")
  private String name;

  UserListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    int limit = list.limit();
    Page<Account> page = server.support().users(name, limit);
    if (server.printedAsJson(page)) {
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      context.out().println("No users. Add one with `boxoffice user add`.");
      return ExitCode.OK;
    }
    ZoneId zone = context.clock().getZone();
    Table table = Table.of("ID", "~NAME", "ROLE", "CREATED");
    page.items()
        .forEach(
            user ->
                table.row(
                    user.userId(),
                    user.name(),
                    user.role(),
                    Times.toMinute(user.createdAt(), zone)));
    table.print(context.out());
    list.tellOfMore(page);
    return ExitCode.OK;
  }
}
