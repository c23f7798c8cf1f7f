package io.boxoffice.admin;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.ImportPhrase;
import io.boxoffice.shared.error.JsonPointers;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a body, each fault at its JSON pointer (RFC 6901), as far as it is listed. */
final class ImportErrors {
  static final int MAX_LISTED = 200;

  private final List<Violation> listed = new ArrayList<>();
  private long count;

  void add(String pointer, Phrase phrase, Object... values) {
    count++;
    if (listed.size() < MAX_LISTED) {
      listed.add(new Violation(pointer, phrase, values));
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** VALIDATION_FAILED with its violations, and {@code moreErrors} where not all are listed. */
  Refusal refusal() {
    long more = count - listed.size();
    if (more == 0) {
      return new Refusal(
          count == 1 ? ImportPhrase.ONE_FAULT.sentence() : ImportPhrase.FAULTS.sentence(count),
          listed);
    }
    return new Refusal(
        ErrorCode.VALIDATION_FAILED,
        ImportPhrase.FAULTS_BEYOND.sentence(count, more),
        listed,
        new JsonObject().put("moreErrors", more));
  }

  /** A pointer one step further down. */
  static String below(String pointer, String member) {
    return JsonPointers.child(pointer, member);
  }
}
