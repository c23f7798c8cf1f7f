package io.boxoffice.shared.error;

import java.util.List;
import java.util.Locale;

/** The languages that problems are told in. */
public enum Language {
  ENGLISH("en"),
  KOREAN("ko");

  /** More than any browser sends; the cost of reading grows faster than the length. */
  private static final int MAX_HEADER = 300;

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The BCP 47 tag, for {@code Content-Language}. */
  public String tag() {
    return tag;
  }

  /**
   * The language that an {@code Accept-Language} header asks for first among those that are known;
   * English where it is null, asks for none of them, cannot be read or is longer than any
   * browser's.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-accept-language">RFC 9110, 12.5.4</a>
   */
  public static Language accepted(String header) {
    if (header == null || header.length() > MAX_HEADER) {
      return ENGLISH;
    }
    try {
      Locale chosen =
          Locale.lookup(Locale.LanguageRange.parse(header), List.of(Locale.ENGLISH, Locale.KOREAN));
      return Locale.KOREAN.equals(chosen) ? KOREAN : ENGLISH;
    } catch (IllegalArgumentException unreadable) {
      return ENGLISH;
    }
  }
}
