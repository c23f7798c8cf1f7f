package io.boxoffice.cli;

import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forgets tokens. */
@Command(
    name = "logout",
    mixinStandardHelpOptions = true,
    description = {
      "Forget the token of a server. The server is not told: a copy of the",
      "token works until its time is over."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  boxoffice logout", "  boxoffice logout --all"})
final class LogoutCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Option(names = "--all", description = "Forget the tokens of all servers.")
  private boolean all;

  LogoutCommand(CliContext context) {
    this.context = context;
  }

  /**
   * What is printed with {@code --json}.
   *
   * @param urls where one was logged in
   */
  record LoggedOut(List<String> urls) {}

  @Override
  public Integer call() {
    List<String> urls = forgotten();
    if (server.printedAsJson(new LoggedOut(urls))) {
      return ExitCode.OK;
    }
    urls.forEach(url -> context.out().println(Text.printable("Logged out at " + url + ".")));
    if (urls.isEmpty()) {
      context
          .out()
          .println("You were not logged in " + (all ? "anywhere" : "at " + server.url()) + ".");
    }
    return ExitCode.OK;
  }

  private List<String> forgotten() {
    if (all) {
      return server.credentials().forgetAll();
    }
    String url = server.url();
    return server.credentials().forget(url) ? List.of(url) : List.of();
  }
}
