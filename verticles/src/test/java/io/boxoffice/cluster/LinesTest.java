package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final class Queue extends Lines.Line {
    int waiting;

    @Override
    protected boolean isEmpty() {
      return waiting == 0;
    }
  }

  private final Lines<Queue> lines = new Lines<>(concertId -> new Queue());

  @Test
  void aLineThatIsIdleIsForgottenWhenAnotherBegins() {
    Queue first = lines.of(1);
    lines.of(2);

    assertThat(lines.size()).isEqualTo(1);
    assertThat(lines.of(1)).isNotSameAs(first);
  }

  @Test
  void aLineIsKnownWhileItIsBusyOrRestsOrSomebodyWaits() {
    Queue busy = lines.of(1);
    busy.begin();
    Queue resting = lines.of(2);
    resting.rest(LONG_NANOS);
    Queue full = lines.of(3);
    full.waiting = 1;
    lines.of(4);

    assertThat(lines.of(1)).isSameAs(busy);
    assertThat(lines.of(2)).isSameAs(resting);
    assertThat(lines.of(3)).isSameAs(full);
  }

  @Test
  void theNextMessageGathersForAsLongAsTheLineRests() {
    Queue line = lines.of(1);
    assertThat(line.restNanosLeft()).isNotPositive();

    line.rest(LONG_NANOS);

    assertThat(line.restNanosLeft()).isPositive().isLessThanOrEqualTo(LONG_NANOS);
  }
}
