package io.boxoffice.shared.error;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * An expected refusal: a typed answer, not a defect.
 *
 * <p>Services fail their futures with it, the event bus carries it between nodes, and the HTTP
 * boundary turns it into a problem document. What it says is a {@link Sentence}, so that only the
 * boundary need know the client's language, and nothing but prepared words can reach a client.
 * Attributes are the problem's extra members ({@code conflictingSeats}, {@code retryAfterSeconds},
 * ...); they must not be changed after construction.
 */
public final class Refusal extends ReplyException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Sentence sentence;
  private final transient List<Violation> violations;
  private final transient JsonObject attributes;

  /** Says no more than the code's title. */
  public Refusal(ErrorCode code) {
    this(code, new JsonObject());
  }

  /** Says no more than the code's title, with extra members. */
  public Refusal(ErrorCode code, JsonObject attributes) {
    this(code, null, List.of(), attributes);
  }

  public Refusal(ErrorCode code, Sentence sentence) {
    this(code, sentence, new JsonObject());
  }

  public Refusal(ErrorCode code, Sentence sentence, JsonObject attributes) {
    this(code, sentence, List.of(), attributes);
  }

  /** VALIDATION_FAILED with what is wrong. */
  public Refusal(Sentence sentence, List<Violation> violations) {
    this(ErrorCode.VALIDATION_FAILED, sentence, violations, new JsonObject());
  }

  /**
   * A refusal with all that one can have.
   *
   * @param sentence null where the code's title says it all
   */
  public Refusal(
      ErrorCode code, Sentence sentence, List<Violation> violations, JsonObject attributes) {
    super(ReplyFailure.RECIPIENT_FAILURE, code.status(), words(code, sentence, Language.ENGLISH));
    this.code = code;
    this.sentence = sentence;
    this.violations = List.copyOf(violations);
    this.attributes = attributes;
  }

  public ErrorCode code() {
    return code;
  }

  /** What it says beyond the code's title. */
  public Optional<Sentence> sentence() {
    return Optional.ofNullable(sentence);
  }

  /** One or two sentences for the client, in English. */
  public String detail() {
    return getMessage();
  }

  /** One or two sentences for the client. */
  public String detail(Language language) {
    return language == Language.ENGLISH ? detail() : words(code, sentence, language);
  }

  /** What is wrong with the request, each at its place; empty where that is not the matter. */
  public List<Violation> violations() {
    return violations;
  }

  /** Extra members of the problem document; empty where there are none. */
  public JsonObject attributes() {
    return attributes;
  }

  private static String words(ErrorCode code, Sentence sentence, Language language) {
    return sentence == null ? code.title(language) + "." : sentence.in(language);
  }
}
