package io.boxoffice.account;

import io.boxoffice.shared.messages.AccountMessages.VerificationKeys;
import io.boxoffice.store.KeyStore.Kind;
import io.boxoffice.store.KeyStore.SigningKey;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The keys of this system, ready for use: signs access tokens and tells what verifies them.
 *
 * <p>Tokens are put together here because vertx-auth-jwt writes {@code "typ":"JWT"} over any other
 * type, and the type is what keeps an access token ({@code at+jwt}, RFC 9068) from passing for a
 * token of another kind. Safe for any thread; signing takes about a millisecond, so do it on a
 * worker.
 */
final class KeyRing {
  static final String TYPE = "at+jwt";

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey accessKey;
  private final String encodedHeader;
  private final VerificationKeys verificationKeys;

  /**
   * @param keys every stored key; the newest one of a kind signs, all of them verify
   * @throws IllegalStateException where a kind has no key or a key does not parse: a node without
   *     keys would accept unsigned tokens, so it must not start
   */
  KeyRing(List<SigningKey> keys) {
    SigningKey signing = newest(keys, Kind.ACCESS_RS256);
    SigningKey queue = newest(keys, Kind.QUEUE_HS256);
    this.accessKey = privateKey(signing.privateJwk());
    this.encodedHeader =
        encode(new JsonObject().put("alg", "RS256").put("typ", TYPE).put("kid", signing.kid()));
    this.verificationKeys =
        new VerificationKeys(
            keys.stream()
                .filter(key -> key.kind() == Kind.ACCESS_RS256)
                .map(key -> publicJwk(key.privateJwk()).encode())
                .toList(),
            queue.privateJwk().getString("k"));
  }

  VerificationKeys verificationKeys() {
    return verificationKeys;
  }

  /** A signed token (RFC 7515, compact form) with these claims. */
  String sign(JsonObject claims) {
    String signed = encodedHeader + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(accessKey);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the access key cannot sign", e);
    }
  }

  private static SigningKey newest(List<SigningKey> keys, Kind kind) {
    return keys.stream()
        .filter(key -> key.kind() == kind)
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> new IllegalStateException("the database has no key " + kind));
  }

  private static JsonObject publicJwk(JsonObject privateJwk) {
    JsonObject jwk = new JsonObject();
    for (String member : List.of("kty", "use", "alg", "kid", "n", "e")) {
      jwk.put(member, privateJwk.getString(member));
    }
    return jwk;
  }

  private static PrivateKey privateKey(JsonObject jwk) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(
              new RSAPrivateCrtKeySpec(
                  number(jwk, "n"),
                  number(jwk, "e"),
                  number(jwk, "d"),
                  number(jwk, "p"),
                  number(jwk, "q"),
                  number(jwk, "dp"),
                  number(jwk, "dq"),
                  number(jwk, "qi")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored access key does not parse", e);
    }
  }

  private static BigInteger number(JsonObject jwk, String member) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString(member)));
  }

  private static String encode(JsonObject json) {
    return BASE64URL.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }
}
