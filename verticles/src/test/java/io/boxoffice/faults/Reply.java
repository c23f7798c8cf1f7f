package io.boxoffice.faults;

import io.vertx.core.json.JsonObject;

/**
 * How a call ended.
 *
 * @param status 0 where no answer came
 * @param code of the problem document, or why no answer came; empty where all is well
 * @param typed whether a refusal came as a problem document with a code
 * @param retryAfter whether it said when to come back
 * @param fields those of the answer that invariants speak of; times in microseconds of the epoch
 */
record Reply(
    Outcome outcome,
    int status,
    String code,
    boolean typed,
    boolean retryAfter,
    JsonObject fields) {
  static Reply none(String why) {
    return new Reply(Outcome.UNKNOWN, 0, why, false, false, new JsonObject());
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("outcome", outcome.name())
        .put("status", status)
        .put("code", code)
        .put("typed", typed)
        .put("retryAfter", retryAfter)
        .put("fields", fields);
  }
}
