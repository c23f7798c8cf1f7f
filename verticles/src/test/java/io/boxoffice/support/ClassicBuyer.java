package io.boxoffice.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.PlainHttp.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A buyer of the exercise's own API: an id, and the queue token that it was given. */
public record ClassicBuyer(PlainHttp http, String userId, String token) {
  public String[] bearer() {
    return new String[] {"Authorization", "Bearer " + token};
  }

  public Reply peek() {
    return http.post("/api/token/peek", "{\"tokenId\": \"" + token + "\"}");
  }

  /**
   * @param seat as JSON
   */
  public Reply reserve(String date, String seat, String... headers) {
    return http.post(
        "/api/reservations",
        "{\"userId\": \"%s\", \"date\": \"%s\", \"seatNumber\": %s, \"token\": \"%s\"}"
            .formatted(userId, date, seat, token),
        headers);
  }

  public Reply pay(String reservationId, String... headers) {
    return http.post(
        "/api/payment",
        "{\"userId\": \"%s\", \"reservationId\": \"%s\", \"token\": \"%s\"}"
            .formatted(userId, reservationId, token),
        headers);
  }

  /** Signs up through v1; the exercise has no call for that. */
  public static String signUp(PlainHttp at, String name) {
    String credentials = "{\"name\": \"%s\", \"password\": \"a-password-of-%s\"}";
    Reply made = at.post("/api/v1/users", credentials.formatted(name, name));
    return new JsonObject(made.body()).getString("userId");
  }

  /** Signs up and joins the queue of that sale. */
  public static ClassicBuyer joined(PlainHttp http, TestSale sale, String name) {
    String userId = signUp(http, name);
    Reply reply =
        http.post(
            "/api/token",
            "{\"userId\": \"%s\", \"concertId\": \"%s\"}".formatted(userId, sale.concertId()));
    assertThat(reply.status()).isEqualTo(200);
    return new ClassicBuyer(http, userId, new JsonObject(reply.body()).getString("token"));
  }

  /** The day of the first performance, where the concert is. */
  public static String day(TestSale sale) {
    JsonObject concert =
        sale.anonymous().get("/concerts/" + sale.concertId()).await().expect(200).body();
    Instant start =
        Instant.parse(concert.getJsonArray("performances").getJsonObject(0).getString("startsAt"));
    return LocalDate.ofInstant(start, ZoneId.of(concert.getString("timeZone"))).toString();
  }

  public static String recharge(String userId, long amount) {
    return "{\"userId\": \"%s\", \"amount\": %d}".formatted(userId, amount);
  }

  public static String reservationId(Reply reply) {
    return new JsonObject(reply.body()).getString("reservationId");
  }
}
