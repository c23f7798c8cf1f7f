package io.boxoffice.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.ExtendAdmission;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.store.ReservationStore.LiveHold;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExtensionsTest {
  private final List<Long> asked = new ArrayList<>();
  private long nowNanos = Long.MAX_VALUE - 5;
  private Function<ExtendAdmission, Future<?>> queue = asked -> Future.succeededFuture();

  private final Extensions extensions =
      new Extensions(
          extension -> {
            asked.add(extension.key().sequence());
            return queue.apply(extension);
          },
          () -> nowNanos);

  private static LiveHold hold(long id) {
    return new LiveHold(id, new PlaceKey(1, 1, id, id), 5_000);
  }

  private static List<LiveHold> holds(long count) {
    return LongStream.rangeClosed(1, count).mapToObj(ExtensionsTest::hold).toList();
  }

  @Test
  void whatWasAcknowledgedIsNotSweptUntilItIsOld() {
    assertThat(extensions.extend(hold(1)).succeeded()).isTrue();
    assertThat(extensions.sweep(holds(3)).succeeded()).isTrue();
    assertThat(asked).containsExactly(1L, 2L, 3L);
    nowNanos += TimeUnit.SECONDS.toNanos(30);
    extensions.sweep(holds(3));
    assertThat(asked).hasSize(3);
    nowNanos++;
    extensions.sweep(holds(3));
    assertThat(asked).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
  }

  @Test
  void whatFailedIsSweptAgain() {
    queue = extension -> Future.failedFuture(new Refusal(ErrorCode.OUTCOME_UNKNOWN));
    assertThat(extensions.extend(hold(1)).failed()).isTrue();
    assertThat(extensions.sweep(holds(1)).failed()).isTrue();
    queue = extension -> Future.failedFuture(new Refusal(ErrorCode.QUEUE_TOKEN_EXPIRED));
    assertThat(extensions.extend(hold(1)).failed()).isTrue();
    assertThat(extensions.sweep(holds(1)).succeeded()).isTrue();
    queue = extension -> Future.succeededFuture();
    assertThat(extensions.sweep(holds(1)).succeeded()).isTrue();
    assertThat(asked).hasSize(5);
    extensions.sweep(holds(1));
    assertThat(asked).hasSize(5);
  }

  @Test
  void oneSweepTakesAll() {
    assertThat(extensions.sweep(holds(1_000)).succeeded()).isTrue();
    assertThat(asked).hasSize(1_000).doesNotHaveDuplicates();
  }
}
