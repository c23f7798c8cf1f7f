package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class PeriodicTest {
  private static final long MS = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    "200, 1000, 200",
    "200, 1049, 151",
    "200, 1050, 250",
    "500, 1099, 501",
    "5000, 1020, 4980",
    "250, -30, 230"
  })
  void longPausesEndAtABeat(long pauseMs, long nowMs, long delayMs) {
    assertThat(Periodic.delayNanos(pauseMs, nowMs * MS)).isEqualTo(delayMs * MS);
  }

  @ParameterizedTest
  @CsvSource({"1, 1037", "50, 1037", "199, 1037"})
  void shortPausesAreWhatTheyAre(long pauseMs, long nowMs) {
    assertThat(Periodic.delayNanos(pauseMs, nowMs * MS)).isEqualTo(pauseMs * MS);
  }

  @Test
  void goesOnAfterAFailureAndEndsWhenStopped(Vertx vertx, VertxTestContext test) {
    AtomicInteger rounds = new AtomicInteger();
    Periodic[] periodic = new Periodic[1];
    vertx.runOnContext(
        now ->
            periodic[0] =
                Periodic.start(
                    vertx,
                    "a test",
                    1,
                    () -> {
                      if (rounds.incrementAndGet() == 3) {
                        periodic[0]
                            .stop()
                            .compose(stopped -> vertx.timer(50))
                            .onSuccess(
                                later ->
                                    test.verify(
                                        () -> {
                                          assertThat(rounds).hasValue(3);
                                          test.completeNow();
                                        }))
                            .onFailure(test::failNow);
                      }
                      if (rounds.get() == 1) {
                        throw new IllegalStateException("a defect");
                      }
                      return Future.succeededFuture();
                    }));
  }
}
