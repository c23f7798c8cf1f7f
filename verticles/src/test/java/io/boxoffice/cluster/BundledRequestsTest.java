package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.JoinQueue;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes within a moment goes in one message a concert, and each gets its own answer. */
class BundledRequestsTest {
  private record Sent(List<Request<?>> requests, Promise<List<Object>> answers) {}

  private final ArrayDeque<Runnable> moments = new ArrayDeque<>();
  private final List<Sent> sent = new ArrayList<>();
  private final BundledRequests requests = new BundledRequests(moments::add, this::send);

  private Future<List<Object>> send(List<Request<?>> together) {
    Sent message = new Sent(together, Promise.promise());
    sent.add(message);
    return message.answers().future();
  }

  private Future<Place> join(long concertId, long userId) {
    return requests.ask(concertId, new JoinQueue(concertId, userId));
  }

  private static Refusal refusal() {
    return new Refusal(ErrorCode.SOLD_OUT);
  }

  @Test
  void whatCameMeanwhileGoesTogetherInItsOrder() {
    join(1, 1);
    join(1, 2);
    assertThat(sent).isEmpty();
    assertThat(moments).hasSize(1);
    moments.remove().run();
    join(1, 3);
    moments.remove().run();

    assertThat(sent)
        .extracting(Sent::requests)
        .containsExactly(
            List.of(new JoinQueue(1, 1), new JoinQueue(1, 2)), List.of(new JoinQueue(1, 3)));
    assertThat(moments).isEmpty();
  }

  @Test
  void noConcertWaitsForAnotherOnes() {
    Future<Place> slow = join(1, 1);
    Future<Place> quick = join(2, 1);
    moments.remove().run();

    assertThat(sent).hasSize(2);
    sent.get(1).answers().complete(List.of(refusal()));
    assertThat(quick.isComplete()).isTrue();
    assertThat(slow.isComplete()).isFalse();
  }

  @Test
  void eachGetsItsOwnAnswer() {
    Future<Place> refused = join(1, 1);
    Future<Place> served = join(1, 2);
    moments.remove().run();
    Place place = new Place(null, null, 7, null, null, 1, 0, null, 0, null, "token", 9, true);
    sent.get(0).answers().complete(List.of(refusal(), place));

    assertThat(refused.cause())
        .isInstanceOfSatisfying(
            Refusal.class, why -> assertThat(why.code()).isEqualTo(ErrorCode.SOLD_OUT));
    assertThat(served.result()).isSameAs(place);
  }

  @Test
  void aLostMessageFailsAllOfIt() {
    List<Future<Place>> asked = List.of(join(1, 1), join(1, 2));
    moments.remove().run();
    sent.get(0).answers().fail(refusal());

    asked.forEach(each -> assertThatThrownBy(each::await).isInstanceOf(Refusal.class));
  }

  @Test
  void oneThatCannotBearItsAnswerDoesNotKeepTheOthers() {
    join(1, 1)
        .onFailure(
            refused -> {
              throw new IllegalStateException("on purpose");
            });
    Future<Place> next = join(1, 2);
    moments.remove().run();

    sent.get(0).answers().complete(List.of(refusal(), refusal()));

    assertThat(next.isComplete()).isTrue();
  }

  @Test
  void aMessageThatCannotBeSentFailsItsOwnAlone() {
    BundledRequests broken =
        new BundledRequests(
            moments::add,
            together -> {
              if (((JoinQueue) together.get(0)).concertId() == 1) {
                throw new IllegalStateException("on purpose");
              }
              return send(together);
            });
    Future<Place> failed = broken.ask(1, new JoinQueue(1, 1));
    broken.ask(2, new JoinQueue(2, 1));
    moments.remove().run();

    assertThatThrownBy(failed::await).isInstanceOf(IllegalStateException.class);
    assertThat(sent).hasSize(1);
  }

  @Test
  void aMessageHasABound() {
    for (int user = 0; user < 140; user++) {
      join(1, user);
    }
    moments.remove().run();

    assertThat(sent).extracting(each -> each.requests().size()).containsExactly(64, 64, 12);
    assertThat(sent.get(2).requests().get(11)).isEqualTo(new JoinQueue(1, 139));
  }
}
