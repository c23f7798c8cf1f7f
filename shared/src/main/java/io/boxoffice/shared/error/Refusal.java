package io.boxoffice.shared.error;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * An expected refusal: a typed answer, not a defect.
 *
 * <p>Services fail their futures with it, the event bus carries it between nodes, and the HTTP
 * boundary turns it into a problem document. The detail is safe to show to a client. Attributes are
 * the problem's extra members ({@code conflictingSeats}, {@code retryAfterSeconds}, ...); they must
 * not be changed after construction.
 */
public final class Refusal extends ReplyException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient JsonObject attributes;

  public Refusal(ErrorCode code) {
    this(code, code.title(Language.ENGLISH) + ".");
  }

  public Refusal(ErrorCode code, String detail) {
    this(code, detail, new JsonObject());
  }

  public Refusal(ErrorCode code, String detail, JsonObject attributes) {
    super(ReplyFailure.RECIPIENT_FAILURE, code.status(), Objects.requireNonNull(detail));
    this.code = code;
    this.attributes = attributes;
  }

  public ErrorCode code() {
    return code;
  }

  /** One or two sentences for the client, in English. */
  public String detail() {
    return getMessage();
  }

  /** The same in {@code language}; what has no Korean words says its code's title. */
  public String detail(Language language) {
    return language == Language.ENGLISH ? detail() : code.title(language) + ".";
  }

  /** Extra members of the problem document; empty where there are none. */
  public JsonObject attributes() {
    return attributes;
  }
}
