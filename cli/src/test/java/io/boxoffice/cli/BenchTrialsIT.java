package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run of the trials: that they ask, check and count, not how fast. */
class BenchTrialsIT {
  @TempDir private Path home;

  @Test
  void measuresWhatNoPathTells() throws Exception {
    Path file = home.resolve("bench.json");

    Tool.Result result =
        Tool.ofToday(home)
            .run(
                "bench",
                "--only=million,overload,nodes2",
                "--window=100",
                "--overload=1",
                "--buyers=300",
                "--connections=8",
                "--max-rate=100",
                "--places=3000",
                "--json=" + file);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("positions:", "all exact");
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/overload/goodputRatio").doubleValue()).isPositive();
    assertThat(json.at("/overload/recoverySeconds").isNumber()).isTrue();
    // Processor times come in ticks of 10 ms, of which windows this short may see none.
    assertThat(json.at("/nodes2").has("cpuRatio")).isTrue();
    JsonNode ratio = json.at("/nodes2/cpuRatio");
    assertThat(ratio.isNull() || ratio.doubleValue() > 0).as("ratio %s", ratio).isTrue();
    assertThat(json.at("/nodes2/both/servedShare").doubleValue()).isPositive();
    JsonNode million = json.at("/million");
    assertThat(million.at("/places").intValue()).isEqualTo(3_000);
    assertThat(million.has("joinRatio")).isTrue();
    assertThat(million.has("pollRatio")).isTrue();
    assertThat(million.at("/heapBytesPerPlace").isNumber()).isTrue();
    assertThat(million.at("/admissionStepMs").doubleValue()).isPositive();
    assertThat(million.at("/admissionSteps").intValue()).isBetween(5, 10);
    // Twice the large queue's crowd, once the small one's, two samples.
    assertThat(million.at("/positionsChecked").intValue()).isGreaterThan(3 * 300 + 2 * 1_000);
    for (String path : new String[] {"join", "poll"}) {
      for (String side : new String[] {"ours", "yardstick"}) {
        assertThat(million.at("/" + path + "/" + side + "/statuses").fieldNames())
            .toIterable()
            .as(path + ", " + side)
            .containsExactly(path.equals("join") ? "201" : "200");
      }
    }
  }
}
