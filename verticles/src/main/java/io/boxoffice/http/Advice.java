package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Wording;

/** What a client can do about a problem. */
enum Advice {
  CORRECT(
      "Each entry of errors points at a field or a parameter and says what is wrong with it."
          + " Correct them all and send the request again.",
      "errors의 각 항목에 문제가 있는 필드나 파라미터와 그 이유가 있습니다. 모두 고친 뒤 다시 요청해 주세요."),
  SEND_KEY(
      "Send an Idempotency-Key header: any text of your own, the same one when you repeat the"
          + " same request.",
      "Idempotency-Key 헤더를 보내 주세요. 값은 자유롭게 정하되, 같은 요청을 반복할 때는 같은 값을 사용해 주세요."),
  BEGIN_LIST("Begin the list again without a cursor.", "커서 없이 목록을 처음부터 다시 조회해 주세요."),
  LOG_IN("Log in again and send the new access token.", "다시 로그인한 뒤 새 액세스 토큰을 보내 주세요."),
  CHECK_CREDENTIALS("Check the name and the password.", "이름과 비밀번호를 확인해 주세요."),
  SEND_OWN_TOKEN(
      "Send the token of your own place in this concert's queue.",
      "이 콘서트의 대기열에서 본인이 받은 토큰을 보내 주세요."),
  JOIN_AGAIN(
      "Join the queue again; you get a new place at its end.", "대기열에 다시 참여해 주세요. 맨 뒤의 새 순서를 받습니다."),
  CHARGE_FIRST(
      "Charge the wallet, then pay again. Nothing was changed.",
      "잔액을 충전한 뒤 다시 결제해 주세요. 변경된 내용은 없습니다."),
  OTHER_AMOUNT(
      "Nothing was charged. Use another amount or ask your bank.",
      "충전되지 않았습니다. 다른 금액으로 시도하거나 은행에 문의해 주세요."),
  ASK_OPERATOR("Ask an operator.", "운영자에게 문의해 주세요."),
  WAIT_SAME_KEY(
      "Wait a moment and repeat the request with the same key.", "잠시 후 같은 키로 다시 요청해 주세요."),
  NEW_KEY("Use a new key for a new request.", "새 요청에는 새 키를 사용해 주세요."),
  COME_BACK("Come back when the sale opens.", "예매가 시작된 뒤에 다시 시도해 주세요."),
  NOTHING_LEFT("There is nothing left to book here.", "여기에서 예약할 수 있는 좌석이 없습니다."),
  KEEP_PLACE_PAUSED(
      "Keep your place; the sale goes on later. A live hold stays payable.",
      "대기 순서를 유지해 주세요. 예매는 나중에 계속되며, 만료되지 않은 예약은 결제할 수 있습니다."),
  OTHER_SEATS(
      "Choose other seats than those in conflictingSeats.", "conflictingSeats에 없는 다른 좌석을 선택해 주세요."),
  FEWER_SEATS("Choose fewer seats, or release a hold first.", "좌석 수를 줄이거나 기존 예약을 먼저 취소해 주세요."),
  HOLD_AGAIN(
      "Hold the seats again, if they are still free. Nothing was debited.",
      "좌석이 아직 비어 있다면 다시 예약해 주세요. 결제된 금액은 없습니다."),
  KEEP_PLACE(
      "Keep your place and ask again after Retry-After seconds.",
      "대기 순서를 유지하고 Retry-After에 표시된 시간(초)이 지난 뒤 다시 요청해 주세요."),
  SEND_LESS("Send less.", "더 적은 데이터를 보내 주세요."),
  SEND_JSON(
      "Send JSON with the header Content-Type: application/json.",
      "Content-Type: application/json 헤더와 함께 JSON을 보내 주세요."),
  SEE_ALLOW("The Allow header lists what this path takes.", "이 경로에서 지원하는 메서드는 Allow 헤더에 있습니다."),
  TELL_US(
      "Tell us the traceId. Repeating the request with its key is safe.",
      "traceId를 알려 주세요. 같은 키로 요청을 반복해도 안전합니다."),
  REPEAT_SAME_KEY(
      "The request may have taken effect. Repeat it with the same key.",
      "요청이 처리되었을 수 있습니다. 같은 키로 다시 요청해 주세요."),
  REPEAT_LATER(
      "Repeat the request after Retry-After seconds.", "Retry-After에 표시된 시간(초)이 지난 뒤 다시 요청해 주세요."),
  DO_NOT_REPEAT(
      "Repeating the same request will not help while this stays so.",
      "이 상태가 바뀌지 않는 한 같은 요청을 반복해도 결과는 같습니다.");

  private final String english;
  private final String korean;

  Advice(String english, String korean) {
    this.english = english;
    this.korean = korean;
  }

  Wording wording() {
    return new Wording(english, korean);
  }

  static Advice of(ErrorCode code) {
    return switch (code) {
      case VALIDATION_FAILED -> CORRECT;
      case IDEMPOTENCY_KEY_REQUIRED -> SEND_KEY;
      case CURSOR_INVALID -> BEGIN_LIST;
      case ACCESS_TOKEN_INVALID -> LOG_IN;
      case BAD_CREDENTIALS -> CHECK_CREDENTIALS;
      case QUEUE_TOKEN_INVALID -> SEND_OWN_TOKEN;
      case QUEUE_TOKEN_EXPIRED -> JOIN_AGAIN;
      case INSUFFICIENT_BALANCE -> CHARGE_FIRST;
      case CHARGE_DECLINED -> OTHER_AMOUNT;
      case FORBIDDEN -> ASK_OPERATOR;
      case IDEMPOTENCY_IN_PROGRESS -> WAIT_SAME_KEY;
      case IDEMPOTENCY_KEY_REUSED -> NEW_KEY;
      case SALES_NOT_OPEN -> COME_BACK;
      case SALES_CLOSED, BOOKING_CLOSED, SOLD_OUT -> NOTHING_LEFT;
      case SALES_PAUSED -> KEEP_PLACE_PAUSED;
      case SEAT_TAKEN -> OTHER_SEATS;
      case SEAT_LIMIT_REACHED -> FEWER_SEATS;
      case HOLD_EXPIRED -> HOLD_AGAIN;
      case NOT_ADMITTED -> KEEP_PLACE;
      case PAYLOAD_TOO_LARGE, URI_TOO_LONG, HEADERS_TOO_LARGE -> SEND_LESS;
      case UNSUPPORTED_MEDIA_TYPE -> SEND_JSON;
      case METHOD_NOT_ALLOWED -> SEE_ALLOW;
      case INTERNAL_ERROR -> TELL_US;
      case OUTCOME_UNKNOWN -> REPEAT_SAME_KEY;
      default -> code.retryable() ? REPEAT_LATER : DO_NOT_REPEAT;
    };
  }
}
