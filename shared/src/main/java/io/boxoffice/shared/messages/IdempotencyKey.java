package io.boxoffice.shared.messages;

import java.util.Objects;

/**
 * One client's name for one request, so that repeating it has at most one effect.
 *
 * @param userId whose key it is
 * @param method the HTTP method
 * @param path the concrete path, ids included
 * @param key 1 to 255 visible ASCII characters
 * @param bodyHash SHA-256 of the request's body, hexadecimal
 */
public record IdempotencyKey(long userId, String method, String path, String key, String bodyHash) {
  public IdempotencyKey {
    Objects.requireNonNull(method);
    Objects.requireNonNull(path);
    Objects.requireNonNull(key);
    Objects.requireNonNull(bodyHash);
    if (key.isEmpty() || key.length() > 255) {
      throw new IllegalArgumentException("an idempotency key has 1 to 255 characters");
    }
  }
}
