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

class MomentsTest {
  private static final long SOON_NANOS = Duration.ofMillis(100).toNanos();
  private static final long NEVER_NANOS = Duration.ofHours(1).toNanos();

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Moments moments = new Moments(vertx);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whoComesLaterGoesAlongInItsOrder() throws Exception {
    List<String> order = new ArrayList<>();
    Promise<Void> done = Promise.promise();
    long began = System.nanoTime();
    context.runOnContext(
        now -> {
          moments.await(SOON_NANOS, () -> order.add("first"));
          moments.await(NEVER_NANOS, () -> order.add("second"));
          moments.await(SOON_NANOS, done::complete);
        });

    done.future().await(10, TimeUnit.SECONDS);

    assertThat(order).containsExactly("first", "second");
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(SOON_NANOS);
  }

  @Test
  void nobodyWaitsForAMomentThatIsFurtherOff() throws Exception {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        now -> {
          moments.await(NEVER_NANOS, () -> {});
          moments.await(SOON_NANOS, done::complete);
        });

    done.future().await(10, TimeUnit.SECONDS);
  }

  @Test
  void oneThatIsDefectDoesNotKeepTheOthers() throws Exception {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        now -> {
          moments.await(
              SOON_NANOS,
              () -> {
                throw new IllegalStateException("on purpose");
              });
          moments.await(SOON_NANOS, done::complete);
        });

    done.future().await(10, TimeUnit.SECONDS);
  }

  @Test
  void whoWaitsFromWithinAMomentWaitsForTheNextOne() throws Exception {
    Promise<Long> first = Promise.promise();
    Promise<Long> second = Promise.promise();
    context.runOnContext(
        now ->
            moments.await(
                SOON_NANOS,
                () -> {
                  first.complete(System.nanoTime());
                  moments.await(SOON_NANOS, () -> second.complete(System.nanoTime()));
                }));

    long came = first.future().await(10, TimeUnit.SECONDS);

    assertThat(second.future().await(10, TimeUnit.SECONDS) - came)
        .isGreaterThanOrEqualTo(SOON_NANOS);
  }

  @Test
  void aMomentWhoseWorkIsDoneTakesNobodyAlong() throws Exception {
    Promise<Long> first = Promise.promise();
    Promise<Long> second = Promise.promise();
    context.runOnContext(
        now -> {
          moments.await(2 * SOON_NANOS, () -> {});
          moments.await(
              SOON_NANOS,
              () -> {
                first.complete(System.nanoTime());
                moments.await(5 * SOON_NANOS, () -> second.complete(System.nanoTime()));
              });
        });

    long came = first.future().await(10, TimeUnit.SECONDS);

    assertThat(second.future().await(10, TimeUnit.SECONDS) - came)
        .isGreaterThanOrEqualTo(5 * SOON_NANOS);
  }
}
