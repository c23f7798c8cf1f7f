package io.boxoffice.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who waits for another one's answer, and where he goes on. */
@ExtendWith(VertxExtension.class)
class SeatGateTest {
  private static final List<Long> SEATS = List.of(7L);

  private static SeatGate gate(Vertx vertx) {
    HazelcastInstance none =
        (HazelcastInstance)
            Proxy.newProxyInstance(
                SeatGateTest.class.getClassLoader(),
                new Class<?>[] {HazelcastInstance.class},
                (proxy, method, args) -> null);
    return new SeatGate(vertx, none, System::currentTimeMillis);
  }

  /** Lets one user pass and another wait; tells on which context that one went on. */
  private static Future<Context> waits(Vertx vertx, Context context, long ms, boolean answered) {
    Promise<Context> wentOn = Promise.promise();
    context.runOnContext(
        begun -> {
          SeatGate gate = gate(vertx);
          gate.pass(1, 10, SEATS);
          gate.awaitOthers(2, SEATS, ms)
              .onComplete(over -> wentOn.complete(Vertx.currentContext()));
          if (answered) {
            gate.end(10, SEATS);
          }
        });
    return wentOn.future();
  }

  @Test
  void whoWaitsInVainGoesOnWhereHeCameFrom(Vertx vertx) throws TimeoutException {
    Context context = vertx.getOrCreateContext();

    assertThat(waits(vertx, context, 20, false).await(10, TimeUnit.SECONDS)).isSameAs(context);
  }

  @Test
  void whoWaitsGoesOnOnceTheOtherIsAnswered(Vertx vertx) throws TimeoutException {
    Context context = vertx.getOrCreateContext();

    assertThat(waits(vertx, context, 600_000, true).await(10, TimeUnit.SECONDS)).isSameAs(context);
  }

  @Test
  void nobodyWaitsForHimselfOrForOtherSeats(Vertx vertx) {
    SeatGate gate = gate(vertx);
    gate.pass(1, 10, SEATS);

    assertThat(gate.awaitOthers(1, SEATS, 1_000)).isNull();
    assertThat(gate.awaitOthers(2, List.of(8L), 1_000)).isNull();
  }
}
