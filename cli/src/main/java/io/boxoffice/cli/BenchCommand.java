package io.boxoffice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.bench.BenchPath;
import io.boxoffice.cli.bench.BenchReport;
import io.boxoffice.cli.bench.BenchSettings;
import io.boxoffice.cli.bench.BenchTrial;
import io.boxoffice.cli.bench.Benchmark;
import io.boxoffice.cli.bench.Comparison;
import io.boxoffice.cli.bench.Plots;
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
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
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
      "1:something could not be measured, and why is said",
      "2:the command line is wrong",
      "6:with --against: a figure is worse"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice bench --json bench.json --svg plots",
      "  boxoffice bench --against bench.json",
      "  boxoffice bench --window=1000 --only=poll,join --buyers=1000"
    })
final class BenchCommand implements Callable<Integer> {
  private static final List<String> ALL =
      Stream.concat(
              Arrays.stream(BenchPath.values()).map(BenchPath::label),
              Arrays.stream(BenchTrial.values()).map(BenchTrial::label))
          .toList();

  private final CliContext context;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = {
        "What to measure, of the paths poll, join, seatsUnchanged, seatsFull, holdTaken,",
        "hold and payment and the trials million, overload and nodes2 (default: all)."
      })
  private List<String> only = ALL;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there.")
  private Path json;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = {
        "Compare with an earlier run's --json; code 6 where a ratio or a size is worse",
        "by more than --tolerance, or a time over its bound, too."
      })
  private Path against;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "By which share a figure may be worse (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(names = "--svg", paramLabel = "DIR", description = "Draw the figures there.")
  private Path svg;

  @Option(
      names = "--window",
      paramLabel = "MS",
      defaultValue = "2000",
      description = {
        "How long a window is (default: ${DEFAULT-VALUE}); a rate is of three,",
        "a processor time of nine; 1000 shows that all works."
      })
  private int windowMs;

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
      names = "--places",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many wait in the large queue (default: ${DEFAULT-VALUE}).")
  private int places;

  @Option(
      names = "--overload",
      paramLabel = "S",
      defaultValue = "60",
      description = "How many seconds too much is offered (default: ${DEFAULT-VALUE}).")
  private int overloadSeconds;

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
    require(buyers >= 1 && buyers <= 1_000_000, "--buyers", "1 to 1000000");
    require(connections >= 1 && connections <= 1_000, "--connections", "1 to 1000");
    require(maxRate >= 1 && maxRate <= 1e6, "--max-rate", "1 to 1000000");
    require(windowMs >= 50 && windowMs <= 600_000, "--window", "50 to 600000");
    require(only.stream().allMatch(BenchCommand::exists), "--only", "of " + ALL);
    require(places >= 1_000 && places <= 2_000_000, "--places", "1000 to 2000000");
    require(overloadSeconds >= 1 && overloadSeconds <= 600, "--overload", "1 to 600");
    require(tolerance >= 0 && tolerance <= 1, "--tolerance", "0 to 1");
    JsonNode earlier = against == null ? null : read(against);
    BenchSettings settings =
        new BenchSettings(
            named(BenchPath.values(), BenchPath::label),
            named(BenchTrial.values(), BenchTrial::label),
            buyers,
            connections,
            maxRate,
            Timing.of(windowMs),
            places,
            overloadSeconds,
            seed);
    BenchReport report = new Benchmark(context, NodePrograms.find(), settings).run();
    report.print(context.out());
    ObjectNode figures = report.json();
    if (json != null) {
      write(json, RestChannel.JSON.writer().with(SerializationFeature.INDENT_OUTPUT), figures);
    }
    if (svg != null) {
      draw(figures);
    }
    int compared = earlier == null ? ExitCode.OK : compare(earlier, figures);
    return report.failures().isEmpty() ? compared : ExitCode.REFUSED;
  }

  private static boolean exists(String name) {
    return ALL.stream().anyMatch(name::equalsIgnoreCase);
  }

  private static void require(boolean met, String option, String range) {
    if (!met) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " cannot be that", "take " + range + " for it");
    }
  }

  private int compare(JsonNode earlier, JsonNode figures) {
    Comparison comparison = Comparison.of(earlier, figures, tolerance);
    context.out().println();
    comparison.print(context.out());
    return comparison.holds() ? ExitCode.OK : ExitCode.VIOLATIONS;
  }

  private static JsonNode read(Path file) {
    try {
      return RestChannel.JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "Cannot read " + file + ": " + e.getMessage(),
          "name a file that --json wrote");
    }
  }

  private static void write(Path file, ObjectWriter writer, JsonNode figures) {
    try {
      Files.write(file, writer.writeValueAsBytes(figures));
    } catch (IOException e) {
      throw notWritten(file, e);
    }
  }

  private void draw(JsonNode figures) {
    try {
      Files.createDirectories(svg);
      for (Map.Entry<String, String> picture : Plots.draw(figures).entrySet()) {
        Files.writeString(svg.resolve(picture.getKey()), picture.getValue());
      }
    } catch (IOException e) {
      throw notWritten(svg, e);
    }
  }

  private static CommandFailure notWritten(Path where, IOException e) {
    return new CommandFailure(
        ExitCode.REFUSED, "Cannot write " + where + ": " + e.getMessage(), null);
  }

  /** Those that are wanted, in their own order. */
  private <T> List<T> named(T[] all, Function<T, String> label) {
    return Arrays.stream(all)
        .filter(each -> only.stream().anyMatch(label.apply(each)::equalsIgnoreCase))
        .toList();
  }
}
