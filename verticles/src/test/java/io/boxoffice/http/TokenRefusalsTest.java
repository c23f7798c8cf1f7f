package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.QueueMessages.ConfirmPlace;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.QueueMessages.ReadPlace;
import io.boxoffice.shared.messages.ReservationMessages.ReadSeats;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody gets past the role, or round the queue. */
class TokenRefusalsTest extends OnScriptedServices {
  @Test
  void keepsBuyersFromOperatorsCalls() {
    String path = "/api/v1/admin/audit";
    refused(node.request("GET", path, null), ErrorCode.ACCESS_TOKEN_INVALID);
    refused(node.asBuyer("GET", path, null), ErrorCode.FORBIDDEN);
    HttpRequest.Builder forged =
        node.request("GET", path, null)
            .header("Authorization", "Bearer " + node.tokens.access(BUYER, "admin"));
    refused(forged, ErrorCode.FORBIDDEN);
  }

  @Test
  void letsNobodyRoundTheQueue() {
    String seats = HttpContractTest.seatsPath();
    String bearer = "Bearer " + node.buyer();
    refused(
        node.request("GET", seats, null).header("Authorization", bearer),
        ErrorCode.QUEUE_TOKEN_INVALID);
    for (String token :
        List.of(node.tokens.queue(OTHER, CONCERT), node.tokens.queue(BUYER, OTHER), "x.y.z")) {
      refused(
          node.request("GET", seats, null)
              .header("Authorization", bearer)
              .header("Queue-Token", token),
          ErrorCode.QUEUE_TOKEN_INVALID);
    }
    // A copy that is behind: the head says that the place is admitted.
    node.script(
        ReadPlace.class,
        request ->
            Future.succeededFuture(CannedAnswers.place(PlaceState.WAITING, request.key(), false)));
    assertThat(node.send(node.asBuyer("GET", seats, null)).statusCode()).isEqualTo(200);
    node.script(
        ConfirmPlace.class,
        request ->
            Future.succeededFuture(CannedAnswers.place(PlaceState.WAITING, request.key(), false)));
    JsonObject problem = refused(node.asBuyer("GET", seats, null), ErrorCode.NOT_ADMITTED);
    assertThat(problem.getInteger("position")).isEqualTo(12);
    assertThat(problem.getInteger("retryAfterSeconds")).isEqualTo(3);
    assertThat(node.send(node.asBuyer("GET", seats, null)).headers().firstValue("Retry-After"))
        .hasValue("3");
    node.refuse(ReadPlace.class, ErrorCode.QUEUE_TOKEN_EXPIRED);
    refused(node.asBuyer("GET", seats, null), ErrorCode.QUEUE_TOKEN_EXPIRED);
    assertThat(node.received.get(ReadSeats.class)).isNotNull();
  }
}
