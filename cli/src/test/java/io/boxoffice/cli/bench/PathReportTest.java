package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathReportTest {
  private static Figures figures(double cpuMicros) {
    return new Figures(
        1_000, 1, 2, 3, cpuMicros, cpuMicros, true, false, 0.1, 0.1, 0, Map.of(), List.of());
  }

  @Test
  void theRatioIsTheYardsticksTimeByOurs() {
    assertThat(new PathReport(figures(40), figures(20), null, 600).cpuRatio()).isEqualTo(0.5);
  }

  /** Processor times come in ticks of 10 ms; a short window may see none of them. */
  @Test
  void whereOneUsedNothingThereIsNoRatio() {
    assertThat(new PathReport(figures(0), figures(20), null, 600).cpuRatio()).isNull();
    assertThat(new PathReport(figures(40), figures(0), null, 600).cpuRatio()).isNull();
  }
}
