package io.boxoffice.cli;

import io.boxoffice.cli.client.SupportClient;
import io.boxoffice.cli.client.SupportViews.Entry;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Money;
import io.boxoffice.cli.console.Table;
import io.boxoffice.cli.console.Times;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what changed the balance of a user's wallet. */
@Command(
    name = "entries",
    mixinStandardHelpOptions = true,
    description = {
      "List what changed the balance of a user's wallet, the newest first.",
      "For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice wallet entries minji",
      "  boxoffice wallet entries 0S9WVEN2803AB --limit 200 --json"
    })
final class WalletEntriesCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private ListOptions list;

  @Parameters(paramLabel = "USER", description = "The user's id or name.")
  private String user;

  WalletEntriesCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    int limit = list.limit();
    SupportClient support = server.support();
    String userId = new UserLookup(support).idOf(user);
    Page<Entry> page = support.entries(userId, limit);
    if (server.printedAsJson(page)) {
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      context.out().println("No entries: nothing was ever charged or paid.");
      return ExitCode.OK;
    }
    print(page, support.wallet(userId).currency());
    list.tellOfMore(page);
    return ExitCode.OK;
  }

  /** An entry is in its wallet's currency, which stands in the heading. */
  private void print(Page<Entry> page, String currency) {
    ZoneId zone = context.clock().getZone();
    Table table =
        Table.of(
            "TIME",
            "KIND",
            ">AMOUNT (" + currency + ")",
            ">BALANCE (" + currency + ")",
            "RESERVATION");
    page.items()
        .forEach(
            entry ->
                table.row(
                    Times.toSecond(entry.createdAt(), zone),
                    entry.kind(),
                    Money.signed(entry.amount(), currency),
                    Money.plain(entry.balanceAfter(), currency),
                    entry.reservationId()));
    table.print(context.out());
  }
}
