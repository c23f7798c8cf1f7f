package io.boxoffice.http;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * One text for all spellings of a document: members sorted, no white space.
 *
 * <p>Two bodies that mean the same have the same hash, so that a client library that orders its
 * fields differently on a retry still repeats the same request.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  /** SHA-256 of the canonical text, hexadecimal. */
  static String hash(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return Answer.hash(text.toString());
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof JsonObject object) {
      writeObject(object, out);
    } else if (value instanceof JsonArray array) {
      out.append('[');
      for (int i = 0; i < array.size(); i++) {
        write(array.getValue(i), i == 0 ? out : out.append(','));
      }
      out.append(']');
    } else if (value instanceof String text) {
      writeText(text, out);
    } else if (value instanceof Long number) {
      out.append(number.longValue());
    } else {
      out.append(Json.encode(value));
    }
  }

  /** As {@link Json#encode} writes it, which for each text makes a writer of its own. */
  private static void writeText(String text, StringBuilder out) {
    if (text.chars().allMatch(CanonicalJson::isPlain)) {
      out.append('"').append(text).append('"');
    } else {
      out.append(Json.encode(text));
    }
  }

  /** Printable ASCII that needs no escape. */
  private static boolean isPlain(int character) {
    return character >= ' ' && character <= '~' && character != '"' && character != '\\';
  }

  private static void writeObject(JsonObject object, StringBuilder out) {
    out.append('{');
    Iterator<String> names = new TreeSet<>(object.fieldNames()).iterator();
    while (names.hasNext()) {
      String name = names.next();
      writeText(name, out);
      out.append(':');
      write(object.getValue(name), out);
      if (names.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }
}
