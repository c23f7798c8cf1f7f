package io.boxoffice.cli.client;

import java.util.List;

/**
 * A refusal as the server words it: problem+json of RFC 9457.
 *
 * @param code stable, upper snake case; {@code HTTP_<status>} where the answer was no problem+json
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

  /**
   * @param pointer a JSON pointer into the body that was sent, or the name of a parameter
   */
  public record FieldError(String pointer, String detail) {}

  public Problem {
    code = code == null ? "HTTP_" + status : code;
    title = title == null ? "The server answered " + status : title;
    errors = errors == null ? List.of() : List.copyOf(errors);
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
