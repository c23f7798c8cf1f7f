package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.OTHER;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.CannedAnswers.RESERVATION;
import static io.boxoffice.http.CannedAnswers.SEAT;
import static io.boxoffice.http.CannedAnswers.id;
import static io.boxoffice.http.ShortWay.LEFT_TO_THE_ROUTER;
import static io.boxoffice.http.ShortWay.withoutIds;
import static io.boxoffice.http.ShortWay.withoutTrace;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.ReservationMessages.HeldSeats;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import io.boxoffice.shared.messages.ReservationMessages.PayReservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way of holds and payments: the same checks and answers as the router's. */
class HotSalesTest extends OnScriptedServices {
  private static final String HOLDS = "/api/v1/reservations";
  private static final String PAYMENT = HOLDS + "/" + id(RESERVATION) + "/payment";
  private static final String SEATS =
      "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\"]}".formatted(id(PERFORMANCE), id(SEAT));

  private static ShortWay alone;

  @BeforeAll
  static void serve() {
    Contract contract = Contract.load(node.vertx).await();
    HttpConfig config = ScriptedServices.config();
    var handlers =
        new ReservationHandlers(
                new BusClient(node.vertx, EnumSet.allOf(Role.class), 2_000),
                (place, performanceId, seatIds) -> List.of())
            .byOperation();
    HotSales sales =
        new HotSales(
            node.shared,
            new HotPath(node.shared, node.nowMs::get),
            new Bodies(node.vertx, config.bodyTimeoutMs()),
            config.maxBodyBytes(),
            new RequestCheck(node.vertx),
            new HotSales.Target(contract.operation("holdSeats"), handlers.get("holdSeats")),
            new HotSales.Target(
                contract.operation("payReservation"), handlers.get("payReservation")));
    alone = new ShortWay(node, sales::answer);
  }

  /** The ordinary way once: afterwards the tokens are known. */
  @BeforeEach
  void verifyTheTokens() {
    assertThat(ordinary(HOLDS, SEATS).statusCode()).isEqualTo(201);
    node.received.clear();
  }

  /** The router takes the slash at the end for none, the short way leaves it to the router. */
  private static HttpResponse<String> ordinary(String path, String body) {
    return node.send(node.asBuyer("POST", path + "/", body));
  }

  private static HttpRequest.Builder hot(String path, String body) {
    return node.asBuyer("POST", path, body).uri(alone.uri(path));
  }

  private static void sameAsOrdinary(String path, String body) {
    HttpResponse<String> hot = node.send(hot(path, body));
    HttpResponse<String> ordinary = ordinary(path, body);
    assertThat(hot.statusCode()).isEqualTo(ordinary.statusCode()).isNotEqualTo(LEFT_TO_THE_ROUTER);
    if (hot.statusCode() < 400) {
      assertThat(hot.body()).isEqualTo(ordinary.body());
      assertThat(withoutTrace(hot)).isEqualTo(withoutTrace(ordinary));
    } else {
      assertThat(withoutIds(hot)).isEqualTo(withoutIds(ordinary));
      assertThat(hot.headers().firstValue("Retry-After"))
          .isEqualTo(ordinary.headers().firstValue("Retry-After"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHoldIsAnsweredAsTheRouterAnswersIt(boolean replayed) {
    node.script(
        HoldSeats.class,
        request ->
            Future.succeededFuture(
                new HeldSeats(CannedAnswers.reservation(ReservationState.HELD), replayed)));

    sameAsOrdinary(HOLDS, SEATS);
  }

  @Test
  void theServiceGetsTheSameHold() {
    node.send(hot(HOLDS, SEATS));
    Object hot = node.received.remove(HoldSeats.class);
    ordinary(HOLDS, SEATS);

    assertThat(hot).isEqualTo(node.received.get(HoldSeats.class));
  }

  @Test
  void aPaymentIsAnsweredAsTheRouterAnswersIt() {
    sameAsOrdinary(PAYMENT, null);
    node.received.clear();

    node.send(hot(PAYMENT, null));
    Object hot = node.received.remove(PayReservation.class);
    ordinary(PAYMENT, null);

    assertThat(hot).isEqualTo(node.received.get(PayReservation.class));
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"SEAT_TAKEN", "QUEUE_TOKEN_EXPIRED", "SERVICE_UNAVAILABLE", "OUTCOME_UNKNOWN"})
  void whoIsRefusedIsToldTheSame(ErrorCode code) {
    node.refuse(HoldSeats.class, code);
    node.refuse(PayReservation.class, code);

    sameAsOrdinary(HOLDS, SEATS);
    sameAsOrdinary(PAYMENT, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"performanceId\":",
        "{\"performanceId\":\"x\",\"seatIds\":[]}",
        "{\"performanceId\":\"0SD0HYXKW07ZP\",\"seatIds\":[\"0SD0HYXKW07ZP\",\"0SD0HYXKW07ZP\"]}",
        "{\"performanceId\":\"0SD0HYXKW07ZP\",\"seatIds\":[\"0SD0HYXKW07ZP\"],\"more\":1}"
      })
  void whatIsWrongWithABodyIsToldTheSame(String body) {
    sameAsOrdinary(HOLDS, body);
    assertThat(node.received).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    String large = " ".repeat(ScriptedServices.config().maxBodyBytes()) + SEATS;
    sameAsOrdinary(HOLDS, large);

    HttpRequest.Builder unannounced =
        hot(HOLDS, SEATS)
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))));
    assertThat(node.send(unannounced).statusCode()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE.status());
    assertThat(node.received).isEmpty();
  }

  @Test
  void aHoldNeedsAKeyOfItsOwn() {
    for (HttpRequest.Builder badKey :
        List.of(
            withoutKey(HOLDS, SEATS),
            withoutKey(PAYMENT, null),
            withoutKey(HOLDS, SEATS).header("Idempotency-Key", "k".repeat(300)),
            hot(HOLDS, SEATS).header("Idempotency-Key", "another"))) {
      assertThat(node.send(badKey).statusCode()).isEqualTo(400);
    }
    assertThat(node.received).isEmpty();
  }

  private static HttpRequest.Builder withoutKey(String path, String body) {
    return node.request("POST", path, body)
        .uri(alone.uri(path))
        .header("Authorization", "Bearer " + node.buyer())
        .header("Queue-Token", node.tokens.queue(BUYER, CONCERT));
  }

  @Test
  void aDefectIsOpaque() {
    node.script(
        HoldSeats.class, request -> Future.failedFuture(new IllegalStateException("inside")));

    HttpResponse<String> hot = node.send(hot(HOLDS, SEATS));

    assertThat(hot.statusCode()).isEqualTo(500);
    assertThat(hot.body()).contains("INTERNAL_ERROR").doesNotContain("inside");
  }

  @Test
  void whatIsNotPlainIsLeftToTheRouter() {
    for (HttpRequest.Builder notPlain :
        List.of(
            hot(HOLDS + "/", SEATS),
            hot(HOLDS + "?x=1", SEATS),
            hot(HOLDS + "/no-reservation/payment", null),
            hot(PAYMENT + "?x=1", null),
            hot(PAYMENT, "{}"),
            hot(HOLDS, SEATS).header("Accept", "text/html"),
            hot(HOLDS, SEATS).setHeader("Content-Type", "text/plain"),
            hot(HOLDS, SEATS).header("Content-Encoding", "gzip"),
            hot(HOLDS, SEATS).GET(),
            hot(HOLDS, SEATS).setHeader("Authorization", "Bearer unknown"),
            hot(HOLDS, SEATS).setHeader("Queue-Token", "unknown"),
            hot(HOLDS, SEATS)
                .setHeader("Authorization", "Bearer " + node.tokens.access(OTHER, "buyer")))) {
      assertThat(node.send(notPlain).statusCode()).isEqualTo(LEFT_TO_THE_ROUTER);
    }
    assertThat(node.received).isEmpty();
  }

  @Test
  void aShutGateIsLeftToTheRouter() {
    node.writable.set(false);

    assertThat(node.send(hot(HOLDS, SEATS)).statusCode()).isEqualTo(LEFT_TO_THE_ROUTER);
    assertThat(node.received).isEmpty();
  }

  @Test
  void theTokensEndIsTheShortWaysToo() {
    node.nowMs.addAndGet(600_000);
    try {
      assertThat(node.send(hot(PAYMENT, null)).statusCode()).isEqualTo(LEFT_TO_THE_ROUTER);
    } finally {
      node.nowMs.addAndGet(-600_000);
    }
  }
}
