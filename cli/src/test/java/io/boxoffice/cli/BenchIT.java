package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run: that everything is asked and answered as it should, not how fast. */
class BenchIT {
  private static final Map<String, String> STATUSES =
      Map.of(
          "poll", "200",
          "join", "201",
          "seatsUnchanged", "304",
          "seatsFull", "200",
          "holdTaken", "409",
          "hold", "201",
          "payment", "201");

  @TempDir private Path home;

  @Test
  void measuresEveryPathBesideItsYardstick() throws Exception {
    Path file = home.resolve("bench.json");
    Path plots = home.resolve("plots");

    Tool.Result result =
        Tool.ofToday(home)
            .run(
                "bench",
                "--only=" + String.join(",", STATUSES.keySet()),
                "--window=100",
                "--buyers=300",
                "--connections=8",
                "--max-rate=100",
                "--svg=" + plots,
                "--json=" + file);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("poll", "ours", "yardstick", "CPU RATIO");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.fieldNames()).toIterable().contains("facts", "ratios", "cpuRatios", "paths");
    assertThat(json.at("/facts/buyers").intValue()).isEqualTo(300);
    assertThat(json.at("/paths").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(STATUSES.keySet());
    STATUSES.forEach(
        (path, status) -> {
          assertThat(json.at("/ratios").has(path)).isTrue();
          assertThat(json.at("/cpuRatios").has(path)).isTrue();
          for (String side : new String[] {"ours", "yardstick"}) {
            JsonNode figures = json.at("/paths/" + path + "/" + side);
            assertThat(figures.at("/statuses").fieldNames())
                .toIterable()
                .as(path + ", " + side)
                .containsExactly(status);
            assertThat(figures.at("/requestsPerSecond").doubleValue()).isPositive();
            assertThat(figures.at("/curve")).hasSizeGreaterThan(5);
          }
          assertThat(plots.resolve("latency-" + path + ".svg")).isNotEmptyFile();
        });
    assertThat(plots.resolve("ratios.svg")).isNotEmptyFile();
  }
}
