package io.boxoffice.admin;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What is wrong with a body, each fault at its JSON pointer (RFC 6901), as far as it is listed. */
final class ImportErrors {
  static final int MAX_LISTED = 200;

  private final JsonArray listed = new JsonArray();
  private long count;

  void add(String pointer, String detail) {
    count++;
    if (listed.size() < MAX_LISTED) {
      listed.add(new JsonObject().put("pointer", pointer).put("detail", detail));
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** VALIDATION_FAILED with {@code errors}, and {@code moreErrors} where not all are listed. */
  Refusal refusal() {
    long more = count - listed.size();
    JsonObject attributes = new JsonObject().put("errors", listed);
    if (more == 0) {
      return new Refusal(
          ErrorCode.VALIDATION_FAILED,
          "Nothing was imported: " + (count == 1 ? "1 fault." : count + " faults."),
          attributes);
    }
    return new Refusal(
        ErrorCode.VALIDATION_FAILED,
        "Nothing was imported: " + count + " faults, of which " + more + " are not listed.",
        attributes.put("moreErrors", more));
  }

  /** A pointer one step further down. */
  static String below(String pointer, String member) {
    return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
  }
}
