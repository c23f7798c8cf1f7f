package io.boxoffice.faults;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A place as its token names it: of one user, in one queue. */
record PlaceId(long epoch, long sequence) {
  /** Reads the claims of a queue token without a look at its signature. */
  static PlaceId ofToken(String token) {
    JsonObject claims = claims(token);
    return new PlaceId(claims.getLong("ep"), claims.getLong("seq"));
  }

  /** The place in a call's arguments or an answer's fields; null where there is none. */
  static PlaceId in(JsonObject fields) {
    return fields.containsKey("sequence")
        ? new PlaceId(fields.getLong("epoch"), fields.getLong("sequence"))
        : null;
  }

  void writeTo(JsonObject fields) {
    fields.put("epoch", epoch).put("sequence", sequence);
  }

  static JsonObject claims(String token) {
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return new JsonObject(new String(payload, StandardCharsets.UTF_8));
  }
}
