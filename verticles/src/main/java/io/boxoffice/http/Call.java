package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Violation;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * A request that has passed every check of the contract; a bad import alone comes with its faults.
 *
 * @param path the concrete path
 * @param caller null where the operation takes anybody
 * @param place what the Queue-Token names; null where the operation wants none
 * @param parameters checked values by name: String, Long or Boolean
 * @param body empty where the operation takes none
 * @param bodyHash SHA-256 of the canonical form of a large body that came with a key, hexadecimal,
 *     made off the event loop; else null
 * @param violations what is wrong with an import, whose service finds the rest; else empty
 */
record Call(
    Operation operation,
    String path,
    Caller caller,
    PlaceKey place,
    Map<String, Object> parameters,
    JsonObject body,
    String bodyHash,
    List<Violation> violations) {
  static final String KEY_HEADER = "Idempotency-Key";

  Call {
    parameters = Map.copyOf(parameters);
    violations = List.copyOf(violations);
  }

  long userId() {
    return caller.userId();
  }

  /** A path or query parameter that is an id. */
  long id(String name) {
    return idOf(text(name));
  }

  /** The same, or null where it was not sent. */
  Long optionalId(String name) {
    return text(name) == null ? null : Long.valueOf(id(name));
  }

  /** A text parameter, or null. */
  String text(String name) {
    return (String) parameters.get(name);
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(parameters.get(name));
  }

  /** The page's size, 1 to 200. */
  int limit() {
    return ((Long) parameters.getOrDefault("limit", 50L)).intValue();
  }

  /** The client's key, or null where it sent none and need not. */
  IdempotencyKey key() {
    String key = text(KEY_HEADER);
    return key == null
        ? null
        : new IdempotencyKey(userId(), operation.method().name(), path, key, hashOfBody());
  }

  /** Small bodies are hashed only where it matters: who is refused at the door need not wait. */
  private String hashOfBody() {
    return bodyHash == null ? CanonicalJson.hash(body) : bodyHash;
  }

  /** An id of the body, already checked to have an id's form. */
  static long idOf(String text) {
    return Tsids.parse(text)
        .orElseThrow(
            () -> new Refusal(ErrorCode.VALIDATION_FAILED, RequestPhrase.BAD_ID.sentence()));
  }
}
