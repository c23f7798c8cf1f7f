package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.JoinAll;
import io.boxoffice.shared.messages.QueueMessages.JoinOutcome;
import io.boxoffice.shared.messages.QueueMessages.Joined;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Joins go together, in their order, and each gets its own answer. */
class GatheredJoinsTest {
  private static final long FULL = 66;

  private record Asked(JoinAll request, Promise<Joined> reply) {
    void answer() {
      reply.complete(
          new Joined(request.userIds().stream().map(user -> outcome(request, user)).toList()));
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final BusClient bus = new BusClient(vertx, EnumSet.allOf(Role.class), 5_000);
  private GatheredJoins joins;

  @BeforeEach
  void serve() {
    BusCodecs.register(vertx.eventBus());
    new BusServer(vertx, Service.QUEUE)
        .on(
            JoinAll.class,
            request -> {
              Asked each = new Asked(request, Promise.promise());
              asked.add(each);
              return each.reply().future();
            })
        .listen()
        .await();
    joins = new GatheredJoins(vertx, bus);
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private static JoinOutcome outcome(JoinAll request, long user) {
    return user == FULL
        ? new JoinOutcome(null, ErrorCode.QUEUE_FULL)
        : new JoinOutcome(
            CannedAnswers.place(
                PlaceState.WAITING, new PlaceKey(request.concertId(), user, 1, user), true),
            null);
  }

  private List<Future<Place>> join(long concertId, long from, long to) {
    return Future.<List<Future<Place>>>future(
            all ->
                vertx
                    .getOrCreateContext()
                    .runOnContext(
                        now ->
                            all.complete(
                                LongStream.range(from, to)
                                    .mapToObj(user -> joins.join(concertId, user))
                                    .toList())))
        .await();
  }

  private Asked next() throws InterruptedException {
    Asked next = asked.poll(5, TimeUnit.SECONDS);
    assertThat(next).as("a message").isNotNull();
    return next;
  }

  @Test
  void thoseWhoComeTogetherGoTogether() throws Exception {
    List<Future<Place>> places = join(1, 0, 1_502);

    Asked first = next();
    assertThat(first.request())
        .isEqualTo(new JoinAll(1, LongStream.range(0, 1_000).boxed().toList()));
    assertThat(asked).as("one message at a time").isEmpty();
    first.answer();
    Asked second = next();
    assertThat(second.request().userIds())
        .isEqualTo(LongStream.range(1_000, 1_502).boxed().toList());
    second.answer();

    for (int user = 0; user < places.size(); user++) {
      if (user != FULL) {
        assertThat(places.get(user).await().key().userId()).isEqualTo(user);
      }
    }
    assertThatThrownBy(() -> places.get((int) FULL).await())
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.QUEUE_FULL);
              assertThat(refusal.attributes().getInteger("retryAfterSeconds")).isEqualTo(5);
            });
  }

  @Test
  void whoComesMeanwhileGoesWithTheNextMessage() throws Exception {
    join(1, 0, 1);
    Asked first = next();
    join(1, 1, 2);
    join(1, 2, 3);
    first.answer();

    assertThat(next().request().userIds()).containsExactly(1L, 2L);
  }

  @Test
  void whoComesAfterwardsIsSentToo() throws Exception {
    List<Future<Place>> first = join(1, 0, 1);
    next().answer();
    first.get(0).await(5, TimeUnit.SECONDS);

    join(1, 1, 2);

    assertThat(next().request().userIds()).containsExactly(1L);
  }

  @Test
  void fewWaitForOthersUntilTheyAreEnough() throws Exception {
    joins = new GatheredJoins(vertx, bus, TimeUnit.MINUTES.toNanos(5));
    List<Future<Place>> first = join(1, 0, 1);
    next().answer();
    first.get(0).await(5, TimeUnit.SECONDS);

    join(1, 1, GatheredJoins.ENOUGH);
    assertThat(asked.poll(300, TimeUnit.MILLISECONDS)).isNull();
    join(1, GatheredJoins.ENOUGH, GatheredJoins.ENOUGH + 1);
    join(1, 100, 103);

    assertThat(next().request().userIds()).hasSizeBetween(GatheredJoins.ENOUGH, 19);
  }

  @Test
  void anotherQueueDoesNotWait() throws Exception {
    join(1, 0, 2);
    join(2, 0, 1);

    assertThat(List.of(next().request().concertId(), next().request().concertId()))
        .containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void aFailureIsThatOfItsMessageAlone() throws Exception {
    List<Future<Place>> refused = join(1, 0, 1);
    Asked first = next();
    List<Future<Place>> places = join(1, 1, 3);
    first.reply().fail(new Refusal(ErrorCode.CONCERT_NOT_FOUND));
    next().answer();

    assertThatThrownBy(() -> refused.get(0).await()).isInstanceOf(Refusal.class);
    assertThat(places.get(0).await().key().userId()).isEqualTo(1);
    assertThat(places.get(1).await().key().userId()).isEqualTo(2);
  }

  @Test
  void whoComesWhenTooManyWaitIsSentAway() {
    List<Future<Place>> places = join(1, 0, 20_001);

    assertThat(places.get(19_999).isComplete()).isFalse();
    assertThatThrownBy(() -> places.get(20_000).await())
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
  }
}
