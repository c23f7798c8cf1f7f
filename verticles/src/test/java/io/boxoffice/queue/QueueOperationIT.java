package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.QueueMessages.AdmitNext;
import io.boxoffice.shared.messages.QueueMessages.ApplyQueueSettings;
import io.boxoffice.shared.messages.QueueMessages.CheckQueue;
import io.boxoffice.shared.messages.QueueMessages.FindPlace;
import io.boxoffice.shared.messages.QueueMessages.JoinQueue;
import io.boxoffice.shared.messages.QueueMessages.LeaveQueue;
import io.boxoffice.shared.messages.QueueMessages.ListPlaces;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlacePage;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadQueueStats;
import io.boxoffice.shared.messages.QueueMessages.RemovePlace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What operators and the state of the sale make of a queue. */
class QueueOperationIT extends OnQueueVerticle {
  @Test
  void settingsTakeEffectWithinASecondAndAtOnceWhereAsked() throws TimeoutException {
    sale.execute("update concerts set capacity = 1");
    joinAll(1, 10);
    sale.execute("update concerts set capacity = 4");
    await()
        .atMost(Duration.ofSeconds(1))
        .until(() -> ask(new ReadQueueStats(CONCERT)).admitted() == 4);
    set("queue_paused", true);
    set("capacity", 7);
    assertThat(ask(new ReadQueueStats(CONCERT)).admitted()).isEqualTo(4);
    assertThat(ask(new AdmitNext(CONCERT, 2)).admitted()).isEqualTo(2);
    assertThat(ask(new AdmitNext(CONCERT, 2)).admitted()).isEqualTo(1);
    set("capacity", 2);
    assertThat(ask(new ReadQueueStats(CONCERT)).admitted()).isEqualTo(7);
  }

  @Test
  void theSalesStateOpensAndClosesTheQueue() throws TimeoutException {
    sale.execute("update concerts set capacity = 1");
    Place admitted = ask(new JoinQueue(CONCERT, 1));
    Place waiting = ask(new JoinQueue(CONCERT, 2));
    set("state", "'PAUSED'");
    ask(new LeaveQueue(admitted.key()));
    assertThat(ask(new JoinQueue(CONCERT, 3)).position()).isEqualTo(2);
    assertThat(ask(new AdmitNext(CONCERT, 1)).admitted()).isZero();
    set("state", "'ON_SALE'");
    assertThat(ask(new ReadPlace(waiting.key())).state()).isEqualTo(PlaceState.ADMITTED);
    set("max_waiting", 1);
    assertRefused(new JoinQueue(CONCERT, 4), ErrorCode.QUEUE_FULL);
    set("state", "'SOLD_OUT'");
    assertRefused(new JoinQueue(CONCERT, 3), ErrorCode.SOLD_OUT);
    assertThat(ask(new JoinQueue(CONCERT, 2)).key().sequence()).isEqualTo(waiting.key().sequence());
    set("state", "'CLOSED'");
    assertRefused(new JoinQueue(CONCERT, 4), ErrorCode.SALES_CLOSED);
    assertThat(ask(new ReadPlace(waiting.key())).state()).isEqualTo(PlaceState.ADMITTED);
    sale.execute("update concerts set sales_open_at = now() + interval '1 hour'");
    set("state", "'SCHEDULED'");
    assertRefused(new JoinQueue(CONCERT, 4), ErrorCode.SALES_NOT_OPEN);
    sale.execute("update concerts set sales_open_at = now() + interval '700 milliseconds'");
    await()
        .atMost(Duration.ofSeconds(3))
        .ignoreExceptionsMatching(Refusal.class::isInstance)
        .until(() -> ask(new JoinQueue(CONCERT, 4)).created());
  }

  @Test
  void operatorsLookAndRemove() throws TimeoutException {
    List<Place> places = joinAll(1, 30);
    PlacePage page = ask(new ListPlaces(CONCERT, 0, 25));
    assertThat(page.places()).hasSize(25).allMatch(place -> place.token() == null);
    PlacePage rest = ask(new ListPlaces(CONCERT, page.nextSequence(), 25));
    assertThat(rest.places()).hasSize(5);
    assertThat(rest.nextSequence()).isNull();
    ask(new RemovePlace(CONCERT, places.get(7).key().userId()));
    assertThat(RELEASED).hasSize(1);
    assertRefused(
        new RemovePlace(CONCERT, places.get(7).key().userId()), ErrorCode.PLACE_NOT_FOUND);
    assertRefused(new FindPlace(CONCERT, 999_999), ErrorCode.PLACE_NOT_FOUND);
    assertRefused(new ReadQueueStats(404), ErrorCode.CONCERT_NOT_FOUND);
    assertRefused(new JoinQueue(404, 1), ErrorCode.CONCERT_NOT_FOUND);
    assertThat(ask(new CheckQueue(404)).findings()).isEmpty();
  }

  private static void set(String column, Object value) throws TimeoutException {
    sale.execute("update concerts set " + column + " = " + value);
    ask(new ApplyQueueSettings(CONCERT));
  }
}
