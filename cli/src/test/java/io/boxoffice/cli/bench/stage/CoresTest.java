package io.boxoffice.cli.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0-1; 0 1", "3; 3", "0-2,5,8-9; 0 1 2 5 8 9"})
  void readsTheSystemsLists(String list, String numbers) {
    List<Integer> expected = Arrays.stream(numbers.split(" ")).map(Integer::valueOf).toList();

    assertThat(Cores.parse(list)).isEqualTo(expected);
  }
}
