package io.boxoffice.cli;

import io.boxoffice.cli.client.OperatorViews.AdmissionOutcome;
import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.UnreachableException;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Admits the next in line by hand. */
@Command(
    name = "admit",
    mixinStandardHelpOptions = true,
    description = {
      "Admit the next N in line at once: beyond the rate and through a pause of the",
      "queue, never beyond the capacity, nobody while the sale is paused. For",
      "operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice queue admit 0S9WVEN28031J 10",
      "  boxoffice queue admit 0S9WVEN28031J 10 --key gate-opened"
    })
final class QueueAdmitCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;

  @Parameters(index = "0", paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  @Parameters(index = "1", paramLabel = "N", description = "How many, 1 to 200000.")
  private int count;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = {
        "Idempotency key: once answered, the same",
        "key admits nobody more (default: a new one)."
      })
  private String key;

  QueueAdmitCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String used = key != null ? key : "admit-" + UUID.randomUUID();
    AdmissionOutcome outcome = admit(used);
    if (!server.printedAsJson(outcome.admissions())) {
      context.out().println(sentence(outcome));
    }
    return ExitCode.OK;
  }

  /** Where the outcome is not known, the key must be, or nobody could ask again. */
  private AdmissionOutcome admit(String used) {
    try {
      return server.operator().admit(concertId, count, used);
    } catch (UnreachableException e) {
      throw unknown(ExitCode.UNREACHABLE, e.getMessage(), used);
    } catch (RefusedException e) {
      if (e.problem().code().equals("OUTCOME_UNKNOWN")) {
        throw unknown(ExitCode.REFUSED, e.problem().inOneLine(), used);
      }
      throw e;
    }
  }

  private CommandFailure unknown(int exitCode, String what, String used) {
    return new CommandFailure(
        exitCode,
        what,
        "see `boxoffice queue show "
            + Text.printable(concertId)
            + "`; to try again, repeat with --key "
            + Text.printable(used));
  }

  private String sentence(AdmissionOutcome outcome) {
    long admitted = outcome.admissions().admitted();
    String done =
        admitted < count
            ? String.format(
                Locale.ROOT,
                "Admitted %,d of %,d: no room, nobody else waits, or the sale is not on.",
                admitted,
                count)
            : String.format(Locale.ROOT, "Admitted the next %,d.", admitted);
    return outcome.replayed() ? "Done before with this key: " + done : done;
  }
}
