package io.boxoffice.cli;

import io.boxoffice.cli.client.SupportClient;
import io.boxoffice.cli.client.SupportViews.Account;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Passwords;
import io.boxoffice.cli.console.Text;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a user. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Add a buyer or, with --role admin, another operator. For operators.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice user add haneul --password-stdin < secret.txt",
      "  boxoffice user add jiho --role admin --password-stdin < secret.txt",
      "  BOXOFFICE_NEW_PASSWORD=... boxoffice user add seojun",
      "",
      "On a terminal the password is asked for, twice."
    })
final class UserAddCommand implements Callable<Integer> {
  /** What a user may do. */
  enum Role {
    BUYER,
    ADMIN
  }

  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "NAME", description = "The new user's name.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "buyer",
      description = "buyer or admin (default: ${DEFAULT-VALUE}).")
  private Role role;

  @Option(
      names = "--password-stdin",
      description = "Read the password from the first line of standard input.")
  private boolean passwordStdin;

  UserAddCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SupportClient support = server.support();
    String password =
        new Passwords(context)
            .read(
                passwordStdin,
                "BOXOFFICE_NEW_PASSWORD",
                "Password of the new user " + name + ": ",
                "Once more: ");
    Account user = support.addUser(name, password, role.name().toLowerCase(Locale.ROOT));
    if (!server.printedAsJson(user)) {
      String line = "Added " + user.name() + " (" + user.role() + ") with the id ";
      context.out().println(Text.printable(line + user.userId() + "."));
    }
    return ExitCode.OK;
  }
}
