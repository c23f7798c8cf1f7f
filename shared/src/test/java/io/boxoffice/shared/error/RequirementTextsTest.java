package io.boxoffice.shared.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the requirements fix the words of a refusal, these are the words. */
class RequirementTextsTest {
  /** Full stops aside: a title has none. */
  @ParameterizedTest
  @CsvSource({
    "CONCERT_NOT_FOUND, 존재하지 않는 콘서트입니다",
    "BOOKING_CLOSED, 예매 가능 시간이 종료되었습니다",
    "SEAT_TAKEN, 이미 선점된 좌석입니다",
    "HOLD_EXPIRED, 예약 가능 시간이 만료되었습니다",
    "INSUFFICIENT_BALANCE, 잔액이 부족합니다",
    "SEAT_NOT_FOUND, 찾을 수 없는 좌석 번호입니다",
    "USER_NOT_FOUND, 찾을 수 없는 사용자입니다",
  })
  void aRefusalHasTheDocumentsWords(ErrorCode code, String words) {
    assertThat(code.title(Language.KOREAN)).isEqualTo(words);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyRefusalCanBeToldInKorean(ErrorCode code) {
    assertThat(code.title(Language.KOREAN)).containsPattern("\\p{IsHangul}");
  }
}
