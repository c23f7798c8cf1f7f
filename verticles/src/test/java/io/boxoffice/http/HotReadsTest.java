package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.OTHER;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.ShortWay.withoutTrace;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.ReservationMessages.ReadSeats;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way of the crowd's reads: the same answers, and nobody is asked. */
class HotReadsTest extends OnScriptedServices {
  private static final String PLACE = "/api/v1/concerts/" + CannedAnswers.id(CONCERT) + "/queue";
  private static final String SEATS =
      "/api/v1/performances/" + CannedAnswers.id(PERFORMANCE) + "/seats";

  /** The ordinary way once: afterwards the tokens are known. */
  @BeforeEach
  void verifyTheTokens() {
    node.send(read(PLACE));
    node.received.clear();
  }

  private static HttpRequest.Builder read(String path) {
    return node.asBuyer("GET", path, null);
  }

  private static void copiesKnow(PlaceState state) {
    node.placeCopies.set((key, token, endsAtMs) -> CannedAnswers.place(state, key, false));
    node.seatCopies.set(performanceId -> CannedAnswers.seats(3));
  }

  private static boolean someoneWasAsked() {
    return node.received.containsKey(ReadPlace.class) || node.received.containsKey(ReadSeats.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?state=AVAILABLE", "?state=SOLD", "?state=HELD"})
  void seatsAreAnsweredAsTheRouterAnswersThem(String query) {
    node.script(
        ReadPlace.class,
        request ->
            Future.succeededFuture(CannedAnswers.place(PlaceState.ADMITTED, request.key(), false)));
    HttpResponse<String> ordinary = node.send(read(SEATS + query));
    assertThat(someoneWasAsked()).isTrue();
    node.received.clear();
    copiesKnow(PlaceState.ADMITTED);

    HttpResponse<String> hot = node.send(read(SEATS + query));

    assertThat(someoneWasAsked()).isFalse();
    assertThat(hot.statusCode()).isEqualTo(200);
    assertThat(hot.body()).isEqualTo(ordinary.body());
    assertThat(withoutTrace(hot)).isEqualTo(withoutTrace(ordinary));
    assertThat(hot.headers().firstValue("Trace-Id")).isPresent();
    String tag = hot.headers().firstValue("ETag").orElseThrow();
    for (String condition : List.of(tag, "\"other\", " + tag, "*")) {
      HttpResponse<String> known =
          node.send(read(SEATS + query).header("If-None-Match", condition));
      assertThat(known.statusCode()).as(condition).isEqualTo(304);
      assertThat(known.body()).isEmpty();
    }
    assertThat(someoneWasAsked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAITING", "ADMITTED"})
  void aPlaceIsAnsweredAsTheRouterAnswersIt(String state) {
    node.script(
        ReadPlace.class,
        request ->
            Future.succeededFuture(
                CannedAnswers.place(PlaceState.valueOf(state), request.key(), false)));
    HttpResponse<String> ordinary = node.send(read(PLACE));
    assertThat(someoneWasAsked()).isTrue();
    node.received.clear();
    copiesKnow(PlaceState.valueOf(state));

    HttpResponse<String> hot = node.send(read(PLACE).header("If-None-Match", "*"));

    assertThat(someoneWasAsked()).isFalse();
    assertThat(hot.statusCode()).isEqualTo(200);
    assertThat(hot.body()).isEqualTo(ordinary.body());
    assertThat(withoutTrace(hot)).isEqualTo(withoutTrace(ordinary));
  }

  @Test
  void theCopiesAreAskedWithWhatTheTokenSays() {
    PlaceKey[] asked = new PlaceKey[1];
    node.placeCopies.set(
        (key, token, endsAtMs) -> {
          asked[0] = key;
          assertThat(token).isEqualTo(node.tokens.queue(BUYER, CONCERT));
          assertThat(endsAtMs).isEqualTo(CannedAnswers.NOW_MS + 600_000);
          return CannedAnswers.place(PlaceState.WAITING, key, false);
        });
    String trace = "0af7651916cd43dd8448eb211c80319c";

    HttpResponse<String> hot =
        node.send(read(PLACE).header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));

    assertThat(asked[0]).isEqualTo(new PlaceKey(CONCERT, BUYER, 1, 7));
    assertThat(hot.headers().firstValue("Trace-Id")).hasValue(trace);
  }

  @Test
  void theListIsCompressedForWhoTakesThat() throws IOException {
    copiesKnow(PlaceState.ADMITTED);
    String plain = node.send(read(SEATS)).body();
    for (String encodings : List.of("gzip", "br, gzip", "deflate,GZIP")) {
      HttpResponse<byte[]> packed =
          node.sendForBytes(read(SEATS).header("Accept-Encoding", encodings));
      assertThat(packed.headers().firstValue("Content-Encoding")).as(encodings).hasValue("gzip");
      assertThat(
              new String(
                  new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
                  StandardCharsets.UTF_8))
          .isEqualTo(plain);
    }
    for (String encodings : List.of("gzip;q=0", "identity", "br")) {
      HttpResponse<String> unpacked = node.send(read(SEATS).header("Accept-Encoding", encodings));
      assertThat(unpacked.headers().firstValue("Content-Encoding")).as(encodings).isEmpty();
      assertThat(unpacked.body()).isEqualTo(plain);
    }
    assertThat(someoneWasAsked()).isFalse();
  }

  @Test
  void whatTheCopiesDoNotKnowIsAsked() {
    assertThat(node.send(read(PLACE)).statusCode()).isEqualTo(200);
    assertThat(node.received).containsKey(ReadPlace.class);
    node.placeCopies.set(
        (key, token, endsAtMs) -> CannedAnswers.place(PlaceState.ADMITTED, key, false));

    assertThat(node.send(read(SEATS)).statusCode()).isEqualTo(200);
    assertThat(node.received).containsKey(ReadSeats.class);
  }

  /** As with the first answer after an admission, which brings another token. */
  @Test
  void aTokenThatCameWithAnAnswerNeedsNoVerification() {
    PlaceKey admitted = new PlaceKey(CONCERT, BUYER, 1, 7, 11, 12, 13);
    long endsAtMs = CannedAnswers.NOW_MS + 60_000;
    node.script(
        ReadPlace.class,
        request ->
            Future.succeededFuture(
                new Place(
                    admitted,
                    PlaceState.ADMITTED,
                    0,
                    null,
                    null,
                    1,
                    11,
                    12L,
                    13,
                    13L,
                    "issued.by.queue",
                    endsAtMs,
                    false)));
    assertThat(node.send(read(PLACE)).statusCode()).isEqualTo(200);

    VerifiedPlaces places = node.shared.places();
    assertThat(places.find("issued.by.queue", endsAtMs - 1).place()).isEqualTo(admitted);
    assertThat(places.find("issued.by.queue", endsAtMs)).isNull();
  }

  @Test
  void whoWaitsSeesNoSeats() {
    copiesKnow(PlaceState.WAITING);
    node.script(
        ReadPlace.class,
        request ->
            Future.succeededFuture(CannedAnswers.place(PlaceState.WAITING, request.key(), false)));
    node.script(
        ConfirmPlace.class,
        request ->
            Future.succeededFuture(CannedAnswers.place(PlaceState.WAITING, request.key(), false)));

    refused(read(SEATS), ErrorCode.NOT_ADMITTED);
  }

  @Test
  void aPlaceOfAnotherConcertIsRefused() {
    copiesKnow(PlaceState.ADMITTED);
    String elsewhere = "/api/v1/concerts/" + CannedAnswers.id(OTHER) + "/queue";

    refused(read(elsewhere), ErrorCode.QUEUE_TOKEN_INVALID);
  }

  @Test
  void anotherUsersTokenIsRefused() {
    copiesKnow(PlaceState.ADMITTED);
    String theirs = node.tokens.queue(OTHER, CONCERT);
    String stranger = node.tokens.access(OTHER, "buyer");
    HttpRequest.Builder own =
        node.request("GET", PLACE, null)
            .header("Authorization", "Bearer " + stranger)
            .header("Queue-Token", theirs);
    assertThat(node.send(own).statusCode()).isEqualTo(200);

    refused(
        node.request("GET", PLACE, null)
            .header("Authorization", "Bearer " + node.buyer())
            .header("Queue-Token", theirs),
        ErrorCode.QUEUE_TOKEN_INVALID);
  }

  @Test
  void tokensEndForTheShortWayToo() {
    copiesKnow(PlaceState.ADMITTED);
    HttpRequest.Builder read = read(PLACE);
    assertThat(node.send(read).statusCode()).isEqualTo(200);
    node.nowMs.addAndGet(600_000);
    try {
      refused(read, ErrorCode.ACCESS_TOKEN_INVALID);
    } finally {
      node.nowMs.addAndGet(-600_000);
    }
  }

  /** What is not plain goes the long way, and is refused or answered there. */
  @Test
  void whatIsNotPlainIsLeftToTheRouter() {
    copiesKnow(PlaceState.ADMITTED);
    refused(read(PLACE + "?x=1"), ErrorCode.VALIDATION_FAILED);
    refused(read(SEATS + "?state=LOST"), ErrorCode.VALIDATION_FAILED);
    refused(read(PLACE).header("Accept", "text/html"), ErrorCode.NOT_ACCEPTABLE);
    refused(node.request("GET", PLACE, null), ErrorCode.ACCESS_TOKEN_INVALID);
    assertThat(someoneWasAsked()).isFalse();
    for (HttpRequest.Builder notPlain :
        List.of(
            read(PLACE).header("Accept", "text/html;q=0.1, application/json"),
            read(PLACE + "/"),
            node.asBuyer("HEAD", PLACE, null))) {
      node.received.clear();
      assertThat(node.send(notPlain).statusCode()).isEqualTo(200);
      assertThat(node.received).containsKey(ReadPlace.class);
    }
  }
}
