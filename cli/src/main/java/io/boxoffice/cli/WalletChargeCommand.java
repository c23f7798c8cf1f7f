package io.boxoffice.cli;

import io.boxoffice.cli.client.Problem;
import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.SupportClient;
import io.boxoffice.cli.client.SupportViews.ChargeOutcome;
import io.boxoffice.cli.client.SupportViews.WalletCharge;
import io.boxoffice.cli.client.UnreachableException;
import io.boxoffice.cli.client.Views.Wallet;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Money;
import io.boxoffice.cli.console.Text;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Charges a user's wallet. The key is told before anything is sent: whoever hears no answer, or
 * stops the command, can repeat it without charging twice.
 */
@Command(
    name = "charge",
    mixinStandardHelpOptions = true,
    description = {
      "Charge a user's wallet through the payment gateway. For operators.",
      "With the same key it charges once, however often it is repeated.",
      "Exit code 1 where the gateway has not answered yet."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice wallet charge minji 50000",
      "  boxoffice wallet charge 0S9WVEN2803AB 50000 --key refund-2026-0117"
    })
final class WalletChargeCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(index = "0", paramLabel = "USER", description = "The user's id or name.")
  private String user;

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      description = {"In the currency's smallest unit: 50000 is", "50,000 KRW or 500.00 USD."})
  private long amountMinor;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = {
        "The idempotency key, 1 to 255 visible ASCII",
        "characters (default: random)."
      })
  private String key;

  WalletChargeCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SupportClient support = server.support();
    Wallet wallet = support.wallet(new UserLookup(support).idOf(user));
    if (key == null) {
      key = UUID.randomUUID().toString();
      context.err().println("The key of this charge is " + key + ".");
    }
    ChargeOutcome outcome = charge(support, wallet.userId());
    boolean json = server.printedAsJson(outcome.charge());
    if (outcome.charge().pending()) {
      throw new CommandFailure(
          ExitCode.REFUSED, "The payment gateway has not answered yet", repeat());
    }
    if (!json) {
      print(outcome, wallet.currency());
    }
    return ExitCode.OK;
  }

  private ChargeOutcome charge(SupportClient support, String userId) {
    try {
      return support.charge(userId, amountMinor, key);
    } catch (UnreachableException e) {
      throw new CommandFailure(ExitCode.UNREACHABLE, unknown(e.getMessage()), repeat());
    } catch (RefusedException e) {
      Problem problem = e.problem();
      if (problem.serverFault() || e.is("IDEMPOTENCY_IN_PROGRESS")) {
        String code = " [" + problem.status() + " " + problem.code() + "]";
        throw new CommandFailure(ExitCode.REFUSED, unknown(problem.inOneLine() + code), repeat());
      }
      throw e;
    }
  }

  private static String unknown(String what) {
    return "It is not known whether it was charged: " + what;
  }

  private String repeat() {
    return "repeat the command with --key " + key + "; it charges once";
  }

  private void print(ChargeOutcome outcome, String currency) {
    WalletCharge charge = outcome.charge();
    String amount = Money.withCurrency(charge.amount(), currency);
    String balance = Money.withCurrency(charge.balance(), currency);
    String line =
        outcome.replayed()
            ? "This key had charged " + amount + " already; the balance was then " + balance + "."
            : "Charged " + amount + " to " + user + "; the balance is now " + balance + ".";
    context.out().println(Text.printable(line));
  }
}
