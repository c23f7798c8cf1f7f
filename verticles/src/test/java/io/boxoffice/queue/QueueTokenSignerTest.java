package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A queue token is a JWT that says what is left of a place whose head was lost. */
class QueueTokenSignerTest {
  private static final long NOW_MS = 1_790_000_000_123L;
  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final QueueTokenSigner signer =
      new QueueTokenSigner(
          Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET),
          "an \"odd\" issuer",
          () -> NOW_MS);

  private static JsonObject part(String token, int index) {
    return new JsonObject(
        Buffer.buffer(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index])));
  }

  private static JsonObject claims(PlaceKey place, long issuedAt, long endsAt) {
    return new JsonObject()
        .put("iss", "an \"odd\" issuer")
        .put("aud", "boxoffice-queue")
        .put("sub", Tsids.format(place.userId()))
        .put("cid", Tsids.format(place.concertId()))
        .put("ep", place.epoch())
        .put("seq", place.sequence())
        .put("jat", place.joinedAtMs())
        .put("iat", issuedAt)
        .put("exp", endsAt);
  }

  @Test
  void aWaitingPlacesTokenSaysWhereItStoodInLine() throws Exception {
    PlaceKey place = new PlaceKey(7, 8, 3, 9, NOW_MS - 5_000, 0, 0);

    String token = signer.sign(place, signer.endSeconds(NOW_MS + 60_000));

    assertThat(part(token, 0))
        .isEqualTo(new JsonObject().put("alg", "HS256").put("typ", "queue+jwt"));
    assertThat(part(token, 1))
        .isEqualTo(claims(place, (NOW_MS - 5_000) / 1_000, (NOW_MS + 60_000) / 1_000 + 86_400));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    int end = token.lastIndexOf('.');
    assertThat(Base64.getUrlDecoder().decode(token.substring(end + 1)))
        .isEqualTo(mac.doFinal(token.substring(0, end).getBytes(StandardCharsets.US_ASCII)));
    assertThat(signer.sign(place, signer.endSeconds(NOW_MS + 60_000))).isEqualTo(token);
    assertThat(signer.endSeconds(NOW_MS + 60_000)).isEqualTo(part(token, 1).getLong("exp"));
  }

  @Test
  void anAdmittedPlacesTokenSaysSinceWhenAndUntilWhen() {
    PlaceKey place = new PlaceKey(7, 8, 3, 9, NOW_MS - 5_000, NOW_MS - 2_000, NOW_MS + 600_000);
    for (long closedMs : List.of(NOW_MS - 60_000, NOW_MS)) {
      assertThat(part(signer.sign(place, signer.endSeconds(closedMs)), 1))
          .isEqualTo(
              claims(place, (NOW_MS - 2_000) / 1_000, NOW_MS / 1_000 + 86_400)
                  .put("aat", NOW_MS - 2_000)
                  .put("aend", NOW_MS + 600_000));
    }
  }
}
