package io.boxoffice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Runs a node in this process; everything after the command's name is the node's configuration. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    customSynopsis = "boxoffice serve [--settings] [--config FILE] [--KEY=VALUE]...",
    description = "Run a node until it is told to stop (Ctrl-C or SIGTERM).",
    exitCodeList = {
      "0:the settings were listed",
      "1:the node could not start",
      "2:the command line or the configuration is wrong",
      "130:stopped in order, by Ctrl-C",
      "143:stopped in order, by SIGTERM"
    },
    footerHeading = "%nConfiguration:%n",
    footer = {
      "  A key such as http.port is written in three places; the later one wins:",
      "    boxoffice.yaml (--config)   http: { port: 8080 }",
      "    environment                 BOXOFFICE_HTTP_PORT=8080",
      "    flag                        --http.port=8080",
      "  Every error is listed at once.",
      "",
      "Examples:",
      "  boxoffice serve",
      "  boxoffice serve --settings",
      "  boxoffice serve --http.port=9000 --data.dir=/var/lib/boxoffice",
      "  boxoffice serve --config boxoffice.yaml --roles=http,queue",
      "  BOXOFFICE_ADMIN_PASSWORD=... boxoffice serve --admin.name=operator",
      "  boxoffice serve --database.url=postgresql://boxoffice@db/boxoffice"
    })
final class ServeCommand implements Callable<Integer> {
  @Unmatched private final List<String> arguments = new ArrayList<>();

  @Option(names = "--settings", description = "List every setting with its default, and end.")
  private boolean settings;

  @Override
  public Integer call() {
    if (settings) {
      return NodePrograms.find().serve(new String[] {"--help"});
    }
    return NodePrograms.find().serve(arguments.toArray(String[]::new));
  }
}
