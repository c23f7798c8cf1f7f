package io.boxoffice.shared.error;

/** Why a token is not believed. */
public enum TokenPhrase implements Phrase {
  NO_ACCESS_TOKEN("No access token was sent.", "액세스 토큰이 없습니다."),
  AUTHORIZATION_FORM(
      "The Authorization header must be: Bearer, a space, the access token.",
      "Authorization 헤더는 Bearer, 공백, 액세스 토큰의 순서여야 합니다."),
  NO_USER("The token names no user.", "토큰에 사용자 정보가 없습니다."),
  UNKNOWN_ROLE("The token's role is not known.", "토큰의 역할을 알 수 없습니다."),
  UNKNOWN_USER("The token's user does not exist.", "존재하지 않는 사용자의 토큰입니다."),

  NOT_SIGNED("The token is not a signed token.", "서명된 토큰이 아닙니다."),
  WRONG_KIND("The token is not of the kind that is wanted here.", "여기에서 사용할 수 있는 종류의 토큰이 아닙니다."),
  FOREIGN_SIGNATURE("The token's signature is not ours.", "토큰의 서명이 유효하지 않습니다."),
  WRONG_CLAIMS(
      "The token's claims are not of the kinds that are wanted.", "토큰의 클레임 형식이 올바르지 않습니다."),
  OTHER_USE("The token was not made for this use.", "이 용도로 발급된 토큰이 아닙니다."),
  ENDLESS("The token has no end.", "토큰에 만료 시각이 없습니다."),
  TOO_EARLY("The token is not valid yet.", "아직 유효하지 않은 토큰입니다."),
  ENDED("The token has ended.", "만료된 토큰입니다."),

  NO_QUEUE_TOKEN("No Queue-Token was sent.", "대기열 토큰(Queue-Token)이 없습니다."),
  NO_PLACE("The Queue-Token names no place.", "대기열 토큰에 대기 순서 정보가 없습니다."),
  OTHER_USERS_QUEUE_TOKEN("The Queue-Token is another user's.", "다른 사용자의 대기열 토큰입니다."),
  OTHER_CONCERTS_QUEUE_TOKEN("The Queue-Token is another concert's.", "다른 콘서트의 대기열 토큰입니다."),
  OTHER_USERS_PLACE("The place is another user's.", "다른 사용자의 대기 순서입니다.");

  private final String english;
  private final String korean;

  TokenPhrase(String english, String korean) {
    this.english = english;
    this.korean = korean;
  }

  @Override
  public Wording wording() {
    return new Wording(english, korean);
  }
}
