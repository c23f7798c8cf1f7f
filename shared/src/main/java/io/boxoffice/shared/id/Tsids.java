package io.boxoffice.shared.id;

import com.github.f4b6a3.tsid.Tsid;
import java.util.OptionalLong;

/**
 * The two faces of an id: a bigint inside, 13 characters of Crockford base 32 outside.
 *
 * @see <a href="https://www.crockford.com/base32.html">Crockford base 32</a>
 */
public final class Tsids {
  private Tsids() {}

  /** The client's form of an id: 13 upper-case characters. */
  public static String format(long id) {
    return Tsid.from(id).toString();
  }

  /** The inner form, or empty where the text is no TSID. */
  public static OptionalLong parse(String text) {
    return text != null && Tsid.isValid(text)
        ? OptionalLong.of(Tsid.from(text).toLong())
        : OptionalLong.empty();
  }
}
