package io.boxoffice.cli;

import io.boxoffice.cli.client.SupportClient;
import io.boxoffice.cli.client.Views.Wallet;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Money;
import io.boxoffice.cli.console.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the balance of a user's wallet. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show the balance of a user's wallet. For operators.",
    footerHeading = "%nExamples:%n",
    footer = {"  boxoffice wallet show minji", "  boxoffice wallet show 0S9WVEN2803AB --json"})
final class WalletShowCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "USER", description = "The user's id or name.")
  private String user;

  WalletShowCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SupportClient support = server.support();
    Wallet wallet = support.wallet(new UserLookup(support).idOf(user));
    if (!server.printedAsJson(wallet)) {
      Table.of("USER", ">BALANCE")
          .row(wallet.userId(), Money.withCurrency(wallet.balance(), wallet.currency()))
          .print(context.out());
    }
    return ExitCode.OK;
  }
}
