package io.boxoffice.cli.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The server's times as the clock on the user's wall shows them. */
public final class Times {
  private static final DateTimeFormatter TO_MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter TO_SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Times() {}

  /** To the minute, for lists; null stays null. */
  public static String toMinute(String isoUtc, ZoneId zone) {
    return shown(isoUtc, zone, TO_MINUTE);
  }

  /** To the second, where the order of things matters; null stays null. */
  public static String toSecond(String isoUtc, ZoneId zone) {
    return shown(isoUtc, zone, TO_SECOND);
  }

  /** What is not a time is shown as it came rather than not at all. */
  private static String shown(String isoUtc, ZoneId zone, DateTimeFormatter format) {
    if (isoUtc == null) {
      return null;
    }
    try {
      return format.format(Instant.parse(isoUtc).atZone(zone));
    } catch (DateTimeException e) {
      return isoUtc;
    }
  }
}
