package io.boxoffice.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Password hashes: PBKDF2-HMAC-SHA256 (RFC 8018) with a salt of 16 bytes, written as a PHC string
 * {@code $pbkdf2-sha256$i=<rounds>$<salt>$<hash>}.
 *
 * <p>Blocking and slow on purpose: call it on a worker. Passwords are brought to Unicode form NFC
 * first, so that the same keys typed on another system give the same hash. Safe for any thread.
 */
final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$pbkdf2-sha256\\$i=(\\d{1,8})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  private final SecureRandom random = new SecureRandom();
  private final int iterations;

  /** A hash that no password has: checking against it costs what a real check costs. */
  private final String nobody;

  Passwords(int iterations) {
    this.iterations = iterations;
    byte[] salt = randomBytes(SALT_BYTES);
    this.nobody = phc(iterations, salt, randomBytes(HASH_BITS / 8));
  }

  /** A new hash with a new salt. */
  String hash(String password) {
    byte[] salt = randomBytes(SALT_BYTES);
    return phc(iterations, salt, derive(password, salt, iterations));
  }

  /** Whether this password made the hash; compared in constant time. */
  boolean matches(String password, String hash) {
    Matcher parts = PHC.matcher(hash);
    if (!parts.matches()) {
      throw new IllegalStateException("a stored password hash is not a PHC string");
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(2));
    byte[] expected = Base64.getDecoder().decode(parts.group(3));
    byte[] actual = derive(password, salt, Integer.parseInt(parts.group(1)));
    return MessageDigest.isEqual(expected, actual);
  }

  /** What to check against for an unknown name, so that the time does not tell who exists. */
  String nobodysHash() {
    return nobody;
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    char[] normal = Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray();
    PBEKeySpec spec = new PBEKeySpec(normal, salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 17 has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static String phc(int iterations, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-sha256$i="
        + iterations
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }
}
