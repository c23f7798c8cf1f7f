package io.boxoffice.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.store.KeyStore.Kind;
import io.boxoffice.store.KeyStore.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final List<SigningKey> KEYS = KeyMaker.make();

  @AfterAll
  static void close() throws Exception {
    VERTX.close().await(20, SECONDS);
  }

  @Test
  void itsTokensVerifyAndUnsignedOnesDoNot() throws Exception {
    KeySelfTest.run(VERTX, new KeyRing(KEYS)).await(20, SECONDS);
  }

  @Test
  void theHeaderSaysWhatKindOfTokenItIs() {
    String token = new KeyRing(KEYS).sign(new JsonObject().put("sub", "x"));

    JsonObject header =
        new JsonObject(
            new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
                StandardCharsets.UTF_8));

    assertThat(header.getMap())
        .containsEntry("typ", "at+jwt")
        .containsEntry("alg", "RS256")
        .containsEntry("kid", KEYS.get(0).kid())
        .hasSize(3);
  }

  @Test
  void noPrivatePartIsPublished() {
    List<String> jwks = new KeyRing(KEYS).verificationKeys().accessJwks();

    assertThat(jwks).hasSize(1);
    assertThat(new JsonObject(jwks.get(0)).fieldNames())
        .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
  }

  @Test
  void theSelfTestSeesAKeyThatIsNotItsOwn() {
    JsonObject mixed = KEYS.get(0).privateJwk().copy();
    mixed.put("n", KeyMaker.make().get(0).privateJwk().getString("n"));
    List<SigningKey> keys = List.of(new SigningKey("mixed", Kind.ACCESS_RS256, mixed), KEYS.get(1));

    assertThatThrownBy(() -> KeySelfTest.run(VERTX, new KeyRing(keys)).await(20, SECONDS))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aNodeWithoutKeysDoesNotStart() {
    assertThatThrownBy(() -> new KeyRing(List.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new KeyRing(KEYS.subList(0, 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new KeyRing(KEYS.subList(1, 2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKeyDoesNotPrintItsSecret() {
    assertThat(KEYS.get(1).toString()).doesNotContain(KEYS.get(1).privateJwk().getString("k"));
  }
}
