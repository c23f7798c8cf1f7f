package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run: that everything is asked and answered, not how fast. */
class BenchIT {
  @TempDir private Path home;

  @Test
  void measuresThePollBesideABareRoute() throws Exception {
    Path file = home.resolve("bench.json");

    Tool.Result result =
        Tool.ofToday(home)
            .run(
                "bench",
                "--quick",
                "--paths=poll",
                "--buyers=300",
                "--connections=8",
                "--max-rate=200",
                "--json=" + file);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("poll", "ours", "yardstick", "CPU RATIO");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.fieldNames()).toIterable().contains("facts", "ratios", "cpuRatios", "paths");
    assertThat(json.at("/ratios").has("poll")).isTrue();
    assertThat(json.at("/cpuRatios/poll").doubleValue()).isPositive();
    assertThat(json.at("/facts/buyers").intValue()).isEqualTo(300);
    for (String side : new String[] {"ours", "yardstick"}) {
      JsonNode figures = json.at("/paths/poll/" + side);
      assertThat(figures.at("/statuses").fieldNames()).toIterable().containsExactly("200");
      assertThat(figures.at("/requestsPerSecond").doubleValue()).isPositive();
      assertThat(figures.at("/p99Ms").doubleValue()).isPositive();
      assertThat(figures.at("/curve")).hasSizeGreaterThan(5);
    }
  }
}
