package io.boxoffice.cli;

import io.boxoffice.cli.console.ExitCode;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whether a command looks again and again; every command that only looks at something has it. */
final class WatchOptions {
  static final String MIXIN = "watch";
  private static final int MAX_SECONDS = 3_600;
  private static final Set<String> LOOKING = Set.of("list", "show", "status");

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "2",
      paramLabel = "SECONDS",
      description = {
        "Look again every so many seconds (${FALLBACK-VALUE}),",
        "until Ctrl-C. With --json, a line each time."
      })
  private Integer seconds;

  /** Null where one look is enough. */
  Duration every(CommandLine command) {
    if (seconds == null) {
      return null;
    }
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new ParameterException(command, "--watch wants seconds from 1 to " + MAX_SECONDS + ".");
    }
    return Duration.ofSeconds(seconds);
  }

  /** Gives the option to every command below that lists or shows: those change nothing. */
  static void addTo(CommandSpec command) {
    command.subcommands().values().forEach(each -> addTo(each.getCommandSpec()));
    if (LOOKING.contains(command.name())) {
      command.addMixin(MIXIN, CommandSpec.forAnnotatedObject(new WatchOptions()));
      command.usageMessage().exitCodeList(ExitCode.OF_WATCHING);
    }
  }
}
