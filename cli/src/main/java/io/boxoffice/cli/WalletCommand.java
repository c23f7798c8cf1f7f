package io.boxoffice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about wallets. */
@Command(
    name = "wallet",
    mixinStandardHelpOptions = true,
    description = "Show and charge users' wallets; for operators.",
    subcommands = {WalletShowCommand.class, WalletChargeCommand.class, WalletEntriesCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice wallet show minji",
      "  boxoffice wallet charge minji 50000",
      "  boxoffice wallet entries minji"
    })
final class WalletCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: show, charge or entries.");
  }
}
