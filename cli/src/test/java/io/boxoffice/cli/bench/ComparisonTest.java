package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.cli.console.Screen;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static JsonNode run(String ratios, String cpuRatios) throws Exception {
    return new ObjectMapper()
        .readTree("{\"ratios\":{%s},\"cpuRatios\":{%s}}".formatted(ratios, cpuRatios));
  }

  @Test
  void aRatioMayFallWithinTheTolerance() throws Exception {
    JsonNode before = run("\"poll\":0.80", "\"poll\":0.90");

    assertThat(Comparison.of(before, run("\"poll\":0.73", "\"poll\":2"), 0.1).holds()).isTrue();
    assertThat(Comparison.of(before, run("\"poll\":0.71", "\"poll\":2"), 0.1).holds()).isFalse();
    assertThat(Comparison.of(before, run("\"poll\":0.80", "\"poll\":0.5"), 0.1).holds()).isFalse();
  }

  @Test
  void whatOneRunDidNotMeasureIsNotCompared() throws Exception {
    JsonNode before = run("\"poll\":null,\"join\":0.5", "");
    JsonNode now = run("\"poll\":0.1,\"hold\":0.1", "\"poll\":0.1");

    assertThat(Comparison.of(before, now, 0.1).lines()).isEmpty();
  }

  @Test
  void printsWhatFell() throws Exception {
    StringWriter text = new StringWriter();
    Screen screen = new Screen(text, false, Map.of());
    Comparison.of(run("\"poll\":0.8", ""), run("\"poll\":0.4", ""), 0.1).print(screen);
    screen.flush();

    assertThat(text.toString()).contains("throughput", "poll", "0.80", "0.40", "-50 %", "BROKEN");
  }
}
