package io.boxoffice.cli.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.cli.console.CommandFailure;
import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void readsTheLastLineOfAHistogram() {
    String histogram =
        """
        4711:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         18464        4431072  [B (java.base@17.0.17)
        Total        221183       14170536
        """;
    assertThat(LiveHeap.total(histogram)).isEqualTo(14_170_536);
    assertThatThrownBy(() -> LiveHeap.total("4711: no such process"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no such process");
  }
}
