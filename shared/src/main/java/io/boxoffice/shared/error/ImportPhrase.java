package io.boxoffice.shared.error;

/** What is wrong with a concert or its seating plan. */
public enum ImportPhrase implements Phrase {
  ONE_FAULT("Nothing was imported: 1 fault.", "등록된 내용이 없습니다. 오류가 1건 있습니다."),
  FAULTS("Nothing was imported: {0} faults.", "등록된 내용이 없습니다. 오류가 {0}건 있습니다."),
  FAULTS_BEYOND(
      "Nothing was imported: {0} faults, of which {1} are not listed.",
      "등록된 내용이 없습니다. 오류가 {0}건 있으며 그중 {1}건은 목록에 없습니다."),

  WHOLE_IN_RANGE("It must be a whole number, {0} to {1}.", "{0} 이상 {1} 이하의 정수여야 합니다."),
  TIME_IN_RANGE(
      "It must be a time such as 2027-03-01T11:00:00Z, in the years 1970 to 9999.",
      "1970년부터 9999년까지의 시각이어야 합니다(예: 2027-03-01T11:00:00Z)."),
  YEAR_RANGE("It must be in the years 1970 to 9999.", "1970년부터 9999년까지의 시각이어야 합니다."),
  CLOSES_BEFORE_OPENING("It must be after salesOpenAt.", "salesOpenAt 이후여야 합니다."),
  CLOSES_BEFORE_OPENING_OR_START(
      "It must be after salesOpenAt; without it the last start counts.",
      "salesOpenAt 이후여야 합니다. 값이 없으면 마지막 공연의 시작 시각을 사용합니다."),
  UNKNOWN_CURRENCY("It is not an ISO 4217 code.", "ISO 4217 통화 코드가 아닙니다."),
  UNKNOWN_TIME_ZONE("It is not an IANA time zone.", "IANA 시간대가 아닙니다."),
  DRAFT_OR_ABSENT(
      "It must be DRAFT or absent: the sale window says the rest.",
      "DRAFT이거나 없어야 합니다. 나머지 상태는 예매 기간에 따라 정해집니다."),

  NO_PERFORMANCE("There must be at least one.", "하나 이상 있어야 합니다."),
  TOO_MANY_PERFORMANCES("There must be at most {0}.", "최대 {0}개까지 등록할 수 있습니다."),
  SAME_START("It is another performance's, too.", "다른 공연과 시작 시각이 같습니다."),
  TOO_MANY_SEATS_IN_ALL(
      "With all their seats they are more than {0} seats.", "모든 공연의 좌석을 합해 {0}석을 넘을 수 없습니다."),

  NO_SEAT("It has no seat.", "좌석이 없습니다."),
  TOO_MANY_SEATS("It has more than {0} seats.", "좌석은 최대 {0}석까지 등록할 수 있습니다."),
  TOO_MANY_CATEGORIES("It has more than {0} categories.", "등급은 최대 {0}개까지 등록할 수 있습니다."),
  SAME_SEAT_GUID("It is the same as that of {0}.", "다음 좌석과 값이 같습니다: {0}."),
  UNDECLARED_CATEGORY("It is not one of the plan's categories.", "좌석 배치도에 정의되지 않은 등급입니다."),
  PRICE_MISSING(
      "It is missing: seats have this category, the first at {0}.",
      "이 등급의 가격이 없습니다. 이 등급의 첫 좌석: {0}."),
  PRICE_OF_NO_CATEGORY("It is no category of the seating plan.", "좌석 배치도에 없는 등급입니다.");

  private final String english;
  private final String korean;

  ImportPhrase(String english, String korean) {
    this.english = english;
    this.korean = korean;
  }

  @Override
  public Wording wording() {
    return new Wording(english, korean);
  }
}
