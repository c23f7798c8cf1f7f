package io.boxoffice.faults;

import io.vertx.core.json.JsonObject;

/**
 * What a client asks of one node.
 *
 * @param request shared by all tries and duplicates of one request
 * @param client the user's id
 * @param key the idempotency key; of a request that needs none, a name for the same purpose
 * @param arguments {@code epoch} and {@code sequence} of the queue token, {@code reservationId},
 *     {@code seatIds}, {@code amount}: those that the operation has
 */
record Call(
    long request, String client, int node, Operation operation, String key, JsonObject arguments) {
  /** The place whose token goes with the call; null where none does. */
  PlaceId token() {
    return PlaceId.in(arguments);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("request", request)
        .put("client", client)
        .put("node", node)
        .put("operation", operation.name())
        .put("key", key)
        .put("arguments", arguments);
  }
}
