package io.boxoffice.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import io.boxoffice.cli.client.Views.Charge;
import io.boxoffice.cli.client.Views.Concert;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.client.Views.Performance;
import io.boxoffice.cli.client.Views.Place;
import io.boxoffice.cli.client.Views.Receipt;
import io.boxoffice.cli.client.Views.Reservation;
import io.boxoffice.cli.client.Views.SeatMap;
import io.boxoffice.cli.client.Views.Session;
import io.boxoffice.cli.client.Views.User;
import io.boxoffice.cli.client.Views.Verification;
import io.boxoffice.cli.client.Views.Wallet;
import java.util.List;
import java.util.Map;

/**
 * The REST API as Java calls, for one caller.
 *
 * <p>Every call blocks, and fails with {@link RefusedException} where the server refuses and {@link
 * UnreachableException} where it does not answer. Immutable and safe for use from any thread.
 */
public final class SaleClient {
  private final ApiCaller caller;

  private SaleClient(ApiCaller caller) {
    this.caller = caller;
  }

  /** A caller whom the server does not know. */
  public static SaleClient anonymous(RestChannel channel) {
    return new SaleClient(new ApiCaller(channel, null));
  }

  /** The same server, called by the one whom this token names. */
  public SaleClient as(String token) {
    return new SaleClient(new ApiCaller(caller.channel(), token));
  }

  /** Signs a buyer up. Not idempotent: NAME_TAKEN the second time. */
  public User signUp(String name, String password) {
    return caller.read(
        caller.post("/users", Map.of("name", name, "password", password), null), User.class);
  }

  /** Proves who one is. BAD_CREDENTIALS where name or password is wrong. */
  public Session logIn(String name, String password) {
    return caller.read(
        caller.post("/login", Map.of("name", name, "password", password), null), Session.class);
  }

  /** Concerts that buyers see, at most {@code limit}. */
  public Page<Concert> concerts(int limit) {
    return caller.pages("/concerts?", limit, new TypeReference<>() {});
  }

  /** Imports of concerts, by the same caller. */
  public ImportClient imports() {
    return new ImportClient(caller);
  }

  /** Operators' calls about concerts and queues, by the same caller. */
  public OperatorClient operations() {
    return new OperatorClient(caller);
  }

  /** Operators' calls about users and what is theirs, by the same caller. */
  public SupportClient support() {
    return new SupportClient(caller);
  }

  /** Has every invariant checked; changes nothing. */
  public Verification verify() {
    return caller.read(caller.postAtLength("/admin/verify", null, null), Verification.class);
  }

  /** Takes a place, or gives the caller's living one. Idempotent. */
  public Place join(String concertId) {
    return caller.read(caller.call("POST", queue(concertId), null, null, null), Place.class);
  }

  /** The place as it stands; a sign of life. */
  public Place place(String concertId, String queueToken) {
    return caller.read(caller.get(queue(concertId), queueToken), Place.class);
  }

  /** Gives the place up. Idempotent. */
  public void leave(String concertId, String queueToken) {
    caller.call("DELETE", queue(concertId), queueToken, null, null);
  }

  /** Performances that can be booked now. */
  public List<Performance> bookablePerformances(String concertId, String queueToken) {
    RestChannel.Answer answer =
        caller.get(
            "/concerts/" + ApiCaller.segment(concertId) + "/performances?available=true",
            queueToken);
    return caller.read(answer, new TypeReference<Page<Performance>>() {}).items();
  }

  /**
   * The seats of a performance in plan order.
   *
   * @param state AVAILABLE, HELD or SOLD; null for all
   */
  public SeatMap seats(String performanceId, String state, String queueToken) {
    String filter = state == null ? "" : "?state=" + state;
    return caller.read(
        caller.get(
            "/performances/" + ApiCaller.segment(performanceId) + "/seats" + filter, queueToken),
        SeatMap.class);
  }

  /** Holds all the seats or none; once for each key. */
  public Reservation hold(
      String performanceId, List<String> seatIds, String queueToken, String key) {
    byte[] body = ApiCaller.bytes(Map.of("performanceId", performanceId, "seatIds", seatIds));
    return caller.read(
        caller.call("POST", "/reservations", queueToken, key, body), Reservation.class);
  }

  /** Gives a hold up at once. Idempotent. */
  public void release(String reservationId) {
    caller.call("DELETE", "/reservations/" + ApiCaller.segment(reservationId), null, null, null);
  }

  /** Pays a hold; once for each key. */
  public Receipt pay(String reservationId, String queueToken, String key) {
    String path = "/reservations/" + ApiCaller.segment(reservationId) + "/payment";
    return caller.read(caller.call("POST", path, queueToken, key, null), Receipt.class);
  }

  /** The caller's own wallet. */
  public Wallet wallet() {
    return caller.read(caller.get("/wallet", null), Wallet.class);
  }

  /** Charges the caller's own wallet; once for each key. */
  public Charge charge(long amountMinor, String key) {
    return caller.read(
        caller.post("/wallet/charges", Map.of("amount", amountMinor), key), Charge.class);
  }

  private static String queue(String concertId) {
    return "/concerts/" + ApiCaller.segment(concertId) + "/queue";
  }
}
