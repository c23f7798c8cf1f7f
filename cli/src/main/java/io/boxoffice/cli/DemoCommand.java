package io.boxoffice.cli;

import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.demo.Demonstration;
import io.boxoffice.cli.demo.ShortSale;
import io.boxoffice.shared.node.NodeProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Shows the whole thing on this machine. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    customSynopsis = "boxoffice demo [--once] [--port=PORT] [--data.dir=DIR] [--KEY=VALUE]...",
    description = {
      "Run a node with two concerts, ten buyers and an operator, until Ctrl-C.",
      "What is there from an earlier run stays. Other --KEY=VALUE flags go to the",
      "node; see `boxoffice serve --help`."
    },
    exitCodeList = {
      "0:done; with --once only if everything holds",
      "1:the node could not start",
      "2:the command line or the configuration is wrong",
      "6:with --once: something does not hold"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice demo",
      "  boxoffice demo --port 9000 --data.dir /tmp/my-demo",
      "  boxoffice demo --once    # sells to 200 buyers, checks, leaves nothing"
    })
final class DemoCommand implements Callable<Integer> {
  private final CliContext context;

  @Option(
      names = "--once",
      description = "Run a short sale instead, verify it, print the result, end.")
  private boolean once;

  @Option(
      names = {"--port", "--http.port"},
      paramLabel = "PORT",
      description = "Where to listen (default: 8080, or another where taken).")
  private Integer port;

  @Option(
      names = "--data.dir",
      paramLabel = "DIR",
      defaultValue = "data/demo",
      description = "Where the data is kept (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Unmatched private final List<String> more = new ArrayList<>();

  DemoCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String stray = more.stream().filter(each -> !each.startsWith("--")).findFirst().orElse(null);
    if (stray != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "Not understood: " + stray, "write the node's flags as --KEY=VALUE");
    }
    NodeProgram program = NodePrograms.find();
    if (once) {
      return new ShortSale(context, program).run(more) ? ExitCode.OK : ExitCode.VIOLATIONS;
    }
    new Demonstration(context, program).serve(directory.toAbsolutePath(), port, more);
    return ExitCode.OK;
  }
}
