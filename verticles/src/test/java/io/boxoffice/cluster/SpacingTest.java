package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpacingTest {
  private static final long PAUSE_NANOS = Duration.ofMillis(300).toNanos();

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void theFirstWaitsForNobodyAndTheNextForThePause() throws Exception {
    Spacing spacing = new Spacing(vertx, new Moments(vertx), PAUSE_NANOS);

    long began = System.nanoTime();
    long first = execute(spacing);
    long second = execute(spacing);

    assertThat(first - began).isLessThan(PAUSE_NANOS);
    assertThat(second - first).isGreaterThanOrEqualTo(PAUSE_NANOS);
  }

  @Test
  void whoComesAfterThePauseWaitsForNobody() throws Exception {
    Spacing spacing = new Spacing(vertx, new Moments(vertx), PAUSE_NANOS);
    long first = execute(spacing);
    vertx.timer(2 * PAUSE_NANOS, TimeUnit.NANOSECONDS).await();

    long asked = System.nanoTime();

    assertThat(execute(spacing) - asked).isLessThan(PAUSE_NANOS);
    assertThat(first).isLessThan(asked);
  }

  @Test
  void aWorkComesAfterWhatIsThereAlready() throws Exception {
    Spacing spacing = new Spacing(vertx, new Moments(vertx), PAUSE_NANOS);
    List<String> order = new ArrayList<>();
    Promise<Void> worked = Promise.promise();
    context.runOnContext(
        now -> {
          context.runOnContext(there -> order.add("there already"));
          spacing.execute(
              () -> {
                order.add("work");
                worked.complete();
              });
        });

    worked.future().await(10, TimeUnit.SECONDS);

    assertThat(order).containsExactly("there already", "work");
  }

  /** When it was done. */
  private long execute(Spacing spacing) throws Exception {
    Promise<Long> done = Promise.promise();
    context.runOnContext(now -> spacing.execute(() -> done.complete(System.nanoTime())));
    return done.future().await(10, TimeUnit.SECONDS);
  }
}
