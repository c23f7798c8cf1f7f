package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.CannedAnswers.id;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceEntry;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceList;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlaces;
import io.boxoffice.support.EventClient;
import io.boxoffice.support.EventClient.Event;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test of event streams in front of scripted services, at a pace that tests can wait for; a
 * server for each test, as the streams of one would count for the next.
 */
abstract class OnScriptedStreams {
  static final PlaceKey KEY = new PlaceKey(CONCERT, BUYER, 1, 7);
  static final String PLACE = "/api/v1/concerts/" + id(CONCERT) + "/queue/events";
  static final String SEATS = "/api/v1/performances/" + id(PERFORMANCE) + "/seats/changes";
  static final HttpConfig.Streams QUICK = new HttpConfig.Streams(3, 2, 200, 300, 20, 20, 50);

  private final List<EventClient> clients = new ArrayList<>();
  ScriptedServices node;

  @BeforeEach
  void start() {
    node = new ScriptedServices(ScriptedServices.config().with(QUICK));
  }

  @AfterEach
  void stop() {
    clients.forEach(EventClient::close);
    node.close();
  }

  /** Opens a stream as the buyer, with these header lines more: a name, its value, a name, ... */
  EventClient open(String path, String... more) {
    return open(BUYER, path, more);
  }

  EventClient open(long user, String path, String... more) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Authorization",
                "Bearer " + node.tokens.access(user, "buyer"),
                "Queue-Token",
                node.tokens.queue(user, CONCERT)));
    Collections.addAll(headers, more);
    EventClient client =
        EventClient.open(node.vertx, node.uri(path).toString(), headers.toArray(String[]::new));
    clients.add(client);
    return client;
  }

  /** The first event, waited for. */
  static Event first(EventClient client) {
    await().until(() -> !client.events().isEmpty());
    return client.events().get(0);
  }

  /** Makes every look at a watched place find what the reference holds then. */
  void placesAre(AtomicReference<PlaceEntry> entry) {
    node.script(
        ReadPlaces.class,
        request ->
            Future.succeededFuture(
                new PlaceList(
                    request.keys().stream()
                        .map(key -> new PlaceEntry(key, entry.get().place(), entry.get().refusal()))
                        .toList())));
  }

  static PlaceEntry waitingAt(long position, long expiresAtMs) {
    return waiting(position, expiresAtMs, 20);
  }

  static PlaceEntry waiting(long position, long expiresAtMs, int highSeconds) {
    Place place = CannedAnswers.place(PlaceState.WAITING, KEY, false);
    return new PlaceEntry(
        KEY,
        new Place(
            KEY,
            PlaceState.WAITING,
            position,
            place.estimatedWaitLowSeconds(),
            highSeconds,
            place.refreshAfterSeconds(),
            place.joinedAtMs(),
            null,
            expiresAtMs,
            null,
            place.token(),
            place.tokenEndsAtMs(),
            false),
        null);
  }

  static Place place(PlaceState state, PlaceKey key) {
    return CannedAnswers.place(state, key, false);
  }
}
