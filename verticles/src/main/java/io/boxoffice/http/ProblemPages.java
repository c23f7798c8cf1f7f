package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Language;

/** The page behind a problem's type: what it means and what to do. */
final class ProblemPages {
  private ProblemPages() {}

  static String of(ErrorCode code) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>%1$s</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/assets/app.css">
        </head>
        <body>
          <main class="page">
            <h1>%2$s</h1>
            <p><strong>%1$s</strong>, HTTP status %3$d</p>
            <p>%4$s</p>
            <p><a href="/docs">The contract</a></p>
          </main>
        </body>
        </html>
        """
        .formatted(code.name(), code.title(Language.ENGLISH), code.status(), advice(code));
  }

  private static String advice(ErrorCode code) {
    return switch (code) {
      case VALIDATION_FAILED ->
          "Each entry of errors points at a field or a parameter and says what is wrong with it."
              + " Correct them all and send the request again.";
      case IDEMPOTENCY_KEY_REQUIRED ->
          "Send an Idempotency-Key header: any text of your own, the same one when you repeat the"
              + " same request.";
      case CURSOR_INVALID -> "Begin the list again without a cursor.";
      case ACCESS_TOKEN_INVALID -> "Log in again and send the new access token.";
      case BAD_CREDENTIALS -> "Check the name and the password.";
      case QUEUE_TOKEN_INVALID -> "Send the token of your own place in this concert's queue.";
      case QUEUE_TOKEN_EXPIRED -> "Join the queue again; you get a new place at its end.";
      case INSUFFICIENT_BALANCE -> "Charge the wallet, then pay again. Nothing was changed.";
      case CHARGE_DECLINED -> "Nothing was charged. Use another amount or ask your bank.";
      case FORBIDDEN -> "Ask an operator.";
      case IDEMPOTENCY_IN_PROGRESS -> "Wait a moment and repeat the request with the same key.";
      case IDEMPOTENCY_KEY_REUSED -> "Use a new key for a new request.";
      case SALES_NOT_OPEN -> "Come back when the sale opens.";
      case SALES_CLOSED, BOOKING_CLOSED, SOLD_OUT -> "There is nothing left to book here.";
      case SALES_PAUSED -> "Keep your place; the sale goes on later. A live hold stays payable.";
      case SEAT_TAKEN -> "Choose other seats than those in conflictingSeats.";
      case SEAT_LIMIT_REACHED -> "Choose fewer seats, or release a hold first.";
      case HOLD_EXPIRED -> "Hold the seats again, if they are still free. Nothing was debited.";
      case NOT_ADMITTED -> "Keep your place and ask again after Retry-After seconds.";
      case PAYLOAD_TOO_LARGE, URI_TOO_LONG, HEADERS_TOO_LARGE -> "Send less.";
      case UNSUPPORTED_MEDIA_TYPE -> "Send JSON with the header Content-Type: application/json.";
      case METHOD_NOT_ALLOWED -> "The Allow header lists what this path takes.";
      case INTERNAL_ERROR -> "Tell us the traceId. Repeating the request with its key is safe.";
      case OUTCOME_UNKNOWN -> "The request may have taken effect. Repeat it with the same key.";
      default ->
          code.retryable()
              ? "Repeat the request after Retry-After seconds."
              : "Repeating the same request will not help while this stays so.";
    };
  }
}
