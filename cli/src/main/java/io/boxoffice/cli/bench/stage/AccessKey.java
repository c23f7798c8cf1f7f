package io.boxoffice.cli.bench.stage;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Random;

/**
 * An RSA key of 2,048 bits that signs cheaply: of {@value #PRIMES} primes (RFC 8017, 3.2), so that
 * the work is done modulo small numbers. Who verifies sees a modulus as any other, and works as
 * long. Small primes are no secret worth keeping: it serves a database that lives as long as a
 * benchmark.
 */
final class AccessKey {
  private static final int PRIMES = 16;
  private static final int PRIME_BITS = 128;
  private static final int MODULUS_BYTES = PRIMES * PRIME_BITS / 8;

  /**
   * The lowest bit and the five highest: sixteen numbers so near to 2^128 make one of 2,048 bits.
   */
  private static final BigInteger FIXED_BITS =
      BigInteger.valueOf(31).shiftLeft(PRIME_BITS - 5).setBit(0);

  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** DigestInfo of a SHA-256 hash (RFC 8017, 9.2, note 1). */
  private static final byte[] SHA256_INFO = {
    0x30,
    0x31,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x60,
    (byte) 0x86,
    0x48,
    0x01,
    0x65,
    0x03,
    0x04,
    0x02,
    0x01,
    0x05,
    0x00,
    0x04,
    0x20
  };

  private final String keyId;
  private final BigInteger modulus;
  private final BigInteger[] primes = new BigInteger[PRIMES];
  private final BigInteger[] exponents = new BigInteger[PRIMES];

  /** What a prime's remainder is multiplied with, so that the sum has all remainders. */
  private final BigInteger[] coefficients = new BigInteger[PRIMES];

  private AccessKey(String keyId, Random random) {
    this.keyId = keyId;
    BigInteger product;
    do {
      product = BigInteger.ONE;
      for (int i = 0; i < PRIMES; i++) {
        primes[i] = prime(random);
        product = product.multiply(primes[i]);
      }
    } while (product.bitLength() != MODULUS_BYTES * 8);
    modulus = product;
    for (int i = 0; i < PRIMES; i++) {
      exponents[i] = EXPONENT.modInverse(primes[i].subtract(BigInteger.ONE));
      BigInteger others = modulus.divide(primes[i]);
      coefficients[i] = others.multiply(others.modInverse(primes[i]));
    }
  }

  /** A new key; the same for the same seed. */
  static AccessKey make(long seed) {
    return new AccessKey("bench-" + Long.toHexString(seed), new Random(seed));
  }

  /** Such that the product is not short, and that e divides none less one. */
  private static BigInteger prime(Random random) {
    while (true) {
      BigInteger prime = new BigInteger(PRIME_BITS, random).or(FIXED_BITS);
      if (prime.isProbablePrime(50)
          && prime.subtract(BigInteger.ONE).gcd(EXPONENT).equals(BigInteger.ONE)) {
        return prime;
      }
    }
  }

  String keyId() {
    return keyId;
  }

  BigInteger modulus() {
    return modulus;
  }

  BigInteger publicExponent() {
    return EXPONENT;
  }

  /** The public part as a JSON Web Key (RFC 7517). */
  String publicJwk() {
    return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(
            keyId,
            BASE64URL.encodeToString(bytes(modulus)),
            BASE64URL.encodeToString(EXPONENT.toByteArray()));
  }

  /** An access token (RFC 9068) with these claims, in JSON; RS256. */
  String sign(String claims) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + keyId + "\"}";
    String signed = encode(header) + "." + encode(claims);
    byte[] signature = signature(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64URL.encodeToString(signature);
  }

  private static String encode(String text) {
    return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2). */
  byte[] signature(byte[] message) {
    byte[] block = new byte[MODULUS_BYTES];
    byte[] hash = sha256(message);
    int infoAt = MODULUS_BYTES - hash.length - SHA256_INFO.length;
    block[1] = 1;
    for (int i = 2; i < infoAt - 1; i++) {
      block[i] = (byte) 0xff;
    }
    System.arraycopy(SHA256_INFO, 0, block, infoAt, SHA256_INFO.length);
    System.arraycopy(hash, 0, block, infoAt + SHA256_INFO.length, hash.length);
    BigInteger value = new BigInteger(1, block);
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < PRIMES; i++) {
      BigInteger remainder = value.mod(primes[i]).modPow(exponents[i], primes[i]);
      sum = sum.add(remainder.multiply(coefficients[i]));
    }
    return bytes(sum.mod(modulus));
  }

  private static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As many bytes as the modulus has, whatever the number. */
  private static byte[] bytes(BigInteger number) {
    byte[] bytes = new byte[MODULUS_BYTES];
    byte[] magnitude = number.toByteArray();
    int length = Math.min(magnitude.length, MODULUS_BYTES);
    System.arraycopy(magnitude, magnitude.length - length, bytes, MODULUS_BYTES - length, length);
    return bytes;
  }
}
