package io.boxoffice.cli;

import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import io.boxoffice.cli.console.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times as the clocks at a concert's place show them. */
record ConcertTimes(ZoneId zone) {
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final Pattern WITH_OFFSET = Pattern.compile(".*(Z|[+-]\\d\\d:?\\d\\d)$");

  /**
   * @param zoneName of the IANA's list; one that this JDK does not know yet, or null, is UTC, since
   *     a time in another zone is better than none
   */
  static ConcertTimes of(String zoneName) {
    try {
      return new ConcertTimes(ZoneId.of(zoneName == null ? "UTC" : zoneName));
    } catch (DateTimeException e) {
      return new ConcertTimes(ZoneId.of("UTC"));
    }
  }

  /** To the minute; null stays null. */
  String toMinute(String isoUtc) {
    return Times.toMinute(isoUtc, zone);
  }

  /** To the second; null stays null. */
  String toSecond(String isoUtc) {
    return Times.toSecond(isoUtc, zone);
  }

  /** The time of day to the second; null stays null. */
  String timeOfDay(String isoUtc) {
    return isoUtc == null ? null : TIME_OF_DAY.format(Instant.parse(isoUtc).atZone(zone));
  }

  /**
   * Reads ISO 8601, with a blank instead of the T as well; without an offset it is in this zone.
   *
   * @throws CommandFailure USAGE where it is no time
   */
  Instant read(String text) {
    String iso = text.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
    try {
      return WITH_OFFSET.matcher(iso).matches()
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "Not a time: " + Text.printable(text) + " (time zone " + zone + ")",
          "write it like 2027-01-15T19:30 or 2027-01-15T10:30:00Z");
    }
  }
}
