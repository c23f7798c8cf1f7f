package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Warming up ends when nothing gets cheaper any more, and not at the first step that is dear. */
class SettlingTest {
  private final Settling settling = new Settling(Timing.of(1_000));

  private boolean after(double... micros) {
    for (double each : micros) {
      settling.tried(each, Settling.CALM_SHARE);
    }
    return settling.done();
  }

  @Test
  void goesOnWhileItGetsCheaper() {
    assertThat(after(100, 110, 120, 90, 95, 95, 95, 80)).isFalse();
    assertThat(settling.leastMicros()).isEqualTo(80);
  }

  @Test
  void endsAfterFourThatAreNoCheaper() {
    assertThat(after(100, 98, 101, 97.5)).isFalse();
    assertThat(after(150)).isTrue();
    assertThat(settling.leastMicros()).isEqualTo(97.5);
  }

  @Test
  void goesOnWhileTheCompilersWork() {
    for (int i = 0; i < 10; i++) {
      settling.tried(100, 0.06);
    }
    assertThat(settling.done()).isFalse();
    assertThat(after(100, 100, 100, 100)).isTrue();
  }

  @Test
  void doesNotWaitForThemInShortWindows() {
    Settling shortOnes = new Settling(Timing.of(100));
    for (int i = 0; i < 5; i++) {
      shortOnes.tried(100, 0.9);
    }
    assertThat(shortOnes.done()).isTrue();
  }
}
