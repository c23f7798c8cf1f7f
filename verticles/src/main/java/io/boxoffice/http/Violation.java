package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer a JSON pointer as a fragment: {@code #/seatIds/0} in a body, {@code #/query/limit}
 *     for a parameter
 * @param detail one sentence for the client
 */
record Violation(String pointer, String detail) {
  /** How many are listed; a body full of errors must not make a larger answer than itself. */
  static final int MAX = 1_000;

  /** The refusal that lists the violations. */
  static Refusal refusal(List<Violation> violations) {
    JsonArray errors = new JsonArray();
    for (Violation violation : violations) {
      errors.add(
          new JsonObject().put("pointer", violation.pointer).put("detail", violation.detail));
    }
    int count = violations.size();
    String detail =
        count == 1
            ? "The request has 1 error."
            : "The request has " + (count >= MAX ? "at least " : "") + count + " errors.";
    return new Refusal(ErrorCode.VALIDATION_FAILED, detail, new JsonObject().put("errors", errors));
  }

  /**
   * The refusal that lists the violations and, of what a service found in the same body, whatever
   * they do not point at already.
   *
   * @param found the service's refusal; null where it found nothing
   */
  static Refusal merge(List<Violation> violations, Throwable found) {
    List<Violation> all = new ArrayList<>(violations);
    Set<String> known = new HashSet<>();
    violations.forEach(violation -> known.add(violation.pointer));
    if (found instanceof Refusal refusal
        && refusal.attributes().getValue("errors") instanceof JsonArray errors) {
      for (int i = 0; i < errors.size() && all.size() < MAX; i++) {
        JsonObject error = errors.getJsonObject(i);
        String pointer = "#" + error.getString("pointer");
        if (known.add(pointer)) {
          all.add(new Violation(pointer, error.getString("detail")));
        }
      }
    }
    return refusal(all);
  }

  /** The refusal of one violation. */
  static Refusal refusal(String pointer, String detail) {
    return refusal(List.of(new Violation(pointer, detail)));
  }

  /** A member's pointer, escaped as RFC 6901 says and cut where the name is absurdly long. */
  static String child(String pointer, String name) {
    String cut = name.length() > 100 ? name.substring(0, 100) : name;
    return pointer + "/" + cut.replace("~", "~0").replace("/", "~1");
  }
}
