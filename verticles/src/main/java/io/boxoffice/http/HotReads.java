package io.boxoffice.http;

import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Answers the two reads that a crowd repeats, the place and the seats, where nobody need be asked:
 * the tokens were verified before and this node's copies know the rest.
 *
 * <p>It answers as the router's handlers would, only sooner. It refuses nothing but too many
 * requests: whatever is not plain, or not known here, it leaves to them. Confined to one event
 * loop.
 */
final class HotReads {
  private static final String PERFORMANCES = "/api/v1/performances/";
  private static final String SEATS = "/seats";

  /** What may follow the path of a seat list, and which seats that asks for. */
  private static final Map<String, String> STATES =
      Map.of(
          "",
          SeatLists.ALL,
          "?state=AVAILABLE",
          "AVAILABLE",
          "?state=HELD",
          "HELD",
          "?state=SOLD",
          "SOLD");

  private record Known(Caller caller, Place place) {
    boolean isOf(long concertId) {
      return place.key().concertId() == concertId;
    }
  }

  /** A list and what it was written from: the next one wants the same, nearly always. */
  private record LastList(SeatMap seats, String state, SeatLists.Written list) {
    @SuppressWarnings("ReferenceEquality") // A copy gives the same map until it changes.
    boolean is(SeatMap wanted, String wantedState) {
      return seats == wanted && state.equals(wantedState);
    }
  }

  private final HttpShared shared;
  private final HotPath path;
  private LastList last;

  HotReads(HttpShared shared, HotPath path) {
    this.shared = shared;
    this.path = path;
  }

  /** Answers the request, or leaves it untouched and says false. */
  boolean answer(HttpServerRequest request) {
    long began = System.nanoTime();
    String operation = read(request);
    if (operation != null) {
      int status = request.response().getStatusCode();
      shared.meters().record(operation, status, System.nanoTime() - began);
    }
    return operation != null;
  }

  /** The name of the operation that was answered; null for none. */
  private String read(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      return null;
    }
    String uri = request.uri();
    if (HotPath.isQueue(uri)) {
      return readPlace(request, uri) ? "readPlace" : null;
    }
    return HotPath.hasAfterId(uri, PERFORMANCES, SEATS) && readSeats(request, uri)
        ? "readSeats"
        : null;
  }

  private boolean readPlace(HttpServerRequest request, String uri) {
    OptionalLong concertId = HotPath.concertOf(uri);
    Known known = known(request);
    if (concertId.isEmpty() || known == null || !known.isOf(concertId.getAsLong())) {
      return false;
    }
    HttpServerResponse response = path.begin(request, known.caller());
    if (response != null) {
      response
          .putHeader(CommonHeaders.CACHE_CONTROL, CommonHeaders.NO_STORE)
          .putHeader(CommonHeaders.CONTENT_TYPE, CommonHeaders.JSON)
          .end(PlaceText.of(known.place()))
          .onFailure(HotPath::clientLeft);
    }
    return true;
  }

  private boolean readSeats(HttpServerRequest request, String uri) {
    OptionalLong performanceId = HotPath.id(uri, PERFORMANCES);
    String state =
        STATES.get(uri.substring(PERFORMANCES.length() + HotPath.ID_LENGTH + SEATS.length()));
    if (performanceId.isEmpty() || state == null) {
      return false;
    }
    Known known = known(request);
    if (known == null || known.place().state() != PlaceState.ADMITTED) {
      return false;
    }
    SeatMap seats = shared.copies().seats().find(performanceId.getAsLong());
    if (seats == null || !known.isOf(seats.concertId())) {
      return false;
    }
    HttpServerResponse response = path.begin(request, known.caller());
    if (response != null) {
      send(request, response, list(seats, state));
    }
    return true;
  }

  private SeatLists.Written list(SeatMap seats, String state) {
    LastList known = last;
    if (known == null || !known.is(seats, state)) {
      known = new LastList(seats, state, shared.seatLists().of(seats, state));
      last = known;
    }
    return known.list();
  }

  private static void send(
      HttpServerRequest request, HttpServerResponse response, SeatLists.Written list) {
    response
        .putHeader(CommonHeaders.CACHE_CONTROL, CommonHeaders.PRIVATE_NO_CACHE)
        .putHeader(CommonHeaders.ETAG, list.tag())
        .putHeader(CommonHeaders.VARY, CommonHeaders.BY_ENCODING);
    if (isKnown(request.headers(), list.tag())) {
      response.setStatusCode(304).end().onFailure(HotPath::clientLeft);
      return;
    }
    response.putHeader(CommonHeaders.CONTENT_TYPE, CommonHeaders.JSON);
    boolean compressed = takesGzip(request.headers().get(CommonHeaders.ACCEPT_ENCODING));
    if (compressed) {
      response.putHeader(CommonHeaders.CONTENT_ENCODING, CommonHeaders.GZIP);
    }
    response.end(compressed ? list.gzip() : list.json()).onFailure(HotPath::clientLeft);
  }

  private static boolean isKnown(MultiMap headers, String tag) {
    String condition = headers.get(CommonHeaders.IF_NONE_MATCH);
    return condition != null
        && (condition.equals(tag)
            || Answers.isKnown(headers.getAll(CommonHeaders.IF_NONE_MATCH), tag));
  }

  /** Whether gzip is asked for in the plain way; else the server's compression looks closer. */
  private static boolean takesGzip(String encodings) {
    if (encodings == null || encodings.indexOf(';') >= 0) {
      return false;
    }
    if (encodings.equals("gzip")) {
      return true;
    }
    for (String each : encodings.split(",", -1)) {
      if (each.trim().equalsIgnoreCase("gzip")) {
        return true;
      }
    }
    return false;
  }

  /** The caller and its place where this node knows them from plain headers; else null. */
  private Known known(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (!HotPath.takesJson(headers) || HotPath.hasBody(headers)) {
      return null;
    }
    HotPath.Bearer bearer = path.bearer(headers);
    if (bearer == null) {
      return null;
    }
    VerifiedPlaces.Verified token = bearer.token();
    Place place = shared.copies().places().find(token.place(), token.text(), token.endsAtMs());
    return place == null ? null : new Known(bearer.caller(), place);
  }
}
