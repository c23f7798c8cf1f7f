package io.boxoffice.http;

import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Sentence;
import java.util.Map;

/** What a person can read of the contract's patterns. */
final class Forms {
  private static final Map<String, Phrase> BY_PATTERN =
      Map.of(
          "^[0-9A-F][0-9A-HJKMNP-TV-Z]{12}$",
          RequestPhrase.ID_WANTED,
          "^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})$",
          RequestPhrase.TIME_WANTED,
          "^[^\\x00-\\x1F\\x7F]+$",
          RequestPhrase.ONE_LINE_WANTED,
          "^[!-~]+$",
          RequestPhrase.KEY_FORM,
          "^[A-Z][A-Z_]*$",
          RequestPhrase.NAME_FORM,
          "^[A-Z]{3}$",
          RequestPhrase.CURRENCY_FORM,
          "^[A-Za-z0-9_+/-]+$",
          RequestPhrase.TIME_ZONE_FORM);

  private Forms() {}

  /** The pattern in words; one that has none is quoted. */
  static Sentence of(String pattern) {
    Phrase words = BY_PATTERN.get(pattern);
    return words == null ? RequestPhrase.OTHER_FORM.sentence(pattern) : words.sentence();
  }
}
