package io.boxoffice.shared.error;

import java.nio.charset.StandardCharsets;

/**
 * JSON pointers, plain and as URI fragments.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>, sections 3 and 6
 */
public final class JsonPointers {
  /** What may stand in a fragment as it is, beside letters and digits (RFC 3986, 3.5). */
  private static final String PLAIN = "-._~!$&'()*+,;=:@/?";

  private JsonPointers() {}

  /** The plain pointer of a member. */
  public static String child(String pointer, String member) {
    return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
  }

  /** A plain pointer, or a part of one, as it stands in a fragment. */
  public static String encoded(String plain) {
    StringBuilder encoded = new StringBuilder(plain.length());
    for (byte octet : plain.getBytes(StandardCharsets.UTF_8)) {
      char ascii = (char) (octet & 0xFF);
      if (isPlain(ascii)) {
        encoded.append(ascii);
      } else {
        encoded.append('%').append(hex(ascii >> 4)).append(hex(ascii & 0xF));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }
}
