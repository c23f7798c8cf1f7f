package io.boxoffice.cli;

import io.boxoffice.cli.console.CliContext;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
      LoginCommand.class,
      ConcertCommand.class,
      QueueCommand.class,
      VerifyCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  the server refused or failed, or the node could not start",
      "  2  the command line or the configuration is wrong",
      "  3  not logged in, or not allowed",
      "  4  there is no such thing",
      "  5  the server does not answer",
      "  6  the verification found violations",
      "",
      "Examples:",
      "  boxoffice demo",
      "  boxoffice login operator",
      "  boxoffice concert list --all",
      "  boxoffice concert import --help"
    })
final class Boxoffice implements Runnable {
  @Spec private CommandSpec spec;

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
    CommandLine line = new CommandLine(Boxoffice.class, new Factory(context));
    return line.setOut(context.out())
        .setErr(context.err())
        .setExpandAtFiles(false)
        .setUsageHelpLongOptionsMaxWidth(26)
        .setExecutionExceptionHandler(failures)
        .setExitCodeExceptionMapper(failures);
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
