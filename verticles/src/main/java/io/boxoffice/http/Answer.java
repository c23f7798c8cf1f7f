package io.boxoffice.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What an operation answers.
 *
 * @param body null for no content
 * @param headers beyond those that every answer has
 */
record Answer(int status, Buffer body, Map<String, String> headers) {
  private static final int TAG_BYTES = 12;

  /** Never used itself. */
  private static final MessageDigest SHA_256 = newSha256();

  private static final Map<String, String> NOT_STORED = Map.of("Cache-Control", "no-store");

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer ok(JsonObject body) {
    return of(200, body);
  }

  static Answer of(int status, JsonObject body) {
    return of(status, body.toBuffer());
  }

  /** With a body that is JSON already. */
  static Answer of(int status, Buffer json) {
    return new Answer(status, json, NOT_STORED);
  }

  static Answer noContent() {
    return new Answer(204, null, NOT_STORED);
  }

  Answer location(String path) {
    return header("Location", path);
  }

  /** Says that a stored answer is repeated. */
  Answer replayed(boolean replayed) {
    return replayed ? header("Idempotency-Replayed", "true") : this;
  }

  /**
   * With a tag, for its caller alone to keep and to ask about each time, unless the handler has
   * said something else.
   *
   * <p>The tag is of the whole body: a reservation's {@code expiresInSeconds} belongs to it, since
   * a 304 says that every number the client has is still right.
   */
  Answer tagged() {
    return status != 200 || headers.containsKey("ETag") ? this : cached("private, no-cache");
  }

  /** Cacheable under a tag that is made from the body. */
  Answer cached(String cacheControl) {
    return cached(cacheControl, digest(body));
  }

  /** Cacheable under a version; weak, since the body may go out compressed. */
  Answer cached(String cacheControl, String version) {
    return header("Cache-Control", cacheControl)
        .header("ETag", "W/\"" + version + "\"")
        .header("Vary", "Accept-Encoding");
  }

  Answer header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, more);
  }

  static String digest(Buffer bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes.getBytes()), 0, TAG_BYTES);
  }

  /** SHA-256 of a text's UTF-8 bytes, hexadecimal. */
  static String hash(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A copy, since looking for a provider takes as long as a small body's digest. */
  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own digests can be cloned", e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
