package io.boxoffice.faults;

import io.vertx.core.json.JsonObject;

/**
 * A call and how it ended. What it did, it did between the two times, or later where the outcome is
 * not known.
 */
record Attempt(long id, Call call, Reply reply, long invokedUs, long answeredUs) {
  boolean is(Operation operation) {
    return call.operation() == operation;
  }

  boolean ok() {
    return reply.outcome() == Outcome.OK;
  }

  boolean ok(Operation operation) {
    return ok() && is(operation);
  }

  boolean refused(String code) {
    return reply.outcome() == Outcome.REFUSED && reply.code().equals(code);
  }

  /** Whether it may have had its effect: a 503 is no promise that nothing happened. */
  boolean mayHaveHappened() {
    return reply.outcome() != Outcome.REFUSED || reply.status() >= 500;
  }

  /** Whether the client repeats it with the same key. */
  boolean unsettled() {
    return reply.outcome() == Outcome.UNKNOWN
        || reply.status() >= 500
        || refused("IDEMPOTENCY_IN_PROGRESS");
  }

  String client() {
    return call.client();
  }

  PlaceId token() {
    return call.token();
  }

  /** The place that was answered; null where none was. */
  PlaceId place() {
    return ok() && (is(Operation.JOIN) || is(Operation.POLL)) ? PlaceId.in(reply.fields()) : null;
  }

  boolean shows(String state) {
    return place() != null && state.equals(field("state"));
  }

  String field(String name) {
    return reply.fields().getString(name);
  }

  long number(String name) {
    return reply.fields().getLong(name);
  }

  String reservation() {
    JsonObject from = is(Operation.HOLD) ? reply.fields() : call.arguments();
    return from.getString("reservationId");
  }

  @Override
  public String toString() {
    return "#%d %s %s at node %d, from %d to %d us -> %s %d %s %s"
        .formatted(
            id,
            call.operation(),
            call.arguments().encode(),
            call.node(),
            invokedUs,
            answeredUs,
            reply.outcome(),
            reply.status(),
            reply.code(),
            reply.fields().encode());
  }
}
