package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What was asked for lately stays, and there is never more than the maximum. */
class TokenMemoryTest {
  private static final int MAXIMUM = 100;

  private final TokenMemory<Integer> memory = new TokenMemory<>(MAXIMUM);

  private static TokenText token(int number) {
    return new TokenText("a header of many characters, and a signature " + number);
  }

  @Test
  void givesBackWhatWasPut() {
    memory.put(token(1), 1);
    memory.put(token(1), 2);

    assertThat(memory.get(token(1))).isEqualTo(2);
    assertThat(memory.get(token(2))).isNull();
  }

  @Test
  void keepsTheLastHalfAndNeverMoreThanTheMaximum() {
    for (int number = 0; number < 1_000; number++) {
      memory.put(token(number), number);
      assertThat(memory.size()).isLessThanOrEqualTo(MAXIMUM);
    }
    for (int number = 999; number >= 1_000 - MAXIMUM / 2; number--) {
      assertThat(memory.get(token(number))).isEqualTo(number);
    }
    assertThat(memory.get(token(0))).isNull();
  }

  @Test
  void whatIsAskedForAgainAndAgainStays() {
    memory.put(token(-1), -1);
    for (int number = 0; number < 1_000; number++) {
      memory.put(token(number), number);
      assertThat(memory.get(token(-1))).isEqualTo(-1);
    }
  }

  @Test
  void forgetsOneAndAll() {
    for (int number = 0; number < MAXIMUM / 2 + 2; number++) {
      memory.put(token(number), number);
    }
    memory.remove(token(0));
    memory.remove(token(MAXIMUM / 2 + 1));

    assertThat(memory.get(token(0))).isNull();
    assertThat(memory.get(token(MAXIMUM / 2 + 1))).isNull();
    assertThat(memory.get(token(1))).isEqualTo(1);

    memory.clear();

    assertThat(memory.get(token(1))).isNull();
    assertThat(memory.size()).isZero();
  }
}
