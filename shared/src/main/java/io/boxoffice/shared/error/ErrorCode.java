package io.boxoffice.shared.error;

import java.util.Locale;

/**
 * Every refusal that a client can see, with its HTTP status.
 *
 * <p>The names are part of the contract: they never change and never get another meaning. What is
 * not listed here is a defect and reaches a client as {@link #INTERNAL_ERROR}.
 */
public enum ErrorCode {
  VALIDATION_FAILED(400, "The request is not valid", "요청이 올바르지 않습니다"),
  IDEMPOTENCY_KEY_REQUIRED(
      400, "An Idempotency-Key header is required", "Idempotency-Key 헤더가 필요합니다"),
  CURSOR_INVALID(400, "The cursor is not one of this list's", "이 목록의 커서가 아닙니다"),

  ACCESS_TOKEN_INVALID(401, "The access token is missing or not valid", "액세스 토큰이 없거나 유효하지 않습니다"),
  BAD_CREDENTIALS(401, "The name or the password is wrong", "이름 또는 비밀번호가 틀렸습니다"),
  QUEUE_TOKEN_INVALID(401, "The queue token is missing or not valid", "대기열 토큰이 없거나 유효하지 않습니다"),
  QUEUE_TOKEN_EXPIRED(401, "The place in the queue has ended", "만료된 대기열 토큰입니다"),

  INSUFFICIENT_BALANCE(402, "The wallet's balance is too low", "잔액이 부족합니다"),
  CHARGE_DECLINED(402, "The payment gateway declined the charge", "결제 대행사가 충전을 거절했습니다"),

  FORBIDDEN(403, "This needs the admin role", "관리자 권한이 필요합니다"),

  NOT_FOUND(404, "There is nothing at this path", "존재하지 않는 경로입니다"),
  CONCERT_NOT_FOUND(404, "There is no such concert", "존재하지 않는 콘서트입니다"),
  PERFORMANCE_NOT_FOUND(404, "There is no such performance", "존재하지 않는 공연입니다"),
  SEAT_NOT_FOUND(404, "There is no such seat in this performance", "찾을 수 없는 좌석 번호입니다"),
  RESERVATION_NOT_FOUND(404, "There is no such reservation", "존재하지 않는 예약입니다"),
  CHARGE_NOT_FOUND(404, "There is no such charge", "존재하지 않는 충전입니다"),
  USER_NOT_FOUND(404, "There is no such user", "찾을 수 없는 사용자입니다"),
  PLACE_NOT_FOUND(404, "This user has no living place in this queue", "이 사용자는 이 대기열에 있지 않습니다"),

  METHOD_NOT_ALLOWED(405, "This path does not take this method", "이 경로에서 지원하지 않는 메서드입니다"),
  NOT_ACCEPTABLE(406, "None of the accepted media types can be served", "요청한 미디어 타입으로 응답할 수 없습니다"),

  NAME_TAKEN(409, "This name is taken", "이미 사용 중인 이름입니다"),
  IDEMPOTENCY_IN_PROGRESS(
      409,
      "A request with this Idempotency-Key is still running",
      "같은 Idempotency-Key의 요청이 아직 처리 중입니다"),
  SALES_NOT_OPEN(409, "Sales are not open yet", "아직 예매가 시작되지 않았습니다"),
  SALES_CLOSED(409, "Sales are closed", "예매가 종료되었습니다"),
  SALES_PAUSED(409, "Sales are paused", "예매가 일시 중지되었습니다"),
  SOLD_OUT(409, "Every seat is sold", "모든 좌석이 매진되었습니다"),
  BOOKING_CLOSED(409, "Booking is closed", "예매 가능 시간이 종료되었습니다"),
  SEAT_TAKEN(409, "A seat is taken", "이미 선점된 좌석입니다"),
  SEAT_LIMIT_REACHED(409, "The limit of seats for one user is reached", "1인당 예약 가능한 좌석 수를 초과했습니다"),
  ALREADY_PAID(409, "The reservation is already paid", "이미 결제된 예약입니다"),
  BALANCE_LIMIT(409, "The wallet's balance would pass its limit", "충전 후 잔액이 한도를 초과합니다"),
  CURRENCY_MISMATCH(409, "The wallet has another currency", "지갑의 통화가 다릅니다"),
  STATE_CONFLICT(409, "The present state does not allow this change", "현재 상태에서는 변경할 수 없습니다"),

  HOLD_EXPIRED(410, "The hold has ended", "예약 가능 시간이 만료되었습니다"),
  PAYLOAD_TOO_LARGE(413, "The request body is too large", "요청 본문이 너무 큽니다"),
  URI_TOO_LONG(414, "The request line is too long", "요청 줄이 너무 깁니다"),
  UNSUPPORTED_MEDIA_TYPE(
      415, "The request body must be application/json", "요청 본문은 application/json이어야 합니다"),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "This Idempotency-Key was used with another request",
      "이 Idempotency-Key는 다른 요청에 이미 사용되었습니다"),

  NOT_ADMITTED(429, "It is not your turn yet", "아직 입장 순서가 아닙니다"),
  QUEUE_FULL(429, "The waiting queue is full", "대기열이 가득 찼습니다"),
  RATE_LIMITED(429, "Too many requests", "요청이 너무 많습니다"),

  HEADERS_TOO_LARGE(431, "The request headers are too large", "요청 헤더가 너무 큽니다"),
  INTERNAL_ERROR(500, "Something went wrong on our side", "서버에 문제가 발생했습니다"),
  SERVICE_UNAVAILABLE(503, "The service is not available just now", "지금은 서비스를 이용할 수 없습니다"),
  OUTCOME_UNKNOWN(
      504,
      "The outcome is not known; repeat with the same key",
      "처리 결과를 알 수 없습니다. 같은 키로 다시 요청해 주세요");

  private final int status;
  private final String title;
  private final String koreanTitle;

  ErrorCode(int status, String title, String koreanTitle) {
    this.status = status;
    this.title = title;
    this.koreanTitle = koreanTitle;
  }

  /** The HTTP status that carries this code. */
  public int status() {
    return status;
  }

  /** The title, one line without a full stop. */
  public String title(Language language) {
    return language == Language.KOREAN ? koreanTitle : title;
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
