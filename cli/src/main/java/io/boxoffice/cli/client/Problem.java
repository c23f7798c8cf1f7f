package io.boxoffice.cli.client;

import java.net.URI;
import java.util.List;

/**
 * A refusal as the server words it: problem+json of RFC 9457.
 *
 * @param code stable, upper snake case; {@code NOT_BOXOFFICE} where the answer was no problem+json
 * @param retryAfterSeconds null where the server does not say
 * @param errors what is wrong with which field; never null
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    String traceId,
    Integer retryAfterSeconds,
    List<FieldError> errors) {

  private static final String FOREIGN = "NOT_BOXOFFICE";

  /**
   * @param pointer a JSON pointer into the body that was sent, or the name of a parameter
   */
  public record FieldError(String pointer, String detail) {}

  public Problem {
    code = code == null ? FOREIGN : code;
    title = title == null ? "The server answered " + status : title;
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /**
   * An answer that no Boxoffice gives: something else listens there, or a proxy stands between.
   *
   * @param description what can be told of it; may be empty
   */
  static Problem foreign(int status, URI server, String description) {
    String what = server + " answered " + status + ", but not as a Boxoffice node does";
    String detail = description.isEmpty() ? null : description;
    return new Problem(status, FOREIGN, what, detail, null, null, null);
  }

  Problem withStatus(int actual) {
    return new Problem(actual, code, title, detail, traceId, retryAfterSeconds, errors);
  }

  /** Whether something else than Boxoffice answered. */
  public boolean foreign() {
    return code.equals(FOREIGN);
  }

  /** Whether the fault is the server's: a defect or an outage, never a race. */
  public boolean serverFault() {
    return status >= 500;
  }

  /** Title and detail in one line. */
  public String inOneLine() {
    boolean saysNoMore =
        detail == null || detail.isBlank() || detail.replaceAll("\\.$", "").equals(title);
    return saysNoMore ? title : title + ": " + detail;
  }
}
