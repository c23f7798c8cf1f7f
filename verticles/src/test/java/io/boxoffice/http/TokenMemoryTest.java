package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.http.TokenMemory.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What was asked for lately stays, and there is never more than the maximum. */
class TokenMemoryTest {
  private static final int MAXIMUM = 100;

  private final TokenMemory<Said> memory = new TokenMemory<>(MAXIMUM);

  private static final class Said extends Remembered {
    final int number;

    Said(String text, int number) {
      super(text);
      this.number = number;
    }
  }

  private static String token(int number) {
    return "a header of many characters, and a signature " + number;
  }

  /** Another text with the same hash, which is of the end and the length. */
  private static String twin(int number) {
    return "A header of many characters, and a signature " + number;
  }

  private void put(int number) {
    memory.put(new Said(token(number), number));
  }

  private Integer get(String text) {
    Said said = memory.get(text);
    return said == null ? null : said.number;
  }

  @Test
  void givesBackWhatWasPut() {
    memory.put(new Said(token(1), 1));
    memory.put(new Said(token(1), 2));

    assertThat(get(token(1))).isEqualTo(2);
    assertThat(get(token(2))).isNull();
    assertThat(memory.size()).isEqualTo(1);
  }

  @Test
  void tellsTextsOfOneHashApart() {
    memory.put(new Said(token(1), 1));
    memory.put(new Said(twin(1), 2));
    assertThat(get(token(1))).isEqualTo(1);
    assertThat(get(twin(1))).isEqualTo(2);

    memory.remove(token(1));

    assertThat(get(token(1))).isNull();
    assertThat(get(twin(1))).isEqualTo(2);
    assertThat(get("")).as("nothing is said where something was removed").isNull();
  }

  @Test
  void keepsTheLastHalfAndNeverMoreThanTheMaximum() {
    for (int number = 0; number < 1_000; number++) {
      put(number);
      assertThat(memory.size()).isLessThanOrEqualTo(MAXIMUM);
    }
    for (int number = 999; number >= 1_000 - MAXIMUM / 2; number--) {
      assertThat(get(token(number))).isEqualTo(number);
    }
    assertThat(get(token(0))).isNull();
  }

  @Test
  void whatIsAskedForAgainAndAgainStays() {
    put(-1);
    for (int number = 0; number < 1_000; number++) {
      put(number);
      assertThat(get(token(-1))).isEqualTo(-1);
    }
  }

  @Test
  void forgetsOneAndAll() {
    for (int number = 0; number < MAXIMUM / 2 + 2; number++) {
      put(number);
    }
    memory.remove(token(0));
    memory.remove(token(MAXIMUM / 2 + 1));

    assertThat(get(token(0))).isNull();
    assertThat(get(token(MAXIMUM / 2 + 1))).isNull();
    assertThat(get(token(1))).isEqualTo(1);

    memory.clear();

    assertThat(get(token(1))).isNull();
    assertThat(memory.size()).isZero();
  }

  /** Without a rebuilding that leaves them out, what was removed would fill the table. */
  @Test
  void whatComesAndGoesTakesNoRoom() {
    TokenMemory<Said> large = new TokenMemory<>(10_000);
    for (int number = 0; number < 100_000; number++) {
      large.put(new Said(token(number), number));
      if (number >= 10) {
        large.remove(token(number - 10));
      }
      assertThat(large.size()).isLessThanOrEqualTo(11);
    }
    for (int number = 99_990; number < 100_000; number++) {
      assertThat(large.get(token(number)).number).isEqualTo(number);
    }
    assertThat(large.get(token(99_989))).isNull();
  }

  @Test
  void severalThreadsMayPutAndFind() throws Exception {
    TokenMemory<Said> large = new TokenMemory<>(100_000);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(thread);
        int first = thread * 10_000;
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 10_000; i++) {
                    large.put(new Said(token(first + i), first + i));
                    int other = first + random.nextInt(i + 1);
                    assertThat(large.get(token(other)).number).isEqualTo(other);
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(large.size()).isEqualTo(40_000);
  }
}
