package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/performance.md and its pictures in step with the run in docs/performance/. {@code
 * -Dboxoffice.docs.write=true} writes them from it.
 */
class PerformanceDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "performance.md");
  private static final Path FOLDER = Path.of("..", "docs", "performance");

  /** Round numbers that no machine showed. */
  private static final String RUN =
      """
      {"facts": {"cores": "servers on core 7", "windowMs": 5000, "buyers": 100000, "seed": 1234},
       "ratios": {"poll": 0.8, "join": null, "seatsFull": 0.4},
       "cpuRatios": {"poll": 0.81, "join": 0.5, "seatsFull": 0.6},
       "paths": {
         "poll": {
           "ours": {"requestsPerSecond": 16000, "p50Ms": 0.5, "p99Ms": 10, "p999Ms": 20,
             "cpuMicros": 20, "steady": true},
           "yardstick": {"requestsPerSecond": 20000, "cpuMicros": 16.2, "steady": true}},
         "join": {
           "ours": {"requestsPerSecond": 9000, "driverLimited": true, "steady": true},
           "yardstick": {"requestsPerSecond": 9000, "steady": true}},
         "seatsFull": {"ours": {}, "yardstick": {}}},
       "million": {"heapBytesPerPlace": 401, "joinRatio": 0.95, "admissionStepMs": 5,
         "fillSeconds": 61.234, "large": {"pollsPerSecond": 15500.4}, "seen": [1, 2]}}
      """;

  private static final String PROFILE =
      """
      {"poll": {"bytesPerRequest": 1500, "cpu": [
        {"what": "HTTP", "share": 0.7}, {"what": "a|b", "share": 0.304}]}}
      """;

  private static PerformanceRun sample() throws IOException {
    ObjectMapper json = new ObjectMapper();
    return new PerformanceRun(
        json.readTree(RUN), json.readTree(PROFILE), MissingNode.getInstance());
  }

  private static PerformanceRun committed() throws IOException {
    Optional<PerformanceRun> run = PerformanceRun.read(FOLDER);
    assumeTrue(
        run.isPresent(),
        "docs/performance/bench.json is not there: ./boxoffice bench --json writes it");
    return run.orElseThrow();
  }

  @Test
  void theDocumentShowsTheRun() throws IOException {
    PerformanceRun run = committed();
    String document = Files.readString(DOCUMENT);
    String filled = PerformanceDocument.filled(document, run);
    if (Boolean.getBoolean("boxoffice.docs.write")) {
      Files.writeString(DOCUMENT, filled);
      return;
    }
    assertThat(document).as("write it with -Dboxoffice.docs.write=true").isEqualTo(filled);
  }

  @Test
  void thePicturesShowTheRun() throws IOException {
    Map<String, String> pictures = new TreeMap<>(Plots.draw(committed().bench()));
    if (Boolean.getBoolean("boxoffice.docs.write")) {
      for (Map.Entry<String, String> picture : pictures.entrySet()) {
        Files.writeString(FOLDER.resolve(picture.getKey()), picture.getValue());
      }
    }
    Map<String, String> there = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".svg")).toList()) {
        there.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(there).isEqualTo(pictures);
  }

  @Test
  void withoutARunTheDocumentHasNoFigures() throws IOException {
    assumeTrue(PerformanceRun.read(FOLDER).isEmpty(), "there is a run");
    String document = Files.readString(DOCUMENT);

    assertThat(document).isEqualTo(PerformanceDocument.emptied(document));
  }

  @Test
  void theCommittedDocumentHasRoomForEverySection() throws IOException {
    String empty = PerformanceDocument.emptied(Files.readString(DOCUMENT));
    String filled = PerformanceDocument.filled(empty, sample());

    assertThat(filled).isNotEqualTo(empty);
    assertThat(PerformanceDocument.filled(filled, sample())).isEqualTo(filled);
    assertThat(PerformanceDocument.emptied(filled)).isEqualTo(empty);
    assertThat(filled)
        .contains("servers on core 7", "performance/ratios.svg", "## Where the time goes")
        .contains("a core for polls");
    assertThatThrownBy(() -> PerformanceDocument.filled("# Nothing\n", sample()))
        .hasMessageContaining("machine");
  }

  @Test
  void aTargetIsMetByBothRatiosOrNot() throws IOException {
    String results = new ResultTables(sample()).results();

    assertThat(results)
        .contains(
            "| `poll` | 16,000 | 20,000 | 0.800 | 20.0 | 16.2 | 0.810 | at least 0.80 | yes |"
                + " 0.50 | 10.0 | 20.0 |")
        .contains(
            "| `join` | at least 9,000 | 9,000 | driver-limited | - | - | 0.500 | at least 0.45 |"
                + " not known |")
        .contains("| `seatsFull` | - | - | 0.400 | - | - | 0.600 | at least 0.50 | no |");
  }

  @Test
  void everyFigureOfATrialIsShown() throws IOException {
    ResultTables tables = new ResultTables(sample());

    assertThat(tables.trial(BenchTrial.MILLION))
        .contains("| heap, bytes a place and its copy | 401 | at most 400 | no |")
        .contains("| joins: rate of the large queue by that of the small | 0.95 | at least 0.90 |")
        .contains("| an admission step, ms | 5 | below 5 | no |")
        .contains("| fill, s | 61.2 |  |  |")
        .contains("| large: polls per second | 15,500 |  |  |")
        .contains("| seen | 1, 2 |  |  |");
    assertThat(tables.trial(BenchTrial.NODES2)).isEqualTo("This run did not measure it.\n");
    assertThat(tables.machine()).contains("| window, ms | 5,000 |", "| seed | 1234 |");
  }

  @Test
  void theProfileIsLeftOutWhereNobodyLooked() throws IOException {
    assertThat(new ResultTables(sample()).profile())
        .contains("| `poll` | 1,500 | HTTP | 70 % |\n|  |  | a\\|b | 30 % |\n");
    JsonNode none = MissingNode.getInstance();
    assertThat(new ResultTables(new PerformanceRun(sample().bench(), none, none)).profile())
        .isEmpty();
  }
}
