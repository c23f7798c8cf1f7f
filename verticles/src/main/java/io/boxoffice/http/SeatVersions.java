package io.boxoffice.http;

import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a seat map's version: in its entity tag, and as the id of an event. */
final class SeatVersions {
  private static final Pattern FORM = Pattern.compile("^([0-9]{1,18})-([0-9a-f]{1,16})");

  private SeatVersions() {}

  static String text(SeatMapVersion version) {
    return version.version() + "-" + Long.toHexString(version.fingerprint());
  }

  /** The version, or null where the text is none of ours: then the client is told everything. */
  static SeatMapVersion parse(String text) {
    Matcher matcher = FORM.matcher(text == null ? "" : text);
    return matcher.find()
        ? new SeatMapVersion(
            Long.parseLong(matcher.group(1)), Long.parseUnsignedLong(matcher.group(2), 16))
        : null;
  }
}
