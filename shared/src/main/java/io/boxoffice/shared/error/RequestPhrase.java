package io.boxoffice.shared.error;

/** What is wrong with a request before any service has seen it. */
public enum RequestPhrase implements Phrase {
  ONE_ERROR("The request has 1 error.", "요청에 오류가 1건 있습니다."),
  ERRORS("The request has {0} errors.", "요청에 오류가 {0}건 있습니다."),
  ERRORS_AT_LEAST("The request has at least {0} errors.", "요청에 오류가 {0}건 이상 있습니다."),

  NOT_HTTP("The request is no valid HTTP.", "올바른 HTTP 요청이 아닙니다."),
  NO_HOST("The Host header is missing or not valid.", "Host 헤더가 없거나 올바르지 않습니다."),
  LONG_LINE("The request line may have 8 KiB.", "요청 줄은 최대 8KiB까지 보낼 수 있습니다."),
  LARGE_HEADERS("The headers may have 16 KiB.", "요청 헤더는 최대 16KiB까지 보낼 수 있습니다."),
  TAKEN_METHODS("This path takes {0}.", "이 경로에서 지원하는 메서드: {0}."),
  SERVES_JSON("This serves application/json.", "이 경로는 application/json 형식으로만 응답합니다."),
  SERVES_EVENTS("This serves text/event-stream.", "이 경로는 text/event-stream 형식으로만 응답합니다."),

  PARAMETER_MISSING("The parameter is missing.", "필수 파라미터가 누락되었습니다."),
  PARAMETER_REPEATED("The parameter was sent twice.", "같은 파라미터가 두 번 이상 전송되었습니다."),
  PARAMETER_UNKNOWN("The parameter is not known.", "알 수 없는 파라미터입니다."),
  BAD_ID("An id is not valid.", "올바르지 않은 ID가 있습니다."),
  FOREIGN_CURSOR(
      "Use the nextCursor of this list's last answer.", "이 목록의 마지막 응답에 있는 nextCursor 값을 사용해 주세요."),
  SEAT_REPEATED("The seat is named twice.", "같은 좌석이 두 번 지정되었습니다."),

  BODY_UNWANTED("This call takes no body.", "이 요청에는 본문을 보낼 수 없습니다."),
  BODY_MISSING("A JSON body is required.", "JSON 본문이 필요합니다."),
  BODY_BROKE_OFF("The body broke off.", "본문이 전송 도중에 끊겼습니다."),
  BODY_LATE("The body did not arrive in time.", "본문이 제시간에 도착하지 않았습니다."),
  BODY_TOO_LARGE("The body may have at most {0} bytes.", "본문은 최대 {0}바이트까지 보낼 수 있습니다."),
  BODY_NOT_UTF8("The body is not UTF-8.", "본문이 UTF-8로 인코딩되어 있지 않습니다."),
  BODY_NOT_JSON("The body is not JSON.", "본문이 JSON 형식이 아닙니다."),
  BODY_NOT_JSON_AT(
      "The body is not JSON at line {0}, column {1}.", "본문이 JSON 형식이 아닙니다(위치: {0}행 {1}열)."),
  BODY_TOO_DEEP("The body is nested deeper than {0} levels.", "본문의 중첩이 너무 깊습니다(최대 {0}단계)."),
  BODY_GOES_ON("Something follows the JSON document.", "JSON 문서 뒤에 다른 내용이 있습니다."),
  BODY_LONG_TOKEN(
      "A name, a text or a number in the body is too long.", "본문에 너무 긴 이름, 문자열 또는 숫자가 있습니다."),

  FIELD_REPEATED("The field appears twice.", "같은 필드가 두 번 나옵니다."),
  FIELD_MISSING("The field is missing.", "필수 필드가 누락되었습니다."),
  FIELD_UNKNOWN("The field is not known.", "알 수 없는 필드입니다."),
  NUL_CHARACTER("The character U+0000 is not allowed.", "U+0000 문자는 사용할 수 없습니다."),
  UNPAIRED_SURROGATE("The text has an unpaired surrogate.", "짝이 맞지 않는 서로게이트 문자가 있습니다."),
  NUMBER_TOO_LARGE("The number is too large.", "숫자가 너무 큽니다."),

  TEXT_WANTED("It must be a text.", "문자열이어야 합니다."),
  WHOLE_WANTED("It must be a whole number.", "정수여야 합니다."),
  NUMBER_WANTED("It must be a number.", "숫자여야 합니다."),
  BOOLEAN_WANTED("It must be true or false.", "true 또는 false여야 합니다."),
  OBJECT_WANTED("It must be an object.", "객체여야 합니다."),
  LIST_WANTED("It must be a list.", "배열이어야 합니다."),
  NULL_WANTED("It must be null.", "null이어야 합니다."),
  ONE_OF("It must be one of {0}.", "다음 중 하나여야 합니다: {0}."),

  EMPTY("It must not be empty.", "비워 둘 수 없습니다."),
  LENGTH("It must have {0} to {1} characters.", "{0}자 이상 {1}자 이하여야 합니다."),
  MIN_LENGTH("It must have at least {0} characters.", "{0}자 이상이어야 합니다."),
  MAX_LENGTH("It must have at most {0} characters.", "{0}자 이하여야 합니다."),
  MINIMUM("It must be at least {0}.", "{0} 이상이어야 합니다."),
  MAXIMUM("It must be at most {0}.", "{0} 이하여야 합니다."),
  RANGE("It must be {0} to {1}.", "{0} 이상 {1} 이하여야 합니다."),
  MIN_ENTRIES("It must have at least {0} entries.", "항목이 {0}개 이상이어야 합니다."),
  MAX_ENTRIES("It must have at most {0} entries.", "항목은 {0}개 이하여야 합니다."),
  MIN_FIELDS("It must have at least {0} fields.", "필드가 {0}개 이상이어야 합니다."),
  MAX_FIELDS("It must have at most {0} fields.", "필드는 {0}개 이하여야 합니다."),

  NO_SUCH_TIME("It is not a time of the calendar.", "존재하지 않는 날짜 또는 시각입니다."),
  ID_WANTED(
      "It must be an id, 13 characters of Crockford base 32.",
      "ID는 Crockford base 32 문자 13자리여야 합니다."),
  TIME_WANTED(
      "It must be a time in ISO 8601 with an offset, such as 2026-11-21T19:00:00+09:00.",
      "오프셋이 있는 ISO 8601 시각이어야 합니다(예: 2026-11-21T19:00:00+09:00)."),
  ONE_LINE_WANTED("It must not contain control characters.", "제어 문자는 사용할 수 없습니다."),
  KEY_FORM("It must consist of visible ASCII characters.", "공백이 없는, 화면에 보이는 ASCII 문자만 사용할 수 있습니다."),
  NAME_FORM(
      "It must be in capitals and underscores, such as CHANGE_CONCERT.",
      "대문자와 밑줄(_)로 된 이름이어야 합니다(예: CHANGE_CONCERT)."),
  CURRENCY_FORM("It must be an ISO 4217 code, such as KRW.", "ISO 4217 통화 코드여야 합니다(예: KRW)."),
  TIME_ZONE_FORM(
      "It must be an IANA time zone, such as Asia/Seoul.", "IANA 시간대 이름이어야 합니다(예: Asia/Seoul)."),
  OTHER_FORM("It must have the form {0}.", "형식이 올바르지 않습니다(필요한 형식: {0}).");

  private final String english;
  private final String korean;

  RequestPhrase(String english, String korean) {
    this.english = english;
    this.korean = korean;
  }

  @Override
  public Wording wording() {
    return new Wording(english, korean);
  }
}
