package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Language;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.http.HttpMethod;

/**
 * The calls of the exercise's own API, each with its own words for a request that makes no sense.
 *
 * <p>Paths and texts are those of the requirements, document 002; {@link #PAY} has no path there.
 */
enum ClassicCall {
  PEEK("POST", "/api/token/peek", Texts.PARAMETERS),
  TOKEN("POST", "/api/token", "잘못된 사용자 ID"),
  DATES("GET", "/api/concert/date", Texts.PARAMETERS),
  SEATS("GET", "/api/concert/seat", "잘못된 형식의 날짜입니다."),
  RESERVE("POST", "/api/reservations", Texts.PARAMETERS),
  RECHARGE("POST", "/api/payment/recharge", "잘못된 요청 파라미터 입니다."),
  PAY("POST", "/api/payment", Texts.PARAMETERS),
  BALANCE("GET", "/api/balance", Texts.PARAMETERS);

  private static final class Texts {
    static final String PARAMETERS = "잘못된 형식의 요청 파라미터입니다.";
    static final String TOKEN = "잘못되었거나 이미 만료된 토큰입니다.";
  }

  /** What a refusal becomes: {@code {"error": text}} with this status. */
  record Told(int status, String text) {}

  private final String method;
  private final String path;
  private final String badRequest;

  ClassicCall(String method, String path, String badRequest) {
    this.method = method;
    this.path = path;
    this.badRequest = badRequest;
  }

  HttpMethod method() {
    return HttpMethod.valueOf(method);
  }

  String path() {
    return path;
  }

  boolean hasBody() {
    return method.equals("POST");
  }

  /** Whether the call believes who its {@code userId} is, and not a queue token. */
  boolean namesUser() {
    return this == TOKEN || this == RECHARGE || this == BALANCE;
  }

  /** Whether it may change more than a sign of life. */
  boolean changes() {
    return hasBody() && this != PEEK;
  }

  /** The document's own answer where it has one, else the status of v1 with its Korean detail. */
  Told told(Refusal refusal) {
    ErrorCode code = refusal.code();
    if (code.status() == 400) {
      return new Told(400, badRequest);
    }
    if (code.status() == 401) {
      return new Told(401, Texts.TOKEN);
    }
    if (code == ErrorCode.USER_NOT_FOUND && this != BALANCE) {
      return new Told(400, badRequest);
    }
    int status = code == ErrorCode.RESERVATION_NOT_FOUND ? 400 : code.status();
    return new Told(status, refusal.detail(Language.KOREAN));
  }
}
