package io.boxoffice.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.bus.Bound;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.ReservationMessages.FindReservation;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseHolds;
import io.boxoffice.shared.messages.ReservationMessages.ReleaseReservation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many requests a service takes at one time. */
class BusServerTest {
  private final Vertx vertx = Vertx.vertx();
  private final BusClient bus = new BusClient(vertx, EnumSet.allOf(Role.class), 5_000);
  private final Bound all = new Bound(3);
  private final Bound own = new Bound(2);
  private BusServer server;
  private final List<Promise<Done>> underWay = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws TimeoutException {
    BusCodecs.register(vertx.eventBus());
    server =
        new BusServer(vertx, Service.RESERVATION, all)
            .on(ReleaseReservation.class, own, request -> begun())
            .on(ReleaseHolds.class, request -> begun());
    server.listen().await(5, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Future<Done> begun() {
    Promise<Done> promise = Promise.promise();
    underWay.add(promise);
    return promise.future();
  }

  private Future<Done> bounded() {
    return bus.ask(new ReleaseReservation(1, 2));
  }

  private Future<Done> other() {
    return bus.ask(new ReleaseHolds(1, 2));
  }

  private static <R> Refusal refusal(Future<R> answer) throws TimeoutException {
    return (Refusal)
        answer.transform(done -> Future.succeededFuture(done.cause())).await(5, TimeUnit.SECONDS);
  }

  @Test
  void whatIsPastABoundIsRefusedAtOnceAndTheOthersGoOn() throws TimeoutException {
    Future<Done> first = bounded();
    Future<Done> second = bounded();

    Refusal refused = refusal(bounded());

    assertThat(refused.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(refused.attributes().getInteger("retryAfterSeconds")).isEqualTo(1);
    Future<Done> free = other();
    assertThat(refusal(other()).code())
        .as("past the bound of all")
        .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(underWay).hasSize(3);
    assertThat(own.refused()).isEqualTo(1);
    assertThat(all.refused()).isEqualTo(1);
    underWay.forEach(promise -> promise.complete(Done.DONE));
    Future.all(first, second, free).await(5, TimeUnit.SECONDS);
  }

  @Test
  void aRequestThatEndsHoweverMakesRoom() throws TimeoutException {
    for (int i = 0; i < 5; i++) {
      Future<Done> one = bounded();
      Future<Done> two = bounded();
      assertThat(refusal(bounded()).code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
      underWay.get(0).complete(Done.DONE);
      underWay.get(1).fail(new Refusal(ErrorCode.HOLD_EXPIRED));
      underWay.clear();
      Future.join(one, two).transform(done -> Future.succeededFuture()).await(5, TimeUnit.SECONDS);
    }
    assertThat(all.underWay()).isZero();
    assertThat(own.underWay()).isZero();
  }

  @Test
  void requestsInOneMessageCountOneByOneAndAreAnsweredInTheirOrder() throws TimeoutException {
    Future<List<Object>> together =
        bus.askTogether(
            List.of(
                new ReleaseReservation(1, 1),
                new ReleaseReservation(1, 2),
                new ReleaseReservation(1, 3),
                new ReleaseHolds(1, 4)));
    Awaitility.await().until(() -> underWay.size() == 3);
    underWay.get(2).complete(Done.DONE);
    underWay.get(0).complete(Done.DONE);
    assertThat(together.isComplete()).isFalse();
    underWay.get(1).fail(new Refusal(ErrorCode.HOLD_EXPIRED));

    List<Object> answers = together.await(5, TimeUnit.SECONDS);

    assertThat(answers).element(0).isEqualTo(Done.DONE);
    assertThat(((Refusal) answers.get(1)).code()).isEqualTo(ErrorCode.HOLD_EXPIRED);
    assertThat(((Refusal) answers.get(2)).code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(answers).element(3).isEqualTo(Done.DONE);
    assertThat(all.underWay()).isZero();
    assertThat(own.underWay()).isZero();
  }

  @Test
  void whatNobodyHandlesIsAnsweredAndKeepsNoServerFromClosing() throws TimeoutException {
    Refusal unknown = refusal(bus.ask(new FindReservation(1, 2)));
    assertThat(unknown.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);

    server.close().await(5, TimeUnit.SECONDS);
  }
}
