package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of the README's shell blocks is run against a live node, or said where it is. */
class ReadmeExamplesIT {
  /** Not run here; why, and who runs it. */
  private static final Map<String, String> RUN_ELSEWHERE =
      Map.of(
          "./boxoffice demo", "serves until it is stopped; .ci/run runs demo --once",
          "mvn verify", "is what runs this test");

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

  static List<String> lines() throws IOException {
    List<String> found = new ArrayList<>();
    boolean shell = false;
    for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
      if (line.startsWith("```")) {
        shell = line.equals("```sh");
      } else if (shell && !line.isBlank()) {
        found.add(line.replaceFirst(" +# .*", ""));
      }
    }
    return found;
  }

  static List<String> linesToRun() throws IOException {
    return lines().stream().filter(line -> !RUN_ELSEWHERE.containsKey(line)).toList();
  }

  @Test
  void whatIsRunElsewhereIsThere() throws IOException {
    assertThat(lines()).containsAll(RUN_ELSEWHERE.keySet());
  }

  @ParameterizedTest
  @MethodSource("linesToRun")
  void runs(String line) throws IOException {
    ExampleWorld.Outcome outcome = world.run(line);

    assertThat(outcome.exitCode()).as("%s%n%s", line, outcome.output()).isZero();
  }
}
