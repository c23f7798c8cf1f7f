package io.boxoffice.cli;

import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ColorMode;
import io.boxoffice.cli.console.ExitCode;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tool's first word: knows the commands and what the exit codes mean. */
@Command(
    name = "boxoffice",
    mixinStandardHelpOptions = true,
    versionProvider = Boxoffice.Version.class,
    description = "Sells concert seats to a crowd: run a node, and operate one.",
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      LoginCommand.class,
      LogoutCommand.class,
      ConcertCommand.class,
      QueueCommand.class,
      UserCommand.class,
      WalletCommand.class,
      ReservationCommand.class,
      AuditCommand.class,
      ClusterCommand.class,
      VerifyCommand.class,
      CompletionCommand.class,
      ManCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeList = {
      "0:done",
      "1:the server refused or failed, or the node could not start",
      "2:the command line, an input or the configuration is wrong",
      "3:not logged in, or not allowed",
      "4:there is no such thing",
      "5:the server does not answer",
      "6:the verification found violations",
      "130:ended by Ctrl-C, as --watch is",
      "143:ended by SIGTERM, as serve is"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice demo",
      "  boxoffice login operator",
      "  boxoffice concert list --all",
      "  boxoffice concert import --help"
    })
final class Boxoffice implements Runnable {
  private final CliContext context;

  @Spec private CommandSpec spec;

  Boxoffice(CliContext context) {
    this.context = context;
  }

  public static void main(String[] arguments) {
    CliContext context = CliContext.ofProcess();
    int exitCode = commandLine(context).execute(arguments);
    context.out().flush();
    context.err().flush();
    System.exit(exitCode);
  }

  /** The whole tool, wired for {@code context}. */
  static CommandLine commandLine(CliContext context) {
    Failures failures = new Failures();
    CommandLine line = new CommandLine(new Boxoffice(context), new Factory(context));
    WatchOptions.addTo(line.getCommandSpec());
    explainExitCodes(line.getCommandSpec());
    return line.setColorScheme(colorScheme(context))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(context.out())
        .setErr(context.err())
        .setExpandAtFiles(false)
        .setUsageHelpLongOptionsMaxWidth(26)
        .setExecutionStrategy(new Watching(context))
        .setExecutionExceptionHandler(failures)
        .setExitCodeExceptionMapper(failures);
  }

  /** Before any command runs, so that help and errors follow it, too. */
  @Option(
      names = "--color",
      scope = CommandLine.ScopeType.INHERIT,
      paramLabel = "WHEN",
      description = "Colors: auto (on a terminal), always or never.")
  void color(ColorMode mode) {
    context.out().color(mode);
    context.err().color(mode);
    spec.root().commandLine().setColorScheme(colorScheme(context));
  }

  /** Every command's help says what its exit codes mean. */
  private static void explainExitCodes(CommandSpec command) {
    UsageMessageSpec usage = command.usageMessage();
    usage.exitCodeListHeading("%nExit codes:%n");
    if (usage.exitCodeList().isEmpty()) {
      usage.exitCodeList(ExitCode.OF_SERVER_COMMANDS);
    }
    command.subcommands().values().forEach(each -> explainExitCodes(each.getCommandSpec()));
  }

  /** Help goes to one of two streams with the same codes: both have to want them. */
  private static CommandLine.Help.ColorScheme colorScheme(CliContext context) {
    boolean colors = context.out().colors() && context.err().colors();
    return CommandLine.Help.defaultColorScheme(
        colors ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** Hands the context to whatever asks for it in its constructor. */
  private static final class Factory implements CommandLine.IFactory {
    private final CliContext context;

    Factory(CliContext context) {
      this.context = context;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == CliContext.class) {
          return type.cast(constructor.newInstance(context));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Boxoffice.class.getPackage().getImplementationVersion();
      return new String[] {"boxoffice " + (version == null ? "(built from sources)" : version)};
    }
  }
}
