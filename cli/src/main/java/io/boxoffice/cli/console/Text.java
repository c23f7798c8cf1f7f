package io.boxoffice.cli.console;

/** How text takes room on a terminal. */
public final class Text {
  private Text() {}

  /** Control characters in what others wrote must not drive this terminal. */
  public static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              boolean harmless =
                  !Character.isISOControl(point)
                      && Character.getType(point) != Character.FORMAT
                      && Character.getType(point) != Character.SURROGATE;
              clean.appendCodePoint(harmless ? point : ' ');
            });
    return clean.toString();
  }

  /** Columns on a terminal: Korean, Chinese and Japanese characters take two. */
  public static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  /** Cuts to at most {@code columns} (1 or more), with an ellipsis where something is lost. */
  public static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      used += width(point);
      if (used > columns - 1) {
        break;
      }
      kept.appendCodePoint(point);
      i += Character.charCount(point);
    }
    return kept.append('…').toString();
  }

  /** The wide ranges of Unicode's East Asian Width that concert titles are written in. */
  private static int width(int point) {
    boolean combining =
        Character.getType(point) == Character.NON_SPACING_MARK
            || Character.getType(point) == Character.ENCLOSING_MARK;
    if (combining) {
      return 0;
    }
    boolean wide =
        (point >= 0x1100 && point <= 0x115F)
            || (point >= 0x2E80 && point <= 0xA4CF)
            || (point >= 0xA960 && point <= 0xA97C)
            || (point >= 0xAC00 && point <= 0xD7A3)
            || (point >= 0xF900 && point <= 0xFAFF)
            || (point >= 0xFE30 && point <= 0xFE6F)
            || (point >= 0xFF00 && point <= 0xFF60)
            || (point >= 0xFFE0 && point <= 0xFFE6)
            || (point >= 0x1F300 && point <= 0x1FAFF)
            || (point >= 0x20000 && point <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
