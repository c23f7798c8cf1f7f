package io.boxoffice.cli.console;

import java.util.Map;

/** How text stands out, as SGR codes (ECMA-48) that every terminal with colors knows. */
public enum Style {
  PLAIN(""),
  HEADING("1"),
  /** All is well, or it is somebody's turn. */
  GOOD("32"),
  /** Something is under way or held back. */
  WAITING("33"),
  /** It is yet to begin. */
  COMING("36"),
  /** Somebody should look. */
  BAD("31"),
  /** Over, or of no interest now. */
  OVER("2");

  /** States as the contract names them, and verdicts. */
  private static final Map<String, Style> BY_WORD =
      Map.ofEntries(
          Map.entry("DRAFT", OVER),
          Map.entry("SCHEDULED", COMING),
          Map.entry("ON_SALE", GOOD),
          Map.entry("OPEN", GOOD),
          Map.entry("PAUSED", WAITING),
          Map.entry("paused", WAITING),
          Map.entry("SOLD_OUT", BAD),
          Map.entry("CLOSED", OVER),
          Map.entry("WAITING", COMING),
          Map.entry("ADMITTED", GOOD),
          Map.entry("COMPLETED", OVER),
          Map.entry("LEFT", OVER),
          Map.entry("HELD", WAITING),
          Map.entry("CONFIRMED", GOOD),
          Map.entry("EXPIRED", OVER),
          Map.entry("CANCELLED", OVER),
          Map.entry("PENDING", WAITING),
          Map.entry("APPROVED", GOOD),
          Map.entry("DECLINED", BAD),
          Map.entry("FAILED", BAD),
          Map.entry("ok", GOOD),
          Map.entry("BROKEN", BAD),
          Map.entry("no answer", BAD),
          Map.entry("not known", WAITING));

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The style of a state or a verdict; plain for any other text. */
  static Style of(String word) {
    return BY_WORD.getOrDefault(word, PLAIN);
  }

  String around(String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
