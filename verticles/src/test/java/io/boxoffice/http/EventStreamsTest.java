package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.OTHER;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.CannedAnswers.SEAT;
import static io.boxoffice.http.CannedAnswers.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.Place;
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
import io.boxoffice.support.EventClient.Event;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The event streams in front of scripted services, at a pace that tests can wait for. */
class EventStreamsTest {
  private static final PlaceKey KEY = new PlaceKey(CONCERT, BUYER, 1, 7);
  private static final String PLACE = "/api/v1/concerts/" + id(CONCERT) + "/queue/events";
  private static final String SEATS = "/api/v1/performances/" + id(PERFORMANCE) + "/seats/changes";
  private static final HttpConfig.Streams QUICK =
      new HttpConfig.Streams(3, 2, 200, 300, 20, 20, 50);

  private final List<EventClient> clients = new ArrayList<>();
  private ScriptedServices node;

  @BeforeEach
  void start() {
    node = new ScriptedServices(ScriptedServices.config().with(QUICK));
  }

  @AfterEach
  void stop() {
    clients.forEach(EventClient::close);
    node.close();
  }

  private EventClient open(String path, String... more) {
    return open(BUYER, path, more);
  }

  private EventClient open(long user, String path, String... more) {
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

  private static Event first(EventClient client) {
    await().until(() -> !client.events().isEmpty());
    return client.events().get(0);
  }

  private void placesAre(AtomicReference<PlaceEntry> entry) {
    node.script(
        ReadPlaces.class,
        request ->
            Future.succeededFuture(
                new PlaceList(
                    request.keys().stream()
                        .map(key -> new PlaceEntry(key, entry.get().place(), entry.get().refusal()))
                        .toList())));
  }

  private static PlaceEntry waitingAt(long position, long expiresAtMs) {
    return waiting(position, expiresAtMs, 20);
  }

  private static PlaceEntry waiting(long position, long expiresAtMs, int highSeconds) {
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
            false),
        null);
  }

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

  private static Place place(PlaceState state, PlaceKey key) {
    return CannedAnswers.place(state, key, false);
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
  void whatIsRefusedIsAProblemAndNoStream() {
    assertThat(open(PLACE, "Accept", "application/json").problemCode()).isEqualTo("NOT_ACCEPTABLE");
    node.script(ReadPlace.class, request -> Future.succeededFuture(waitingAt(9, 1_000).place()));
    node.script(ConfirmPlace.class, request -> Future.succeededFuture(waitingAt(9, 1_000).place()));
    assertThat(open(SEATS).problemCode()).isEqualTo("NOT_ADMITTED");
    node.refuse(ReadPlace.class, ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(open(PLACE).problemCode()).isEqualTo("QUEUE_TOKEN_EXPIRED");
    assertThat(node.shared.openStreams()).isZero();
  }

  @Test
  void aHeadTakesNoRoom() {
    HttpResponse<String> head = node.send(node.asBuyer("HEAD", PLACE, null));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(node.shared.openStreams()).isZero();
  }

  @Test
  void aUserAndTheNodeHaveTheirBoundsAndWhoLeavesMakesRoom() {
    EventClient first = open(PLACE);
    open(SEATS);
    EventClient third = open(PLACE);
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.problemCode()).isEqualTo("RATE_LIMITED");
    assertThat(third.header("Retry-After")).isNotNull();

    assertThat(open(OTHER, PLACE).status()).isEqualTo(200);
    EventClient full = open(OTHER, SEATS);
    assertThat(full.status()).isEqualTo(503);
    assertThat(full.problemCode()).isEqualTo("SERVICE_UNAVAILABLE");
    assertThat(full.header("Retry-After")).isNotNull();

    first.close();
    await().until(() -> node.shared.openStreams() == 2);
    assertThat(open(OTHER, SEATS).status()).isEqualTo(200);
  }

  @Test
  void streamsLeaveNothingBehind() {
    for (int round = 0; round < 20; round++) {
      try (EventClient client = open(round % 2 == 0 ? PLACE : SEATS)) {
        first(client);
      }
      await().until(() -> node.shared.openStreams() == 0);
    }
    node.received.remove(ReadPlaces.class);
    node.received.remove(ReadSeatChanges.class);
    EventClient last = open(PLACE);
    first(last);

    await().until(() -> node.received.containsKey(ReadPlaces.class));
    assertThat(node.received).doesNotContainKey(ReadSeatChanges.class);
  }

  @Test
  void whoDoesNotReadIsCutOff() throws IOException {
    List<SeatChange> many =
        LongStream.range(0, 10_000).mapToObj(n -> new SeatChange(n, SeatState.SOLD)).toList();
    AtomicLong version = new AtomicLong();
    node.script(
        ReadSeatChanges.class,
        request -> {
          long now = version.incrementAndGet();
          return Future.succeededFuture(
              new SeatChanges(PERFORMANCE, request.since(), new SeatMapVersion(now, now), many));
        });
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + SEATS
                      + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                      + node.buyer()
                      + "\r\nQueue-Token: "
                      + node.tokens.queue(BUYER, CONCERT)
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));

      await().until(() -> node.shared.cutOffStreams() == 1);
      assertThat(node.shared.openStreams()).isZero();
      await().until(() -> isDropped(socket));
    }
  }

  /** Without reading: an orderly close would wait until the client had taken all. */
  private static boolean isDropped(Socket socket) {
    try {
      socket.getOutputStream().write('\n');
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void heartbeatsKeepAStreamPastTheIdleTimeout() {
    node.close();
    HttpConfig usual = ScriptedServices.config();
    int idleTimeoutMs = 1_500;
    node =
        new ScriptedServices(
            new HttpConfig(
                usual.host(),
                0,
                1_024,
                1_024,
                100,
                usual.issuer(),
                500,
                500,
                idleTimeoutMs,
                5_000,
                1_000,
                0,
                0,
                QUICK,
                HttpConfig.Classic.OFF));
    EventClient client = open(PLACE);

    await().until(() -> client.comments() * 200 >= 2 * idleTimeoutMs || client.isClosed());

    assertThat(client.isClosed()).isFalse();
    assertThat(client.events()).hasSize(1);
  }

  @Test
  void aStreamEndsWithItsAccessToken() {
    EventClient client = open(PLACE);
    first(client);

    node.nowMs.addAndGet(1_000_000_000L);
    await().until(client::isClosed);

    assertThat(client.last().data().getString("code")).isEqualTo("ACCESS_TOKEN_INVALID");
    assertThat(client.last().data().getBoolean("reconnect")).isFalse();
  }

  @Test
  void aNodeThatStopsSendsItsClientsElsewhere() {
    EventClient place = open(PLACE);
    EventClient seats = open(SEATS);
    first(place);
    first(seats);

    node.stopServing();

    await().until(() -> place.isClosed() && seats.isClosed());
    for (EventClient client : List.of(place, seats)) {
      assertThat(client.last().name()).isEqualTo("end");
      assertThat(client.last().data().getString("code")).isEqualTo("SERVICE_UNAVAILABLE");
      assertThat(client.last().data().getBoolean("reconnect")).isTrue();
    }
    assertThat(node.shared.openStreams()).isZero();
  }
}
