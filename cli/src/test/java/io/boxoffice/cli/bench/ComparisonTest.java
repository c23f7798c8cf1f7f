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

  private static boolean holds(String group, String before, String now) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Comparison comparison =
        Comparison.of(
            json.readTree("{\"%s\":{%s}}".formatted(group, before)),
            json.readTree("{\"%s\":{%s}}".formatted(group, now)),
            0.1);
    assertThat(comparison.lines()).hasSize(1);
    return comparison.holds();
  }

  @Test
  void lessIsBetterForBytesAndForTwoNodesTime() throws Exception {
    String bytes = "\"heapBytesPerPlace\":%s";
    assertThat(holds("million", bytes.formatted(200), bytes.formatted(219))).isTrue();
    assertThat(holds("million", bytes.formatted(200), bytes.formatted(100))).isTrue();
    assertThat(holds("million", bytes.formatted(200), bytes.formatted(221))).isFalse();
    assertThat(holds("nodes2", "\"cpuRatio\":1.0", "\"cpuRatio\":1.2")).isFalse();
  }

  @Test
  void moreIsBetterForTheTrialsRatios() throws Exception {
    for (String name : new String[] {"joinRatio", "pollRatio"}) {
      String ratio = "\"" + name + "\":%s";
      assertThat(holds("million", ratio.formatted(0.9), ratio.formatted(0.82))).isTrue();
      assertThat(holds("million", ratio.formatted(0.9), ratio.formatted(0.8))).isFalse();
    }
    assertThat(holds("overload", "\"goodputRatio\":1", "\"goodputRatio\":0.85")).isFalse();
  }

  /** Another machine has other times: within the bound any is well. */
  @Test
  void aTimeIsHeldAgainstItsBoundFirst() throws Exception {
    String seconds = "\"recoverySeconds\":%s";
    assertThat(holds("overload", seconds.formatted(0), seconds.formatted(5))).isTrue();
    assertThat(holds("overload", seconds.formatted(0), seconds.formatted(6))).isFalse();
    assertThat(holds("overload", seconds.formatted(6), seconds.formatted(6.5))).isTrue();
    String ms = "\"admissionStepMs\":%s";
    assertThat(holds("million", ms.formatted(1), ms.formatted(4.9))).isTrue();
    assertThat(holds("million", ms.formatted(1), ms.formatted(5))).isFalse();
  }

  @Test
  void whatWasNothingHasNoChange() throws Exception {
    StringWriter text = new StringWriter();
    Screen screen = new Screen(text, false, Map.of());
    ObjectMapper json = new ObjectMapper();
    Comparison.of(
            json.readTree("{\"overload\":{\"recoverySeconds\":0}}"),
            json.readTree("{\"overload\":{\"recoverySeconds\":1}}"),
            0.1)
        .print(screen);
    screen.flush();

    assertThat(text.toString()).contains("overload", "recoverySeconds", "ok").doesNotContain("%");
  }

  @Test
  void everyPathHasATargetForBothRatios() {
    for (BenchPath path : BenchPath.values()) {
      assertThat(Target.of("ratios", path.label())).as(path.label()).isPresent();
      assertThat(Target.of("cpuRatios", path.label())).as(path.label()).isPresent();
    }
  }
}
