package io.boxoffice.account;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Tries the keys before a node serves: vertx-auth-jwt only logs a key that it cannot read, and with
 * no key left it accepts unsigned tokens.
 */
final class KeySelfTest {
  private KeySelfTest() {}

  /** Fails where the ring's own token is refused, or an unsigned one is not. */
  static Future<Void> run(Vertx vertx, KeyRing ring) {
    JWTAuthOptions options =
        new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
    ring.verificationKeys().accessJwks().forEach(jwk -> options.addJwk(new JsonObject(jwk)));
    JWTAuth verifier = JWTAuth.create(vertx, options);
    JsonObject claims = new JsonObject().put("sub", "self-test");
    return verifier
        .authenticate(new TokenCredentials(ring.sign(claims)))
        .transform(
            own ->
                own.succeeded()
                    ? verifier
                        .authenticate(new TokenCredentials(unsigned(claims)))
                        .transform(
                            forged ->
                                forged.failed()
                                    ? Future.succeededFuture()
                                    : defect("the keys accept an unsigned token", null))
                    : defect("the keys refuse their own token", own.cause()));
  }

  private static Future<Void> defect(String what, Throwable cause) {
    return Future.failedFuture(new IllegalStateException(what, cause));
  }

  private static String unsigned(JsonObject claims) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String header = "{\"alg\":\"none\",\"typ\":\"JWT\"}";
    return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(claims.encode().getBytes(StandardCharsets.UTF_8))
        + ".";
  }
}
