package io.boxoffice.http;

import io.boxoffice.shared.error.JsonPointers;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Sentence;
import io.boxoffice.shared.error.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refusals that list what is wrong with a request. */
final class Violations {
  /** How many are listed; a body full of errors must not make a larger answer than itself. */
  static final int MAX = 1_000;

  /** Characters of a member's name that a pointer shows. */
  private static final int MAX_NAME = 100;

  private Violations() {}

  /** The refusal that lists the violations. */
  static Refusal refusal(List<Violation> violations) {
    return new Refusal(count(violations.size()), violations);
  }

  /** The refusal of one violation. */
  static Refusal refusal(String pointer, Phrase phrase) {
    return refusal(List.of(new Violation(pointer, phrase)));
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
    violations.forEach(violation -> known.add(violation.pointer()));
    if (found instanceof Refusal refusal) {
      refusal.violations().stream()
          .map(Violation::asFragment)
          .filter(violation -> known.add(violation.pointer()))
          .limit(Math.max(0, MAX - violations.size()))
          .forEach(all::add);
    }
    return refusal(all);
  }

  /** A member's pointer as a fragment, cut where the name is absurdly long. */
  static String child(String pointer, String name) {
    return pointer + JsonPointers.encoded(JsonPointers.child("", cut(name)));
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) > MAX_NAME
        ? name.substring(0, name.offsetByCodePoints(0, MAX_NAME))
        : name;
  }

  private static Sentence count(int violations) {
    if (violations == 1) {
      return RequestPhrase.ONE_ERROR.sentence();
    }
    return (violations >= MAX ? RequestPhrase.ERRORS_AT_LEAST : RequestPhrase.ERRORS)
        .sentence(violations);
  }
}
