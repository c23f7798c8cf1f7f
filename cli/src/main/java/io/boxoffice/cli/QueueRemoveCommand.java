package io.boxoffice.cli;

import io.boxoffice.cli.client.OperatorClient;
import io.boxoffice.cli.client.OperatorViews.UserPlace;
import io.boxoffice.cli.client.SupportViews.Account;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes somebody out of a queue. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Remove a user from a queue. What the user holds is released; the user may join",
      "again, at the end. Asks before it does so. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = "  boxoffice queue remove 0S9WVEN28031J minji --yes")
final class QueueRemoveCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private Confirmation confirmation;

  @Parameters(index = "0", paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  @Parameters(index = "1", paramLabel = "USER", description = "The user's id or name.")
  private String user;

  QueueRemoveCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    OperatorClient client = server.operator();
    Account found = new UserLookup(server.support()).find(user);
    UserPlace place = client.place(concertId, found.userId());
    String who = Text.printable(found.name()) + " (" + Text.printable(found.userId()) + ")";
    confirmation.confirm(() -> "Remove " + who + ", " + standing(place) + ", and release holds?");
    client.removePlace(concertId, found.userId());
    if (!server.printedAsJson(place)) {
      context.out().println("Removed " + who + ", who was " + standing(place) + ".");
    }
    return ExitCode.OK;
  }

  private static String standing(UserPlace place) {
    return "WAITING".equals(place.state())
        ? String.format(Locale.ROOT, "WAITING at position %,d", place.position())
        : Text.printable(place.state());
  }
}
