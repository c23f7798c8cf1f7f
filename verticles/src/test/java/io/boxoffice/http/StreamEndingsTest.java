package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxoffice.support.EventClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a stream lasts, and what its client hears when it ends. */
class StreamEndingsTest extends OnScriptedStreams {
  @Test
  void heartbeatsKeepAStreamPastTheIdleTimeout() {
    node.close();
    HttpConfig usual = ScriptedServices.config();
    int idleTimeoutMs = 1_500;
    node =
        new ScriptedServices(
            new HttpConfig(
                usual.host(),
                0,
                1_024,
                1_024,
                100,
                usual.issuer(),
                500,
                500,
                idleTimeoutMs,
                5_000,
                1_000,
                0,
                0,
                QUICK,
                HttpConfig.Classic.OFF));
    EventClient client = open(PLACE);

    await().until(() -> client.comments() * 200 >= 2 * idleTimeoutMs || client.isClosed());

    assertThat(client.isClosed()).isFalse();
    assertThat(client.events()).hasSize(1);
  }

  @Test
  void aStreamEndsWithItsAccessToken() {
    EventClient client = open(PLACE);
    first(client);

    node.nowMs.addAndGet(1_000_000_000L);
    await().until(client::isClosed);

    assertThat(client.last().data().getString("code")).isEqualTo("ACCESS_TOKEN_INVALID");
    assertThat(client.last().data().getBoolean("reconnect")).isFalse();
  }

  @Test
  void aNodeThatStopsSendsItsClientsElsewhere() {
    EventClient place = open(PLACE);
    EventClient seats = open(SEATS);
    first(place);
    first(seats);

    node.stopServing();

    await().until(() -> place.isClosed() && seats.isClosed());
    for (EventClient client : List.of(place, seats)) {
      assertThat(client.last().name()).isEqualTo("end");
      assertThat(client.last().data().getString("code")).isEqualTo("SERVICE_UNAVAILABLE");
      assertThat(client.last().data().getBoolean("reconnect")).isTrue();
    }
    assertThat(node.shared.openStreams()).isZero();
  }
}
