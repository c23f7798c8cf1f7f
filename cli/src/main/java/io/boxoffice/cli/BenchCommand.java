package io.boxoffice.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.boxoffice.cli.bench.BenchPath;
import io.boxoffice.cli.bench.BenchReport;
import io.boxoffice.cli.bench.BenchSettings;
import io.boxoffice.cli.bench.Benchmark;
import io.boxoffice.cli.bench.Timing;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what this machine serves, beside bare servers on it. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a node on this machine, and bare servers beside it.",
      "A node runs on one core; the requests come from another, when they are due and",
      "not when the node has time. The rate of a path is the highest at which 99 of",
      "100 answers come within 50 ms and 99.5 %% are served."
    },
    exitCodeList = {
      "0:measured",
      "1:a server could not start or did not answer",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice bench --json bench.json",
      "  boxoffice bench --quick --paths=poll --buyers=1000 --max-rate=2000"
    })
final class BenchCommand implements Callable<Integer> {
  private final CliContext context;

  @Option(
      names = "--paths",
      split = ",",
      paramLabel = "PATH",
      description = "What to measure: poll (default: all of them).")
  private List<String> paths = Arrays.stream(BenchPath.values()).map(BenchPath::label).toList();

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there.")
  private Path json;

  @Option(names = "--quick", description = "Short windows: to see that it works.")
  private boolean quick;

  @Option(
      names = "--buyers",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Whom the requests are spread over (default: ${DEFAULT-VALUE}).")
  private int buyers;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "The driver's connections (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--max-rate",
      paramLabel = "N",
      defaultValue = "200000",
      description = "No more than so many a second (default: ${DEFAULT-VALUE}).")
  private double maxRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same arrivals (default: ${DEFAULT-VALUE}).")
  private long seed;

  BenchCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (buyers < 1 || buyers > 1_000_000 || connections < 1 || connections > 1_000) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "That many buyers or connections cannot be measured",
          "take 1 to 1000000 buyers and 1 to 1000 connections");
    }
    BenchSettings settings =
        new BenchSettings(
            paths.stream().map(BenchCommand::path).distinct().toList(),
            buyers,
            connections,
            maxRate,
            quick ? Timing.QUICK : Timing.FULL,
            seed);
    BenchReport report = new Benchmark(context, NodePrograms.find(), settings).run();
    report.print(context.out());
    if (json != null) {
      write(report);
    }
    return ExitCode.OK;
  }

  private static BenchPath path(String label) {
    return Arrays.stream(BenchPath.values())
        .filter(
            each -> each.label().toLowerCase(Locale.ROOT).equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "There is no path " + label,
                    "take of " + Arrays.toString(BenchPath.values())));
  }

  private void write(BenchReport report) {
    try {
      byte[] bytes =
          RestChannel.JSON
              .writer()
              .with(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsBytes(report.json());
      Files.write(json, bytes);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED, "Cannot write " + json + ": " + e.getMessage(), null);
    }
  }
}
