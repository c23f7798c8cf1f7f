package io.boxoffice.faults;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** One request of the contract, before it is known which node gets it. */
record Errand(
    Operation operation,
    HttpMethod method,
    String path,
    JsonObject body,
    JsonObject arguments,
    boolean keyed) {
  static Errand join(String concertId) {
    return plain(Operation.JOIN, HttpMethod.POST, queue(concertId));
  }

  static Errand poll(String concertId) {
    return plain(Operation.POLL, HttpMethod.GET, queue(concertId));
  }

  static Errand leave(String concertId) {
    return plain(Operation.LEAVE, HttpMethod.DELETE, queue(concertId));
  }

  static Errand freeSeats(String performanceId) {
    return plain(
        Operation.READ_SEATS,
        HttpMethod.GET,
        "/performances/" + performanceId + "/seats?state=AVAILABLE");
  }

  static Errand hold(String performanceId, List<String> seatIds) {
    JsonArray seats = new JsonArray(seatIds);
    return new Errand(
        Operation.HOLD,
        HttpMethod.POST,
        "/reservations",
        new JsonObject().put("performanceId", performanceId).put("seatIds", seats),
        new JsonObject().put("seatIds", seats),
        true);
  }

  static Errand pay(String reservationId) {
    return new Errand(
        Operation.PAY,
        HttpMethod.POST,
        "/reservations/" + reservationId + "/payment",
        null,
        new JsonObject().put("reservationId", reservationId),
        true);
  }

  static Errand release(String reservationId) {
    return new Errand(
        Operation.RELEASE,
        HttpMethod.DELETE,
        "/reservations/" + reservationId,
        null,
        new JsonObject().put("reservationId", reservationId),
        false);
  }

  static Errand charge(long amount) {
    JsonObject body = new JsonObject().put("amount", amount);
    return new Errand(Operation.CHARGE, HttpMethod.POST, "/wallet/charges", body, body, true);
  }

  private static Errand plain(Operation operation, HttpMethod method, String path) {
    return new Errand(operation, method, path, null, new JsonObject(), false);
  }

  private static String queue(String concertId) {
    return "/concerts/" + concertId + "/queue";
  }
}
