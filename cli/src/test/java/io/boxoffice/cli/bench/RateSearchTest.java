package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
  private static final int MOST_STEPS = 60;

  private static RateSearch search(double highest, DoublePredicate kept) {
    RateSearch search = new RateSearch(1_000, 1.5, 1.03, highest);
    for (int step = 0; step < MOST_STEPS && !search.done(); step++) {
      search.tried(kept.test(search.next()));
    }
    assertThat(search.done()).isTrue();
    return search;
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 80, 999, 1_000, 1_001, 5_432, 60_000, 199_999})
  void findsTheHighestRateThatIsKept(double limit) {
    assertThat(search(200_000, rate -> rate <= limit).best()).isBetween(limit / 1.03, limit);
  }

  @Test
  void oneDisturbedWindowIsNoBrokenPromise() {
    int[] calls = {0};
    RateSearch search = search(200_000, rate -> rate <= 20_000 && ++calls[0] % 2 == 0);

    assertThat(search.best()).isBetween(20_000 / 1.03, 20_000.0);
  }

  @Test
  void stopsAtTheHighestRate() {
    assertThat(search(700, rate -> true).best()).isEqualTo(700);
    assertThat(search(2_000, rate -> true).best()).isEqualTo(2_000);
  }

  @Test
  void nothingIsKept() {
    assertThat(search(2_000, rate -> false).best()).isZero();
  }
}
