package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.Session;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Passwords;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves who one is and keeps the token. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = "Log in, and keep the token for the commands that follow.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice login operator    # asks for the password",
      "  boxoffice login operator --password-stdin < secret.txt",
      "  BOXOFFICE_PASSWORD=... boxoffice login operator --url https://tix.example.com",
      "",
      "The token is kept in $XDG_CONFIG_HOME/boxoffice/credentials.json (default",
      "~/.config), readable by you alone, and sent only to the address it is from."
    })
final class LoginCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "NAME", description = "Your name at the server.")
  private String name;

  @Option(
      names = "--password-stdin",
      description = "Read the password from the first line of standard input.")
  private boolean passwordStdin;

  LoginCommand(CliContext context) {
    this.context = context;
  }

  /** What is printed with {@code --json}; the token stays in its file. */
  record LoggedIn(String url, String name, String userId, String expiresAt) {}

  @Override
  public Integer call() {
    String url = server.url();
    warnIfReadable(URI.create(url));
    Session session =
        server
            .anonymous()
            .logIn(
                name,
                new Passwords(context)
                    .read(passwordStdin, "BOXOFFICE_PASSWORD", "Password of " + name + ": ", null));
    server
        .credentials()
        .keep(
            new CredentialStore.Login(
                url, name, session.userId(), session.accessToken(), session.expiresAt()),
            context.clock().instant());
    if (!server.printedAsJson(new LoggedIn(url, name, session.userId(), session.expiresAt()))) {
      context
          .out()
          .println("Logged in at " + url + " as " + name + " until " + session.expiresAt() + ".");
    }
    return ExitCode.OK;
  }

  /** Plain http beyond this machine lets everyone on the way read the password. */
  private void warnIfReadable(URI url) {
    if (!"http".equals(url.getScheme())) {
      return;
    }
    try {
      if (InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      return;
    }
    context.err().println("Warning: " + url + " is not encrypted; prefer https.");
  }
}
