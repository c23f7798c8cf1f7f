package io.boxoffice.http;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AccountMessages.VerificationKeys;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens by hand, good ones and every kind of bad one. */
final class TestTokens {
  static final String ISSUER = "boxoffice";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  final KeyPair keyPair = newKeyPair();
  final byte[] queueSecret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private final long nowSeconds;

  TestTokens(long nowMs) {
    nowSeconds = nowMs / 1_000;
  }

  static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  VerificationKeys keys() {
    return new VerificationKeys(
        List.of(jwk(keyPair, "k1").encode()), ENCODER.encodeToString(queueSecret));
  }

  static JsonObject jwk(KeyPair pair, String kid) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return new JsonObject()
        .put("kty", "RSA")
        .put("kid", kid)
        .put("n", unsigned(key.getModulus()))
        .put("e", unsigned(key.getPublicExponent()));
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int start = bytes[0] == 0 ? 1 : 0;
    byte[] cut = java.util.Arrays.copyOfRange(bytes, start, bytes.length);
    return ENCODER.encodeToString(cut);
  }

  JsonObject accessHeader() {
    return new JsonObject().put("alg", "RS256").put("typ", "at+jwt").put("kid", "k1");
  }

  JsonObject accessClaims(long userId, String role) {
    return new JsonObject()
        .put("sub", Tsids.format(userId))
        .put("role", role)
        .put("iss", ISSUER)
        .put("aud", "boxoffice-api")
        .put("iat", nowSeconds)
        .put("exp", nowSeconds + 600);
  }

  JsonObject queueHeader() {
    return new JsonObject().put("alg", "HS256").put("typ", "queue+jwt");
  }

  JsonObject queueClaims(long userId, long concertId) {
    return new JsonObject()
        .put("sub", Tsids.format(userId))
        .put("cid", Tsids.format(concertId))
        .put("ep", 1)
        .put("seq", 7)
        .put("iss", ISSUER)
        .put("aud", "boxoffice-queue")
        .put("iat", nowSeconds)
        .put("exp", nowSeconds + 600);
  }

  String access(long userId, String role) {
    return rs256(accessHeader(), accessClaims(userId, role), keyPair);
  }

  String queue(long userId, long concertId) {
    return hs256(queueHeader(), queueClaims(userId, concertId), queueSecret);
  }

  static String rs256(JsonObject header, JsonObject claims, KeyPair pair) {
    try {
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(pair.getPrivate());
      String content = content(header, claims);
      signer.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + ENCODER.encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hs256(JsonObject header, JsonObject claims, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String content = content(header, claims);
      byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + ENCODER.encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String content(JsonObject header, JsonObject claims) {
    return part(header) + "." + part(claims);
  }

  private static String part(JsonObject json) {
    return ENCODER.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }
}
