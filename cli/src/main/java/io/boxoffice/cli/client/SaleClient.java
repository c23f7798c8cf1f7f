package io.boxoffice.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.cli.client.Views.Charge;
import io.boxoffice.cli.client.Views.Concert;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.client.Views.Performance;
import io.boxoffice.cli.client.Views.Place;
import io.boxoffice.cli.client.Views.QueueStats;
import io.boxoffice.cli.client.Views.Receipt;
import io.boxoffice.cli.client.Views.Reservation;
import io.boxoffice.cli.client.Views.SeatMap;
import io.boxoffice.cli.client.Views.Session;
import io.boxoffice.cli.client.Views.User;
import io.boxoffice.cli.client.Views.Verification;
import io.boxoffice.cli.client.Views.Wallet;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The REST API as Java calls, for one caller.
 *
 * <p>Every call blocks, and fails with {@link RefusedException} where the server refuses and {@link
 * UnreachableException} where it does not answer. Immutable and safe for use from any thread.
 */
public final class SaleClient {
  private static final String API = "/api/v1";
  private static final int PAGE_LIMIT = 200;

  private final RestChannel channel;
  private final String accessToken;

  private SaleClient(RestChannel channel, String accessToken) {
    this.channel = channel;
    this.accessToken = accessToken;
  }

  /** A caller whom the server does not know. */
  public static SaleClient anonymous(RestChannel channel) {
    return new SaleClient(channel, null);
  }

  /** The same server, called by the one whom this token names. */
  public SaleClient as(String token) {
    return new SaleClient(channel, token);
  }

  /** Signs a buyer up. Not idempotent: NAME_TAKEN the second time. */
  public User signUp(String name, String password) {
    return read(post("/users", Map.of("name", name, "password", password), null), User.class);
  }

  /** Proves who one is. BAD_CREDENTIALS where name or password is wrong. */
  public Session logIn(String name, String password) {
    return read(post("/login", Map.of("name", name, "password", password), null), Session.class);
  }

  /** Concerts that buyers see, at most {@code limit}. */
  public Page<Concert> concerts(int limit) {
    return pages("/concerts?", limit, new TypeReference<>() {});
  }

  /** Concerts in every state, for operators, at most {@code limit}. */
  public Page<Concert> allConcerts(int limit) {
    return pages("/admin/concerts?", limit, new TypeReference<>() {});
  }

  /**
   * Imports a concert, whole or not at all; once for each key.
   *
   * @param body JSON as the contract describes it
   */
  public ImportedConcert importConcert(byte[] body, String key) {
    RestChannel.Answer answer =
        channel.send(
            "POST",
            API + "/admin/concerts",
            headers(null, key),
            body,
            true,
            RestChannel.LONG_REQUEST_TIMEOUT);
    ImportedConcert told = read(answer, ImportedConcert.class);
    return new ImportedConcert(
        told.concertId(), told.state(), told.totalSeats(), told.performances(), answer.replayed());
  }

  /** Puts a concert into a state; saying the same twice changes nothing more. */
  public Concert changeState(String concertId, String state) {
    byte[] body = bytes(Map.of("state", state));
    return read(
        call("PATCH", "/admin/concerts/" + segment(concertId), null, null, body), Concert.class);
  }

  /** A queue's numbers, for operators. */
  public QueueStats queueStats(String concertId) {
    return read(get("/admin/concerts/" + segment(concertId) + "/queue", null), QueueStats.class);
  }

  /** Confirmed reservations of a concert, for operators, at most {@code limit}. */
  public Page<Reservation> confirmedReservations(String concertId, int limit) {
    return pages(
        "/admin/reservations?state=CONFIRMED&concertId=" + segment(concertId) + "&",
        limit,
        new TypeReference<>() {});
  }

  /** Has every invariant checked; changes nothing. */
  public Verification verify() {
    RestChannel.Answer answer =
        channel.send(
            "POST",
            API + "/admin/verify",
            headers(null, null),
            null,
            true,
            RestChannel.LONG_REQUEST_TIMEOUT);
    return read(answer, Verification.class);
  }

  /** Takes a place, or gives the caller's living one. Idempotent. */
  public Place join(String concertId) {
    return read(call("POST", queue(concertId), null, null, null), Place.class);
  }

  /** The place as it stands; a sign of life. */
  public Place place(String concertId, String queueToken) {
    return read(get(queue(concertId), queueToken), Place.class);
  }

  /** Gives the place up. Idempotent. */
  public void leave(String concertId, String queueToken) {
    call("DELETE", queue(concertId), queueToken, null, null);
  }

  /** Performances that can be booked now. */
  public List<Performance> bookablePerformances(String concertId, String queueToken) {
    RestChannel.Answer answer =
        get("/concerts/" + segment(concertId) + "/performances?available=true", queueToken);
    return read(answer, new TypeReference<Page<Performance>>() {}).items();
  }

  /**
   * The seats of a performance in plan order.
   *
   * @param state AVAILABLE, HELD or SOLD; null for all
   */
  public SeatMap seats(String performanceId, String state, String queueToken) {
    String filter = state == null ? "" : "?state=" + state;
    return read(
        get("/performances/" + segment(performanceId) + "/seats" + filter, queueToken),
        SeatMap.class);
  }

  /** Holds all the seats or none; once for each key. */
  public Reservation hold(
      String performanceId, List<String> seatIds, String queueToken, String key) {
    byte[] body = bytes(Map.of("performanceId", performanceId, "seatIds", seatIds));
    return read(call("POST", "/reservations", queueToken, key, body), Reservation.class);
  }

  /** Gives a hold up at once. Idempotent. */
  public void release(String reservationId) {
    call("DELETE", "/reservations/" + segment(reservationId), null, null, null);
  }

  /** Pays a hold; once for each key. */
  public Receipt pay(String reservationId, String queueToken, String key) {
    String path = "/reservations/" + segment(reservationId) + "/payment";
    return read(call("POST", path, queueToken, key, null), Receipt.class);
  }

  /** The caller's own wallet. */
  public Wallet wallet() {
    return read(get("/wallet", null), Wallet.class);
  }

  /** Charges the caller's own wallet; once for each key. */
  public Charge charge(long amountMinor, String key) {
    return read(post("/wallet/charges", Map.of("amount", amountMinor), key), Charge.class);
  }

  private static String queue(String concertId) {
    return "/concerts/" + segment(concertId) + "/queue";
  }

  private <T> Page<T> pages(String path, int limit, TypeReference<Page<T>> type) {
    List<T> items = new ArrayList<>();
    String cursor = null;
    do {
      int size = Math.min(PAGE_LIMIT, limit - items.size());
      String at = cursor == null ? "" : "&cursor=" + segment(cursor);
      Page<T> page = read(get(path + "limit=" + size + at, null), type);
      items.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null && items.size() < limit);
    return new Page<>(items, cursor);
  }

  private RestChannel.Answer get(String path, String queueToken) {
    return call("GET", path, queueToken, null, null);
  }

  private RestChannel.Answer post(String path, Object body, String key) {
    return call("POST", path, null, key, bytes(body));
  }

  private RestChannel.Answer call(
      String method, String path, String queueToken, String key, byte[] body) {
    boolean repeatable = !method.equals("POST") || key != null || path.endsWith("/queue");
    return channel.send(
        method,
        API + path,
        headers(queueToken, key),
        body,
        repeatable,
        RestChannel.REQUEST_TIMEOUT);
  }

  private Map<String, String> headers(String queueToken, String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (accessToken != null) {
      headers.put("Authorization", "Bearer " + accessToken);
    }
    if (queueToken != null) {
      headers.put("Queue-Token", queueToken);
    }
    if (key != null) {
      headers.put("Idempotency-Key", key);
    }
    return headers;
  }

  private <T> T read(RestChannel.Answer answer, Class<T> type) {
    JsonNode body = object(answer);
    try {
      return RestChannel.JSON.convertValue(body, type);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(notOurs(answer.status()));
    }
  }

  private <T> T read(RestChannel.Answer answer, TypeReference<T> type) {
    JsonNode body = object(answer);
    try {
      return RestChannel.JSON.convertValue(body, type);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(notOurs(answer.status()));
    }
  }

  private JsonNode object(RestChannel.Answer answer) {
    if (answer.body() == null || !answer.body().isObject()) {
      throw new RefusedException(notOurs(answer.status()));
    }
    return answer.body();
  }

  private Problem notOurs(int status) {
    return new Problem(
        status,
        "NOT_BOXOFFICE",
        "The answer is not one of Boxoffice's",
        "check that " + channel.base() + " is a Boxoffice node of a fitting version",
        null,
        null,
        null);
  }

  private static byte[] bytes(Object value) {
    try {
      return RestChannel.JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON", e);
    }
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
