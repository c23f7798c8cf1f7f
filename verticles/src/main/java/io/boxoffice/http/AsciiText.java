package io.boxoffice.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A text of mostly ASCII characters, in UTF-8, that is put together for one answer, without the
 * objects that a JSON tree or a formatter would make. Confined to one thread.
 */
final class AsciiText {
  private static final long MS_PER_DAY = 86_400_000;
  private static final int TIME_LENGTH = 24;
  private static final byte[] QUOTE = bytes("\"");
  private static final byte[] SMALLEST_LONG = bytes(Long.toString(Long.MIN_VALUE));

  private byte[] chars;
  private int length;

  /**
   * @param roomFor how many characters are expected; more than that costs a copy
   */
  AsciiText(int roomFor) {
    chars = new byte[roomFor];
  }

  /** The bytes of a text, which must be ASCII. */
  static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.ISO_8859_1);
  }

  AsciiText add(byte[] ascii) {
    room(ascii.length);
    System.arraycopy(ascii, 0, chars, length, ascii.length);
    length += ascii.length;
    return this;
  }

  AsciiText add(String ascii) {
    return add(bytes(ascii));
  }

  /** Any text as a JSON string, in quotation marks. */
  AsciiText addQuoted(String any) {
    for (int i = 0; i < any.length(); i++) {
      char c = any.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return add(Json.encode(any).getBytes(StandardCharsets.UTF_8));
      }
    }
    return add(QUOTE).add(any).add(QUOTE);
  }

  /** What {@link #addTime} writes. */
  static String time(long epochMs) {
    AsciiText text = new AsciiText(TIME_LENGTH).addTime(epochMs);
    return new String(text.chars, 0, text.length, StandardCharsets.ISO_8859_1);
  }

  /** A whole number, as JSON has it. */
  AsciiText add(long number) {
    if (number == Long.MIN_VALUE) {
      return add(SMALLEST_LONG);
    }
    room(20);
    if (number < 0) {
      chars[length++] = '-';
    }
    long rest = Math.abs(number);
    int digits = 1;
    for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
      digits++;
    }
    digits(rest, digits);
    return this;
  }

  /**
   * A moment as ISO-8601 UTC with milliseconds.
   *
   * @param epochMs within the years 0 to 9999
   */
  AsciiText addTime(long epochMs) {
    room(TIME_LENGTH);
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochMs, MS_PER_DAY));
    int ms = (int) Math.floorMod(epochMs, MS_PER_DAY);
    part(day.getYear(), 4, '-');
    part(day.getMonthValue(), 2, '-');
    part(day.getDayOfMonth(), 2, 'T');
    part(ms / 3_600_000, 2, ':');
    part(ms / 60_000 % 60, 2, ':');
    part(ms / 1_000 % 60, 2, '.');
    part(ms % 1_000, 3, 'Z');
    return this;
  }

  Buffer toBuffer() {
    return Buffer.buffer(length).appendBytes(chars, 0, length);
  }

  private void part(int number, int digits, char end) {
    digits(number, digits);
    chars[length++] = (byte) end;
  }

  private void digits(long number, int digits) {
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      chars[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void room(int more) {
    if (length + more > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(2 * chars.length, length + more));
    }
  }
}
