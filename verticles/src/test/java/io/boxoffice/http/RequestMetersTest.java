package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.CONCERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import org.junit.jupiter.api.Test;

/** Every answer is counted once, whichever way it took. */
class RequestMetersTest extends OnScriptedServices {
  private static final String PLACE = "/api/v1/concerts/" + CannedAnswers.id(CONCERT) + "/queue";

  @Test
  void bothWaysAreCounted() {
    node.send(node.asBuyer("GET", PLACE, null));
    node.placeCopies.set(
        (key, token, endsAtMs) -> CannedAnswers.place(PlaceState.ADMITTED, key, false));
    node.received.clear();
    node.send(node.asBuyer("GET", PLACE, null));
    assertThat(node.received).isEmpty();
    node.send(node.asBuyer("GET", PLACE + "/", null));
    node.send(node.request("GET", PLACE, null));
    node.send(node.request("ODD", "/nowhere", null));

    // The last byte may arrive before it is counted.
    await()
        .untilAsserted(
            () -> {
              assertThat(counted("readPlace", 200)).isEqualTo(3);
              assertThat(counted("readPlace", 401)).isEqualTo(1);
              assertThat(counted("other", 404)).isEqualTo(1);
            });
  }

  private static long counted(String operation, int status) {
    return node.meters
        .timer("boxoffice.http.requests", "operation", operation, "status", "" + status)
        .count();
  }
}
