package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.cluster.Silence.Silent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who has said nothing for too long. */
class SilenceTest {
  private static final long LIMIT_MS = 6_000;
  private static final long LOOK_MS = 200;

  /** Shortly before it overflows, as it may. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);

  private final Silence silence = new Silence(nanos::get);
  private final UUID first = UUID.randomUUID();
  private final UUID second = UUID.randomUUID();
  private final Map<UUID, Long> heard = new HashMap<>();

  private void hear(UUID member) {
    heard.put(member, nanos.get());
  }

  /** Time passes, with a look every {@value #LOOK_MS} ms; gives the last one. */
  private Silent pass(long ms) {
    Silent last = null;
    for (long left = ms; left > 0; left -= LOOK_MS) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(Math.min(left, LOOK_MS)));
      last = look();
    }
    return last;
  }

  private Silent look() {
    return silence.look(LIMIT_MS, List.of(first, second), heard);
  }

  @Test
  void whoSpeaksIsNotSilent() {
    for (int i = 0; i < 10; i++) {
      hear(first);
      hear(second);

      assertThat(pass(LIMIT_MS).all()).isEmpty();
    }
  }

  @Test
  void whoSaysNothingIsSilentAndToldOnce() {
    hear(first);
    hear(second);
    pass(LIMIT_MS);
    hear(second);

    Silent found = pass(1);
    Silent again = pass(LOOK_MS);

    assertThat(found).isEqualTo(new Silent(List.of(first), List.of(first)));
    assertThat(again).isEqualTo(new Silent(List.of(first), List.of()));
  }

  @Test
  void whoFallsSilentAgainIsToldAgain() {
    hear(first);
    assertThat(pass(LIMIT_MS + LOOK_MS).anew()).containsExactly(first);
    hear(first);
    assertThat(pass(LOOK_MS).all()).isEmpty();

    assertThat(pass(LIMIT_MS).anew()).containsExactly(first);
  }

  @Test
  void aNodeThatStoodStillBlamesNobody() {
    hear(first);
    pass(LIMIT_MS - LOOK_MS);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(Silence.STOOD_STILL_MS + 1));

    assertThat(look().all()).as("it has just woken up").isEmpty();
    assertThat(pass(LIMIT_MS).all()).as("the whole time again").isEmpty();
    assertThat(pass(1).all()).as("and no more").containsExactly(first);
  }

  @Test
  void whoWasNeverHeardOfIsNotSilent() {
    assertThat(pass(2 * LIMIT_MS).all()).isEmpty();
  }
}
