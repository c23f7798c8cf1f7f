package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.cli.bench.load.Requests;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixTest {
  /** Numbers its requests from 0. */
  private static final class Counted implements Requests {
    private final int most;
    private final boolean bodies;
    private int written;
    private int lastAnswered = -1;
    private int lastUnanswered = -1;

    Counted(int most, boolean bodies) {
      this.most = most;
      this.bodies = bodies;
    }

    @Override
    public int write(ByteBuffer out) {
      return written == most ? -1 : written++;
    }

    @Override
    public boolean readsBodies() {
      return bodies;
    }

    @Override
    public boolean answered(int number, int status, byte[] body, int length) {
      lastAnswered = number;
      return bodies;
    }

    @Override
    public void unanswered(int number) {
      lastUnanswered = number;
    }
  }

  private final Counted often = new Counted(Integer.MAX_VALUE, false);
  private final Counted seldom = new Counted(1_000, true);
  private final Mix mix = new Mix(List.of(new Mix.Part(9, often), new Mix.Part(1, seldom)), 5);

  @Test
  void asksAsOftenAsTheWeightsSayAndTellsEachItsAnswers() {
    for (int i = 0; i < 5_000; i++) {
      int seldomBefore = seldom.written;
      int number = mix.write(ByteBuffer.allocate(0));
      boolean wasSeldom = seldom.written > seldomBefore;
      assertThat(mix.readsBodies()).isEqualTo(wasSeldom);
      assertThat(mix.answered(number, 200, new byte[0], 0)).isEqualTo(wasSeldom);
      mix.unanswered(number);
      Counted asked = wasSeldom ? seldom : often;
      assertThat(asked.lastAnswered).isEqualTo(asked.written - 1);
      assertThat(asked.lastUnanswered).isEqualTo(asked.written - 1);
    }

    assertThat(seldom.written).isBetween(430, 570);
    assertThat(often.written + seldom.written).isEqualTo(5_000);
  }

  @Test
  void endsWithThePartThatEnds() {
    int number = 0;
    while (number >= 0) {
      number = mix.write(ByteBuffer.allocate(0));
    }

    assertThat(seldom.written).isEqualTo(1_000);
    assertThat(often.written).isBetween(8_000, 10_000);
  }
}
