package io.boxoffice.shared.error;

/** What the services say beyond their code's title. */
public enum ServicePhrase implements Phrase {
  NOT_SERVED("The request could not be served.", "요청을 처리하지 못했습니다."),
  NO_NODE("No node serves this just now.", "지금은 이 요청을 처리할 수 있는 노드가 없습니다."),
  NO_ANSWER("No answer came in time.", "제시간에 응답을 받지 못했습니다."),
  NO_ANSWER_REPEAT(
      "No answer came in time. The request may have taken effect; repeat it with the same key.",
      "제시간에 응답을 받지 못했습니다. 요청이 처리되었을 수 있으니 같은 키로 다시 요청해 주세요."),
  DATABASE_AWAY(
      "The database does not answer just now. Repeat the request with the same key.",
      "지금은 데이터베이스가 응답하지 않습니다. 같은 키로 다시 요청해 주세요."),
  CLUSTER_AWAY(
      "The cluster does not answer just now. Repeat the request with the same key.",
      "지금은 클러스터가 응답하지 않습니다. 같은 키로 다시 요청해 주세요."),
  NO_MAJORITY(
      "This node is cut off from most of the others and changes nothing meanwhile."
          + " Repeat the request with the same key.",
      "이 노드는 다른 노드 대부분과 연결이 끊겨 지금은 변경 요청을 처리하지 않습니다. 같은 키로 다시 요청해 주세요."),
  NO_NEW_IDS(
      "This node cannot make ids just now. Repeat the request with the same key.",
      "지금은 이 노드에서 ID를 발급할 수 없습니다. 같은 키로 다시 요청해 주세요."),
  SERVICE_BUSY(
      "As many of these requests are under way as may be. Repeat the request with the same key.",
      "동시에 처리할 수 있는 요청이 가득 찼습니다. 같은 키로 다시 요청해 주세요."),
  FIRST_STILL_RUNS(
      "The first request with this key has not ended yet. Repeat in a moment.",
      "같은 키의 첫 요청이 아직 처리 중입니다. 잠시 후 다시 요청해 주세요."),
  TOO_MANY_REQUESTS("Too many requests; wait a moment.", "요청이 너무 많습니다. 잠시 후 다시 시도해 주세요."),

  NAME_IN_USE(
      "Another user has this name; choose another one.", "다른 사용자가 사용 중인 이름입니다. 다른 이름을 선택해 주세요."),
  UNUSABLE_ACCOUNT("The name or the password cannot be used.", "사용할 수 없는 이름 또는 비밀번호입니다."),
  USER_NAME_FORM(
      "It must have 1 to {0} characters and no control characters.",
      "1자 이상 {0}자 이하여야 하며 제어 문자는 사용할 수 없습니다."),
  PASSWORD_IS_NAME("It must not be the name.", "이름과 같을 수 없습니다."),
  PASSWORD_COMMON("It is one of the most common passwords.", "너무 흔한 비밀번호입니다."),
  PASSWORD_REPEATS("It must not be one character repeated.", "한 문자만 반복해서 사용할 수 없습니다."),
  LOG_INS_FAILED(
      "Too many failed log-ins with this name. Wait a little.",
      "이 이름으로 로그인에 너무 여러 번 실패했습니다. 잠시 후 다시 시도해 주세요."),
  ACCOUNTS_BUSY("Too many sign-ups and log-ins wait just now.", "지금은 가입과 로그인 요청이 너무 많습니다."),

  POSITION("You are number {0} in the queue.", "현재 대기 순서는 {0}번입니다."),
  ALL_WAIT(
      "As many wait as may wait. Try again a little later.", "대기 인원이 가득 찼습니다. 잠시 후 다시 시도해 주세요."),
  QUEUE_BUSY("Too many wait for an answer just now.", "지금은 응답을 기다리는 요청이 너무 많습니다."),
  QUEUE_REBUILDS("The queue is being rebuilt.", "대기열을 복구하는 중입니다."),
  NO_FREE_NUMBERS("The queue has no free numbers just now.", "지금은 대기열에서 새 번호를 발급할 수 없습니다."),
  CLOCKS_DIFFER(
      "This node's clock does not agree with the queue's.", "이 노드의 시계가 대기열의 시계와 맞지 않습니다."),

  STREAMS_FULL(
      "This node has as many event streams open as it may.", "이 노드에서 열 수 있는 이벤트 스트림이 모두 사용 중입니다."),
  STREAMS_OF_USER(
      "A user may have {0} event streams open at a node.",
      "사용자 한 명이 한 노드에서 동시에 열 수 있는 이벤트 스트림 수: {0}."),
  NODE_STOPS("This node stops; connect again.", "이 노드가 종료됩니다. 다시 연결해 주세요."),

  SEATS_REPEATED("A seat is named more than once.", "같은 좌석이 두 번 이상 지정되었습니다."),

  CONCERT_STATE("A concert that is {0} cannot become {1}.", "콘서트 상태를 변경할 수 없습니다: {0} → {1}."),
  SALE_OVER(
      "The sale is over since salesCloseAt; move that, too, to open it.",
      "salesCloseAt이 지나 예매가 종료되었습니다. 예매를 다시 열려면 salesCloseAt도 변경해 주세요."),
  SALE_OPEN(
      "The sale is open; its opening cannot move to the future.",
      "이미 예매가 시작되어 시작 시각을 미래로 변경할 수 없습니다."),
  NOTHING_CHANGED("Nothing was changed.", "변경된 내용이 없습니다."),
  NOBODY_ADMITTED("Nobody was admitted.", "입장시킨 사용자가 없습니다."),
  VERIFICATION_RUNS("A verification is under way on this node.", "이 노드에서 이미 검증이 진행 중입니다.");

  private final String english;
  private final String korean;

  ServicePhrase(String english, String korean) {
    this.english = english;
    this.korean = korean;
  }

  @Override
  public Wording wording() {
    return new Wording(english, korean);
  }
}
