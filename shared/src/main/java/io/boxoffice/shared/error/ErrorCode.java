package io.boxoffice.shared.error;

import java.util.Locale;

/**
 * Every refusal that a client can see, with its HTTP status.
 *
 * <p>The names are part of the contract: they never change and never get another meaning. What is
 * not listed here is a defect and reaches a client as {@link #INTERNAL_ERROR}.
 */
public enum ErrorCode {
  VALIDATION_FAILED(400, "The request is not valid"),
  IDEMPOTENCY_KEY_REQUIRED(400, "An Idempotency-Key header is required"),
  CURSOR_INVALID(400, "The cursor is not one of this list's"),

  ACCESS_TOKEN_INVALID(401, "The access token is missing or not valid"),
  BAD_CREDENTIALS(401, "The name or the password is wrong"),
  QUEUE_TOKEN_INVALID(401, "The queue token is missing or not valid"),
  QUEUE_TOKEN_EXPIRED(401, "The place in the queue has ended"),

  INSUFFICIENT_BALANCE(402, "The wallet's balance is too low"),
  CHARGE_DECLINED(402, "The payment gateway declined the charge"),

  FORBIDDEN(403, "This needs the admin role"),

  NOT_FOUND(404, "There is nothing at this path"),
  CONCERT_NOT_FOUND(404, "There is no such concert"),
  PERFORMANCE_NOT_FOUND(404, "There is no such performance"),
  SEAT_NOT_FOUND(404, "There is no such seat in this performance"),
  RESERVATION_NOT_FOUND(404, "There is no such reservation"),
  CHARGE_NOT_FOUND(404, "There is no such charge"),
  USER_NOT_FOUND(404, "There is no such user"),
  PLACE_NOT_FOUND(404, "This user has no living place in this queue"),

  METHOD_NOT_ALLOWED(405, "This path does not take this method"),
  NOT_ACCEPTABLE(406, "None of the accepted media types can be served"),

  NAME_TAKEN(409, "This name is taken"),
  IDEMPOTENCY_IN_PROGRESS(409, "A request with this Idempotency-Key is still running"),
  SALES_NOT_OPEN(409, "Sales are not open yet"),
  SALES_CLOSED(409, "Sales are closed"),
  SALES_PAUSED(409, "Sales are paused"),
  SOLD_OUT(409, "Every seat is sold"),
  BOOKING_CLOSED(409, "Booking is closed"),
  SEAT_TAKEN(409, "A seat is taken"),
  SEAT_LIMIT_REACHED(409, "The limit of seats for one user is reached"),
  ALREADY_PAID(409, "The reservation is already paid"),
  BALANCE_LIMIT(409, "The wallet's balance would pass its limit"),
  CURRENCY_MISMATCH(409, "The wallet has another currency"),
  STATE_CONFLICT(409, "The present state does not allow this change"),

  HOLD_EXPIRED(410, "The hold has ended"),
  PAYLOAD_TOO_LARGE(413, "The request body is too large"),
  URI_TOO_LONG(414, "The request line is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The request body must be application/json"),
  IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used with another request"),

  NOT_ADMITTED(429, "It is not your turn yet"),
  QUEUE_FULL(429, "The waiting queue is full"),
  RATE_LIMITED(429, "Too many requests"),

  HEADERS_TOO_LARGE(431, "The request headers are too large"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  SERVICE_UNAVAILABLE(503, "The service is not available just now"),
  OUTCOME_UNKNOWN(504, "The outcome is not known; repeat with the same key");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status that carries this code. */
  public int status() {
    return status;
  }

  /** The English title, one line without a full stop. */
  public String title() {
    return title;
  }

  /** Whether the same request may succeed later without a change by the client. */
  public boolean retryable() {
    return switch (this) {
      case IDEMPOTENCY_IN_PROGRESS,
          SALES_NOT_OPEN,
          SALES_PAUSED,
          NOT_ADMITTED,
          QUEUE_FULL,
          RATE_LIMITED,
          SERVICE_UNAVAILABLE,
          OUTCOME_UNKNOWN ->
          true;
      default -> false;
    };
  }

  /** The last part of the problem's {@code type}: the code in kebab case. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
