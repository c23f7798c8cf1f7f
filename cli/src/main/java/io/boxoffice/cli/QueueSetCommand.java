package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.QueueStats;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes a queue's settings while it runs. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Change a queue's settings; what is not named stays. Every node knows within a",
      "second. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice queue set 0S9WVEN28031J --capacity 200 --admit-per-minute 600",
      "  boxoffice queue set 0S9WVEN28031J --waiting-ttl 60 --admission-ttl 600"
    })
final class QueueSetCommand implements Callable<Integer> {
  private final CliContext context;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Parameters(paramLabel = "ID", description = "The concert's id.")
  private String concertId;

  @Option(
      names = "--capacity",
      paramLabel = "N",
      description = "Buyers admitted at a time, 0 to 200000.")
  private Integer capacity;

  @Option(
      names = "--admit-per-minute",
      paramLabel = "N",
      description = "Admissions a minute at most; 0: no limit.")
  private Integer admitPerMinute;

  @Option(
      names = "--waiting-ttl",
      paramLabel = "S",
      description = {
        "Seconds without a sign of life after which a",
        "waiting place lapses, 1 to 3600."
      })
  private Integer waitingTtlSeconds;

  @Option(
      names = "--admission-ttl",
      paramLabel = "S",
      description = "Seconds that an admission lasts, 1 to 86400.")
  private Integer admissionTtlSeconds;

  QueueSetCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, Integer> changes = changes();
    if (changes.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Name what to set: --capacity, --admit-per-minute, --waiting-ttl or --admission-ttl.");
    }
    QueueStats stats = server.operator().changeQueue(concertId, changes);
    if (!server.printedAsJson(stats)) {
      String set =
          changes.entrySet().stream()
              .map(change -> change.getKey() + " " + change.getValue())
              .collect(Collectors.joining(", "));
      context.out().println("Set " + set + ".");
      context.out().println(QueueNumbers.sentence(stats));
    }
    return ExitCode.OK;
  }

  private Map<String, Integer> changes() {
    Map<String, Integer> changes = new LinkedHashMap<>();
    changes.put("capacity", capacity);
    changes.put("admitPerMinute", admitPerMinute);
    changes.put("waitingTtlSeconds", waitingTtlSeconds);
    changes.put("admissionTtlSeconds", admissionTtlSeconds);
    changes.values().removeIf(value -> value == null);
    return changes;
  }
}
