package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.OTHER;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.CannedAnswers.SEAT;
import static io.boxoffice.http.CannedAnswers.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.messages.ReservationMessages.HoldSeats;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which key a change wants, and what the hash beside it stands for. */
class IdempotencyKeyTest extends OnScriptedServices {
  private static final String CHARGES = "/api/v1/wallet/charges";

  @Test
  void wantsAnIdempotencyKey() {
    HttpRequest.Builder without =
        node.request("POST", CHARGES, "{\"amount\":1}")
            .header("Authorization", "Bearer " + node.buyer());
    refused(without, ErrorCode.IDEMPOTENCY_KEY_REQUIRED);
    refused(without.header("Idempotency-Key", "a b"), ErrorCode.VALIDATION_FAILED);
    HttpRequest.Builder longKey =
        node.request("POST", CHARGES, "{\"amount\":1}")
            .header("Authorization", "Bearer " + node.buyer())
            .header("Idempotency-Key", "k".repeat(256));
    assertThat(pointers(refused(longKey, ErrorCode.VALIDATION_FAILED)))
        .containsExactly("#/header/Idempotency-Key");
  }

  @Test
  void hashesWhatABodyMeansAndNotHowItIsSpelled() {
    String hold = "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\"]}";
    String turned = "{ \"seatIds\" : [\"%2$s\"],\n\"performanceId\":\"%1$s\"}";
    String first = holdHash(hold.formatted(id(PERFORMANCE), id(SEAT)));
    assertThat(holdHash(turned.formatted(id(PERFORMANCE), id(SEAT)))).isEqualTo(first);
    assertThat(holdHash(hold.formatted(id(PERFORMANCE), id(OTHER)))).isNotEqualTo(first);
  }

  @Test
  void aTrailingSlashDoesNotMakeAnotherRequestOfIt() {
    String hold = "{\"performanceId\":\"%s\",\"seatIds\":[\"%s\"]}";
    String body = hold.formatted(id(PERFORMANCE), id(SEAT));
    for (String path : List.of("/api/v1/reservations", "/api/v1/reservations/")) {
      assertThat(node.send(node.asBuyer("POST", path, body)).statusCode()).isEqualTo(201);
      assertThat(((HoldSeats) node.received.get(HoldSeats.class)).key().path())
          .isEqualTo("/api/v1/reservations");
    }
  }

  private String holdHash(String body) {
    assertThat(node.send(node.asBuyer("POST", "/api/v1/reservations", body)).statusCode())
        .isEqualTo(201);
    return ((HoldSeats) node.received.get(HoldSeats.class)).key().bodyHash();
  }
}
