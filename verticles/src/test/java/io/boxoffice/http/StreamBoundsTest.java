package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.OTHER;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.QueueMessages.ReadPlaces;
import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.SeatMessages.ReadSeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatChange;
import io.boxoffice.shared.messages.SeatMessages.SeatChanges;
import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import io.boxoffice.support.EventClient;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whom the node refuses a stream, whom it cuts off, and what is left behind: nothing. */
class StreamBoundsTest extends OnScriptedStreams {
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
}
