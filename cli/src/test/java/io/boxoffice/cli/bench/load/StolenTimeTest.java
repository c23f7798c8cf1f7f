package io.boxoffice.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StolenTimeTest {
  @Test
  void theEighthNumberIsInHundredthsOfASecond() {
    assertThat(StolenTime.parse("cpu  45363 1 3064 75322 7 0 3 114 0 0")).isEqualTo(1_140_000_000L);
  }

  @Test
  void anOlderOrAnotherSystemTellsNothing() {
    assertThat(StolenTime.parse("cpu  45363 1 3064 75322")).isZero();
    assertThat(StolenTime.parse(null)).isZero();
  }

  @Test
  void itNeverFalls() {
    long before = StolenTime.nanos();

    assertThat(StolenTime.nanos()).isGreaterThanOrEqualTo(before);
  }
}
