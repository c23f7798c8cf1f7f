package io.boxoffice.account;

import io.boxoffice.store.KeyStore.Kind;
import io.boxoffice.store.KeyStore.SigningKey;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Makes the keys of a new system, as private JWKs (RFC 7517, RFC 7518 section 6). Blocking: an RSA
 * key takes from a tenth of a second to some seconds; call it on a worker.
 */
final class KeyMaker {
  private static final int RSA_BITS = 2048;
  private static final int SECRET_BYTES = 32;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private KeyMaker() {}

  /** One key of each kind. */
  static List<SigningKey> make() {
    return List.of(accessKey(), queueKey());
  }

  private static SigningKey accessKey() {
    RSAPrivateCrtKey key = rsaKey();
    String n = unsigned(key.getModulus());
    String e = unsigned(key.getPublicExponent());
    String kid = thumbprint(n, e);
    JsonObject jwk =
        new JsonObject()
            .put("kty", "RSA")
            .put("use", "sig")
            .put("alg", "RS256")
            .put("kid", kid)
            .put("n", n)
            .put("e", e)
            .put("d", unsigned(key.getPrivateExponent()))
            .put("p", unsigned(key.getPrimeP()))
            .put("q", unsigned(key.getPrimeQ()))
            .put("dp", unsigned(key.getPrimeExponentP()))
            .put("dq", unsigned(key.getPrimeExponentQ()))
            .put("qi", unsigned(key.getCrtCoefficient()));
    return new SigningKey(kid, Kind.ACCESS_RS256, jwk);
  }

  private static SigningKey queueKey() {
    byte[] secret = new byte[SECRET_BYTES];
    byte[] name = new byte[16];
    SecureRandom random = new SecureRandom();
    random.nextBytes(secret);
    random.nextBytes(name);
    String kid = BASE64URL.encodeToString(name);
    JsonObject jwk =
        new JsonObject()
            .put("kty", "oct")
            .put("use", "sig")
            .put("alg", "HS256")
            .put("kid", kid)
            .put("k", BASE64URL.encodeToString(secret));
    return new SigningKey(kid, Kind.QUEUE_HS256, jwk);
  }

  private static RSAPrivateCrtKey rsaKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 17 makes RSA keys", e);
    }
  }

  /** The name that a key gives itself (RFC 7638). */
  private static String thumbprint(String n, String e) {
    String canonical = "{\"e\":\"" + e + "\",\"kty\":\"RSA\",\"n\":\"" + n + "\"}";
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return BASE64URL.encodeToString(hash);
    } catch (GeneralSecurityException ex) {
      throw new IllegalStateException("every Java 17 has SHA-256", ex);
    }
  }

  /** Base64url of the magnitude, without the zero byte that Java puts before a high bit. */
  private static String unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] magnitude =
        bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return BASE64URL.encodeToString(magnitude);
  }
}
