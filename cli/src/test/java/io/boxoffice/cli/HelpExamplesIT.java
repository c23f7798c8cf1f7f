package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.Pace;
import io.boxoffice.cli.console.Screen;
import io.boxoffice.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** Every example in every help is run, as it is written, against a live node. */
class HelpExamplesIT {
  /** A line that a reader would paste: variables, then the tool. */
  private static final Pattern EXAMPLE =
      Pattern.compile("^  (?:[A-Z_]+=\\S+ )*(?:source <\\()?boxoffice .*");

  private static final Pattern PIPED = Pattern.compile("\\| (\\w+)");

  /** Not run here; why, and who runs it. */
  private static final Map<String, String> RUN_ELSEWHERE =
      Map.of(
          "boxoffice demo --once    # sells to 200 buyers, checks, leaves nothing",
          ".ci/run does",
          "boxoffice serve --config boxoffice.yaml --roles=http,queue",
          "wants nodes with the other roles; ConfigLoaderTest reads such a file and such roles",
          "boxoffice serve --database.url=postgresql://boxoffice@db/boxoffice",
          "wants a host db; the node's own tests start on such an address",
          "boxoffice bench --json bench.json --svg plots",
          "takes most of an hour; BenchIT and BenchTrialsIT do so with fewer and shorter",
          "boxoffice bench --against bench.json",
          "the same",
          "boxoffice bench --window=1000 --only=poll,join --buyers=1000",
          "the same",
          "source <(boxoffice completion zsh)",
          "bash cannot; CompletionCommandTest asks zsh");

  /** What serves until it is stopped, and what it says once it does. */
  private static final Map<String, String> SERVING =
      Map.of(
          "boxoffice demo", "Serving. Ctrl-C stops",
          "boxoffice demo --port 9000 --data.dir /tmp/my-demo", "Serving. Ctrl-C stops",
          "boxoffice serve", "ready after",
          "boxoffice serve --http.port=9000 --data.dir=/var/lib/boxoffice", "ready after",
          "BOXOFFICE_ADMIN_PASSWORD=... boxoffice serve --admin.name=operator", "ready after");

  @TempDir private static Path directory;
  private static ExampleWorld world;

  @BeforeAll
  static void start() throws Exception {
    world = ExampleWorld.on(directory);
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      world.close();
    }
  }

  static CommandSpec root() {
    Screen nowhere = new Screen(new StringWriter(), false, Map.of());
    return Boxoffice.commandLine(
            new CliContext(
                nowhere,
                nowhere,
                InputStream.nullInputStream(),
                Map.of(),
                Path.of("unused"),
                Clock.systemUTC(),
                Terminal.NONE,
                Pace.REAL))
        .getCommandSpec();
  }

  private static Stream<CommandSpec> commands(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .map(each -> each.getCommandSpec())
            .filter(each -> !(each.userObject() instanceof HelpCommand))
            .flatMap(HelpExamplesIT::commands));
  }

  private static List<String> examples(CommandSpec command) {
    List<String> found = new ArrayList<>();
    boolean open = false;
    for (String line : Arrays.asList(command.usageMessage().footer())) {
      if (open) {
        found.add(found.remove(found.size() - 1) + "\n" + line);
      } else if (EXAMPLE.matcher(line).matches()) {
        found.add(line.strip());
      } else {
        continue;
      }
      open = line.endsWith("\\");
    }
    return found;
  }

  static Stream<String> lines() {
    return commands(root()).flatMap(command -> examples(command).stream()).distinct();
  }

  static Stream<String> linesToRun() {
    return lines().filter(line -> !RUN_ELSEWHERE.containsKey(line) && !SERVING.containsKey(line));
  }

  @Test
  void everyCommandHasExamples() {
    assertThat(commands(root()))
        .filteredOn(command -> examples(command).isEmpty())
        .extracting(CommandSpec::qualifiedName)
        .isEmpty();
    assertThat(lines()).containsAll(RUN_ELSEWHERE.keySet()).containsAll(SERVING.keySet());
  }

  @ParameterizedTest
  @MethodSource("linesToRun")
  void runs(String line) throws IOException {
    Matcher piped = PIPED.matcher(line);
    assumeTrue(!piped.find() || installed(piped.group(1)), "the example's other program");

    ExampleWorld.Outcome outcome = world.run(line);

    assertThat(outcome.exitCode()).as("%s%n%s", line, outcome.output()).isZero();
  }

  static Stream<Arguments> servingLines() {
    return SERVING.entrySet().stream().map(each -> arguments(each.getKey(), each.getValue()));
  }

  @ParameterizedTest
  @MethodSource("servingLines")
  void servesUntilItIsStopped(String line, String ready) throws IOException {
    ExampleWorld.Outcome outcome = world.serve(line, ready);

    assertThat(outcome.output()).contains(ready);
    assertThat(outcome.exitCode()).as(outcome.output()).isIn(0, 143);
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
