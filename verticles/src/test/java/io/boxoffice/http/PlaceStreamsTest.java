package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceEntry;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceList;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadPlaces;
import io.boxoffice.support.EventClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a stream tells of a place in the queue, from the first event to the last. */
class PlaceStreamsTest extends OnScriptedStreams {
  @Test
  void aPlaceIsToldAtOnceAsItsReadTellsIt() {
    HttpResponse<String> read = node.send(node.asBuyer("GET", PLACE.replace("/events", ""), null));

    EventClient client = open(PLACE, "Accept-Encoding", "gzip", "Accept", "text/event-stream");

    assertThat(first(client).data()).isEqualTo(new JsonObject(read.body()));
    assertThat(first(client).name()).isEqualTo("place");
    assertThat(client.header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(client.header("Cache-Control")).isEqualTo("no-store");
    assertThat(client.header("X-Accel-Buffering")).isEqualTo("no");
    assertThat(client.header("Content-Encoding")).isNull();
  }

  @Test
  void eachChangeOfAPlaceIsToldAndNeitherSignsOfLifeNorDriftAre() {
    AtomicReference<PlaceEntry> now = new AtomicReference<>(waitingAt(12, 1_000));
    node.script(ReadPlace.class, request -> Future.succeededFuture(now.get().place()));
    placesAre(now);
    EventClient client = open(PLACE);
    first(client);

    now.set(waiting(12, 2_000, 25));
    await().until(() -> client.comments() > 1);
    assertThat(client.events()).hasSize(1);
    now.set(waiting(12, 2_000, 26));
    await().until(() -> client.events().size() == 2);

    now.set(waitingAt(11, 2_000));
    await().until(() -> client.events().size() == 3);
    now.set(CannedAnswers.entry(PlaceState.ADMITTED, KEY));
    await().until(() -> client.events().size() == 4);

    assertThat(client.events())
        .extracting(event -> event.data().getInteger("position"))
        .containsExactly(12, 12, 11, 0);
  }

  /** A head that is lost knows of an admission only what it is told. */
  @Test
  void anAdmissionIsNotForgottenByTheStreamThatToldIt() {
    PlaceKey admitted = new PlaceKey(CONCERT, BUYER, 1, 7, 100, 200, 300_000);
    AtomicReference<Place> now = new AtomicReference<>(place(PlaceState.WAITING, KEY));
    AtomicReference<PlaceKey> asked = new AtomicReference<>();
    node.script(ReadPlace.class, request -> Future.succeededFuture(now.get()));
    node.script(
        ReadPlaces.class,
        request -> {
          asked.set(request.keys().get(0));
          return Future.succeededFuture(
              new PlaceList(
                  request.keys().stream()
                      .map(key -> new PlaceEntry(key, now.get(), null))
                      .toList()));
        });
    EventClient client = open(PLACE);
    first(client);
    await().until(() -> KEY.equals(asked.get()));

    now.set(place(PlaceState.ADMITTED, admitted));
    await().until(() -> admitted.equals(asked.get()));
    now.set(place(PlaceState.WAITING, KEY));
    await().until(() -> client.events().size() == 3);

    assertThat(asked.get()).isEqualTo(admitted);
    client.close();
    await().until(() -> node.shared.openStreams() == 0);
  }

  @Test
  void theEndOfAPlaceEndsItsStream() {
    AtomicReference<PlaceEntry> now = new AtomicReference<>(waitingAt(12, 1_000));
    placesAre(now);
    EventClient client = open(PLACE);
    first(client);
    assertThat(node.shared.openStreams()).isOne();

    now.set(new PlaceEntry(KEY, null, ErrorCode.SERVICE_UNAVAILABLE));
    await().until(() -> client.comments() > 1);
    assertThat(client.isClosed()).as("an outage ends no place").isFalse();

    now.set(new PlaceEntry(KEY, null, ErrorCode.QUEUE_TOKEN_EXPIRED));
    await().until(client::isClosed);

    assertThat(client.last().name()).isEqualTo("end");
    assertThat(client.last().data())
        .isEqualTo(
            new JsonObject()
                .put("code", "QUEUE_TOKEN_EXPIRED")
                .put("detail", "The place in the queue has ended.")
                .put("reconnect", false));
    assertThat(node.shared.openStreams()).isZero();
  }
}
