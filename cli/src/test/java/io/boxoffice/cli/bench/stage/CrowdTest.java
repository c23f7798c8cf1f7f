package io.boxoffice.cli.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 300, 7_919, 15_838, 100_000})
  void everybodyHasATurnBeforeAnybodyHasTwo(int buyers) {
    for (int round = 0; round < 3; round++) {
      long from = (long) round * buyers;
      int[] turns =
          IntStream.range(0, buyers).map(turn -> Crowd.spread(from + turn, buyers)).toArray();

      assertThat(IntStream.of(turns).sorted().toArray())
          .isEqualTo(IntStream.range(0, buyers).toArray());
    }
  }
}
