package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.SEAT;
import static io.boxoffice.http.CannedAnswers.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.QueueMessages.PlaceEntry;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceList;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadPlaces;
import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.SeatMessages.ReadSeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatChange;
import io.boxoffice.shared.messages.SeatMessages.SeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import io.boxoffice.support.EventClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a stream tells of a performance's seats, and to whom. */
class SeatStreamsTest extends OnScriptedStreams {
  /** Versions 1, 2, 3, ...: what each asks for, and the one change that is new at each. */
  private AtomicLong seatsAtVersion(long first) {
    AtomicLong version = new AtomicLong(first);
    node.script(
        ReadSeatChanges.class,
        request -> {
          SeatMapVersion now = new SeatMapVersion(version.get(), version.get());
          long since = request.since() == null ? 0 : request.since().version();
          return Future.succeededFuture(
              new SeatChanges(
                  request.performanceId(),
                  request.since(),
                  now,
                  LongStream.range(since, now.version())
                      .mapToObj(n -> new SeatChange(SEAT + n, SeatState.HELD))
                      .toList()));
        });
    return version;
  }

  private static List<Integer> sizes(EventClient client) {
    return client.events().stream()
        .map(event -> event.data().getJsonArray("changes").size())
        .toList();
  }

  @Test
  void seatsAreToldFromWhereTheClientStands() {
    AtomicLong version = seatsAtVersion(5);
    EventClient fresh = open(SEATS);
    EventClient returned = open(SEATS, "Last-Event-ID", "3-3");
    first(fresh);
    first(returned);
    version.set(7);
    await().until(() -> fresh.events().size() == 2 && returned.events().size() == 2);

    assertThat(sizes(fresh)).containsExactly(5, 2);
    assertThat(sizes(returned)).containsExactly(2, 2);
    assertThat(fresh.last()).isEqualTo(returned.last());
    assertThat(fresh.last().name()).isEqualTo("seats");
    assertThat(fresh.last().id()).isEqualTo("7-7");
    assertThat(fresh.last().data())
        .isEqualTo(
            new JsonObject()
                .put("version", 7)
                .put(
                    "changes",
                    new JsonArray()
                        .add(new JsonObject().put("seatId", id(SEAT + 5)).put("state", "HELD"))
                        .add(new JsonObject().put("seatId", id(SEAT + 6)).put("state", "HELD"))));
  }

  @Test
  void anIdThatIsNoneOfOursIsTakenForNone() {
    seatsAtVersion(5);

    EventClient client = open(SEATS, "Last-Event-ID", "yesterday's");

    assertThat(first(client).data().getJsonArray("changes")).hasSize(5);
  }

  @Test
  void seatsAreToldOnlyWhileTheCallerIsAdmitted() {
    AtomicReference<PlaceEntry> now =
        new AtomicReference<>(CannedAnswers.entry(PlaceState.ADMITTED, KEY));
    placesAre(now);
    EventClient client = open(SEATS);
    first(client);

    now.set(new PlaceEntry(KEY, null, ErrorCode.QUEUE_TOKEN_EXPIRED));
    await().until(client::isClosed);

    assertThat(client.last().data().getString("code")).isEqualTo("QUEUE_TOKEN_EXPIRED");
  }

  @Test
  void aSeatStreamAsksWithTheAdmissionThatTheQueueTold() {
    PlaceKey admitted = new PlaceKey(CONCERT, BUYER, 1, 7, 100, 200, 300_000);
    AtomicReference<PlaceKey> asked = new AtomicReference<>();
    node.script(
        ReadPlace.class, request -> Future.succeededFuture(place(PlaceState.ADMITTED, admitted)));
    node.script(
        ReadPlaces.class,
        request -> {
          asked.set(request.keys().get(0));
          return Future.succeededFuture(
              new PlaceList(
                  request.keys().stream()
                      .map(key -> new PlaceEntry(key, place(PlaceState.ADMITTED, admitted), null))
                      .toList()));
        });
    first(open(SEATS));

    await().until(() -> asked.get() != null);

    assertThat(asked.get()).isEqualTo(admitted);
  }
}
