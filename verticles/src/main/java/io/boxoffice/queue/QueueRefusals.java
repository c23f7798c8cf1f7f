package io.boxoffice.queue;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.TokenPhrase;
import io.vertx.core.json.JsonObject;

/** What a head's refusal means to a client. */
final class QueueRefusals {
  private static final int FULL_RETRY_SECONDS = 5;

  private QueueRefusals() {}

  /** The refusal of an answer that is not OK. */
  static Refusal of(PlaceAnswer answer) {
    return switch (answer.verdict()) {
      case SALES_NOT_OPEN -> new Refusal(ErrorCode.SALES_NOT_OPEN);
      case SALES_CLOSED -> new Refusal(ErrorCode.SALES_CLOSED);
      case SOLD_OUT -> new Refusal(ErrorCode.SOLD_OUT);
      case QUEUE_FULL ->
          new Refusal(
              ErrorCode.QUEUE_FULL,
              ServicePhrase.ALL_WAIT.sentence(),
              new JsonObject().put("retryAfterSeconds", FULL_RETRY_SECONDS));
      case NOT_ADMITTED ->
          new Refusal(
              ErrorCode.NOT_ADMITTED,
              new JsonObject()
                  .put("position", answer.position())
                  .put("retryAfterSeconds", answer.refreshAfterSeconds()));
      case ENDED -> expired();
      case FOREIGN ->
          new Refusal(ErrorCode.QUEUE_TOKEN_INVALID, TokenPhrase.OTHER_USERS_PLACE.sentence());
      case OK, NEEDS_BLOCK -> throw new IllegalArgumentException("no refusal: " + answer.verdict());
    };
  }

  static Refusal expired() {
    return new Refusal(ErrorCode.QUEUE_TOKEN_EXPIRED);
  }
}
