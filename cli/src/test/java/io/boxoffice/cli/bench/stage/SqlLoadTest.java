package io.boxoffice.cli.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.stage.SqlMessages.Offer;
import io.boxoffice.cli.bench.stage.SqlMessages.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is offered to a database that answers at once, wrongly, late or never. */
class SqlLoadTest {
  private static final double RATE = 1_000;
  private static final Offer OFFER = new Offer(RATE, 7, 50, 200, 100);

  private final Vertx vertx = Vertx.vertx();
  private final List<String> said = new ArrayList<>();
  private int asked;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void countsWhatDidAsItShould() {
    Load load =
        run(
            () ->
                switch (asked++ % 4) {
                  case 0 -> Future.failedFuture("the connection broke");
                  case 1 -> Future.succeededFuture(false);
                  default -> Future.succeededFuture(true);
                });

    assertThat(said).containsExactly(SqlMessages.BEGUN, SqlMessages.ENDED);
    assertThat(load.offered()).isBetween(150L, 250L);
    assertThat(load.statuses()).containsOnlyKeys(201, 409, 500);
    assertThat(load.servedShare()).isBetween(0.48, 0.52);
    assertThat(load.statuses().get(201)).isEqualTo(load.served());
    assertThat(load.statuses().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(load.offered())
        .isEqualTo(load.latency().getTotalCount());
    assertThat(load.serverCpuNanos()).isEqualTo(42);
    assertThat(load.driverLimited()).isFalse();
  }

  @Test
  void whatIsNeverAskedHasWaitedToTheEnd() {
    Load load = run(() -> null);

    assertThat(load.unanswered()).isEqualTo(load.offered()).isPositive();
    assertThat(load.latencyMs(1)).isGreaterThan((double) OFFER.drainMs());
    assertThat(load.kept()).isFalse();
  }

  @Test
  void whatIsAnsweredAfterAllIsOverIsNotServed() {
    Load load =
        run(
            () -> {
              Promise<Boolean> late = Promise.promise();
              vertx.setTimer(OFFER.measuredMs() + OFFER.drainMs() + 50, id -> late.complete(true));
              return late.future();
            });

    assertThat(load.unanswered()).isPositive();
    assertThat(load.served() + load.unanswered() + load.dropped()).isEqualTo(load.offered());
    assertThat(load.latencyMs(50)).isGreaterThan((double) OFFER.measuredMs());
  }

  private Load run(Supplier<Future<Boolean>> ask) {
    Promise<Outcome> promise = Promise.promise();
    vertx.runOnContext(
        now -> {
          SqlLoad load = new SqlLoad(vertx, OFFER, ask, said::add);
          load.run().map(done -> load.outcome(0)).onComplete(promise);
        });
    return overTheWire(promise.future().timeout(20, TimeUnit.SECONDS).await()).load(42, 0);
  }

  private static Outcome overTheWire(Outcome outcome) {
    ObjectMapper json = new ObjectMapper();
    try {
      return json.readValue(json.writeValueAsString(outcome), Outcome.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
